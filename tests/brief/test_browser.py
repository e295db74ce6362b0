"""The page in a real browser: nothing runs, nothing is loaded, nothing overflows."""

import http.server
import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from tests.brief.injection import PAYLOAD
from tests.brief.test_page import page, poisoned_page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="there is no Chromium"),
]


def chromium(folder: Path, target: str, *options: str) -> str:
    command = [
        CHROMIUM or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--virtual-time-budget=3000", f"--user-data-dir={folder / 'profile'}",
        *options, target,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def written(folder: Path, text: str) -> str:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def test_no_hostile_text_runs(tmp_path):
    dom = chromium(tmp_path, written(tmp_path, poisoned_page()), "--dump-dom")
    assert "data-pwned=" not in dom.split("<head>")[0]
    assert "<script" not in dom


def test_the_test_itself_would_notice_a_script(tmp_path):
    bare = f"<!DOCTYPE html><html><head></head><body><script>{PAYLOAD}</script></body></html>"
    dom = chromium(tmp_path, written(tmp_path, bare), "--dump-dom")
    assert "data-pwned=" in dom.split("<head>")[0]


def test_the_policy_stops_a_script_even_if_one_got_in(tmp_path):
    broken = page().replace("<main>", f"<main><script>{PAYLOAD}</script>")
    dom = chromium(tmp_path, written(tmp_path, broken), "--dump-dom")
    assert "data-pwned=" not in dom.split("<head>")[0]


@pytest.fixture
def server():
    """Serve the page and keep every path that is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = (poisoned_page() if self.path == "/page" else "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running.server_address[1], asked
        running.shutdown()
        thread.join()


def test_the_page_asks_for_nothing(tmp_path, server):
    port, asked = server
    chromium(tmp_path, f"http://127.0.0.1:{port}/page", "--dump-dom")
    assert set(asked) <= {"/page", "/favicon.ico"}
    assert "/page" in asked


@pytest.mark.parametrize("width", [500, 1100])
def test_nothing_is_wider_than_the_window(tmp_path, width):
    probe = (
        "<script>onload=()=>{let d=document.documentElement;"
        "d.setAttribute('data-over',d.scrollWidth-d.clientWidth)}</script>"
    )
    text = re.sub(r'<meta http-equiv="Content[^>]*>', probe, page("de"))
    dom = chromium(tmp_path, written(tmp_path, text), "--dump-dom", f"--window-size={width},900")
    over = re.search(r'data-over="(-?\d+)"', dom)
    assert over is not None
    assert int(over[1]) <= 0


def test_the_page_prints(tmp_path):
    target = tmp_path / "page.pdf"
    chromium(tmp_path, written(tmp_path, page("de")), f"--print-to-pdf={target}")
    assert target.read_bytes().startswith(b"%PDF-")
