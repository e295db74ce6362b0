"""`Endpoint`: which model is asked where, within which limits; knows no secret."""

import os
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError

from detente.errors import ReadingError
from detente.sources.frozen import Frozen
from detente.sources.source import Sharing


class Endpoint(Frozen):
    """An OpenAI-style endpoint and the limits of its use."""

    url: str
    """Base address, such as ``http://127.0.0.1:8000/v1``; ``/chat/completions`` is added."""
    model: str
    """Name of the model, as the server knows it."""
    key_env: str | None = None
    """Name of the environment variable that holds the key; None where none is needed."""
    sharing_limit: Sharing = "green"
    """Sources with a mark above this one are refused."""
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    """Most tokens, by estimate, that may be sent and answered; None for no limit."""
    chunk_tokens: Annotated[int, Field(ge=50)] = 1500
    """Most tokens of the text, by estimate, in one request."""
    answer_tokens: Annotated[int, Field(ge=50)] = 4096
    """Most tokens the model may answer to one request."""
    timeout: Annotated[float, Field(gt=0)] = 120.0
    """Most seconds one answer may take."""
    attempts: Annotated[int, Field(ge=1)] = 4
    """How often a request is sent before its part of the text is given up."""
    seed: int = 0
    """Seed handed to the server."""

    def address(self) -> str:
        """Return the address asked; `ReadingError` where it is none that may be used."""
        base = self.url.strip().rstrip("/").removesuffix("/chat/completions")
        try:
            parts = urlsplit(base)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
            secret = parts.username is not None or parts.password is not None
        except ValueError:
            usable = secret = False
        if not usable or secret or parts.query or parts.fragment:
            why = "it holds a name or key" if secret else "it is no address of a server"
            msg = (
                f"the url of the model cannot be used: {why}; give one such as "
                "http://127.0.0.1:8000/v1, and a key through --llm-key-env"
            )
            raise ReadingError(msg)
        return f"{base}/chat/completions"

    def key(self) -> str | None:
        """Return the key from the environment; `ReadingError` where it cannot be sent safely."""
        if self.key_env is None:
            return None
        key = os.environ.get(self.key_env, "").strip()
        if not key or not key.isascii() or not key.isprintable():
            msg = f"the environment variable {self.key_env} holds no key; set it, or leave it out"
            raise ReadingError(msg)
        parts = urlsplit(self.address())
        if parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
            msg = f"a key would travel unprotected to {parts.hostname}; use an https address"
            raise ReadingError(msg)
        return key


def endpoint(**settings: Any) -> Endpoint:
    """Return the endpoint that settings describe; `ReadingError` where they do not fit."""
    try:
        return Endpoint(**settings)
    except ValidationError as error:
        field = error.errors()[0]["loc"][0]
        msg = f"the setting {field} of the language model is missing or not allowed; check it"
        raise ReadingError(msg) from None


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
