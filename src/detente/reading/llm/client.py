"""Asks an OpenAI-style endpoint and survives whatever it answers. Needs ``httpx``.

No proxy, no redirect, no credentials from the surroundings: a text goes to the address given,
or nowhere.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from detente.errors import ReadingError
from detente.reading.llm.endpoint import Endpoint

MAX_BYTES = 4_000_000
"""Most bytes of an answer that are taken."""
LONGEST_WAIT = 60.0
"""Most seconds between two attempts, whatever the server asks for."""
Sleep = Callable[[float], None]
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, and what the server counted."""

    text: str
    broken_off: bool = False
    sent: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    reason: str
    again: bool = False
    """True where the same request may succeed later."""
    wait: float | None = None
    """Seconds the server asks to wait."""
    refused: bool = False
    """True where no request to this endpoint can succeed."""


class Client:
    """Sends conversations to one endpoint; a context of one run."""

    def __init__(self, endpoint: Endpoint, sleep: Sleep = time.sleep) -> None:
        self._endpoint = endpoint
        self._address = endpoint.address()
        self._sleep = sleep
        self._answered = False
        key = endpoint.key()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(
            headers=headers, timeout=endpoint.timeout, trust_env=False, follow_redirects=False
        )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def ask(self, messages: list[dict[str, str]]) -> Reply | Failure:
        """Return the answer to a conversation, or why there is none.

        `ReadingError` where the endpoint refuses before it has ever answered: then the address,
        the key or the name of the model is wrong, and every other request would fail too.
        """
        body = {
            "model": self._endpoint.model,
            "messages": messages,
            "temperature": 0,
            "seed": self._endpoint.seed,
            "max_tokens": self._endpoint.answer_tokens,
            "stream": False,
        }
        outcome: Reply | Failure = Failure("no attempt was made")
        for attempt in range(self._endpoint.attempts):
            outcome = self._once(body)
            if isinstance(outcome, Reply):
                self._answered = True
                return outcome
            if not outcome.again:
                break
            if attempt + 1 < self._endpoint.attempts:
                wait = 2.0**attempt if outcome.wait is None else outcome.wait
                self._sleep(min(wait, LONGEST_WAIT))
        if isinstance(outcome, Failure) and outcome.refused and not self._answered:
            msg = (
                f"the model at {self._address} cannot be asked: {outcome.reason}; check "
                "--llm-url, --llm-model and --llm-key-env, and that the server is running"
            )
            raise ReadingError(msg)
        return outcome

    def _once(self, body: Body) -> Reply | Failure:
        try:
            return self._exchange(body)
        except httpx.TimeoutException:
            return Failure(f"no answer within {self._endpoint.timeout:g} seconds", again=True)
        except httpx.ConnectError:
            return Failure("nobody listens there", again=True, refused=True)
        except httpx.HTTPError as error:
            return Failure(f"the connection broke ({type(error).__name__})", again=True)

    def _exchange(self, body: Body) -> Reply | Failure:
        until = time.monotonic() + self._endpoint.timeout
        received = bytearray()
        with self._http.stream("POST", self._address, json=body) as response:
            if response.status_code != 200:
                return _refusal(response)
            for piece in response.iter_bytes():
                received += piece
                if len(received) > MAX_BYTES:
                    return Failure(f"the answer is longer than {MAX_BYTES:,} bytes")
                if time.monotonic() > until:
                    reason = f"the answer took longer than {self._endpoint.timeout:g} seconds"
                    return Failure(reason, again=True)
        return _reply(bytes(received))


def _refusal(response: httpx.Response) -> Failure:
    status = response.status_code
    if status in (408, 409, 425, 429) or status >= 500:
        return Failure(f"status {status}", again=True, wait=_wait(response))
    if 300 <= status < 400:
        return Failure(f"status {status}: it wants to send the text elsewhere", refused=True)
    return Failure(f"status {status}", refused=status in (401, 403, 404, 405))


def _wait(response: httpx.Response) -> float | None:
    """Return the seconds a server asks to wait; None where it says nothing usable."""
    asked = response.headers.get("retry-after", "").strip()
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None


def _reply(received: bytes) -> Reply | Failure:
    """Return what stands in the body of an answer."""
    try:
        body = json.loads(received.decode("utf-8"))
    except UnicodeDecodeError:
        return Failure("the answer is not UTF-8")
    except (ValueError, RecursionError):
        page = received.lstrip()[:1] == b"<"
        what = "a page" if page else "no JSON"
        return Failure(f"the server answered {what} instead of a completion")
    choice = _first_choice(body)
    text = _text(choice)
    if text is None:
        return Failure("the answer has not the form of a chat completion")
    usage = body.get("usage")
    return Reply(
        text=text,
        broken_off=choice.get("finish_reason") == "length",
        sent=_count(usage, "prompt_tokens"),
        answered=_count(usage, "completion_tokens"),
    )


def _first_choice(body: Any) -> dict[str, Any]:
    choices = body.get("choices") if isinstance(body, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _text(choice: dict[str, Any]) -> str | None:
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        content = "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else None


def _count(usage: Any, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
