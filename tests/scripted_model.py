"""A server that answers chat completions from a script, right or wrong as the test wants."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Asked = dict[str, Any]


@dataclass(frozen=True)
class Raw:
    """An answer below the form of a completion."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    """Seconds before anything is sent."""
    cut: bool = False
    """Announce more bytes than are sent."""


Answer = str | list[Any] | Raw
Script = list[Answer] | Callable[[Asked], Answer]


@dataclass
class ScriptedModel:
    """What a test sees of the server."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    """Bodies of the requests, in order."""
    headers: list[dict[str, str]] = field(default_factory=list)
    """Headers of the requests, in order."""

    def text_of(self, n: int) -> str:
        """Return what the last message of request `n` says."""
        words: str = self.asked[n]["messages"][-1]["content"]
        return words


def completion(text: str, finish: str = "stop") -> bytes:
    """Return the body of a chat completion."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    usage = {"prompt_tokens": 7, "completion_tokens": 3}
    return json.dumps({"choices": [choice], "usage": usage}).encode()


@contextmanager
def scripted_model(script: Script) -> Iterator[ScriptedModel]:
    """Run a server that gives the answers of a list in order, the last one for ever after."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(asked)
            model.headers.append(dict(self.headers))
            if callable(script):
                answer = script(asked)
            else:
                answer = script[min(len(model.asked), len(script)) - 1]
            if isinstance(answer, list):
                answer = json.dumps(answer, ensure_ascii=False)
            raw = Raw(completion(answer)) if isinstance(answer, str) else answer
            stop.wait(raw.stall)
            try:
                self.send_response(raw.status)
                for name, value in raw.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw.body) + (100 if raw.cut else 0)))
                self.end_headers()
                self.wfile.write(raw.body)
            except OSError:  # the reader has gone away
                self.close_connection = True
            if raw.cut:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    model = ScriptedModel(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
