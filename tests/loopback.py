"""A server on this machine from which tests fetch, and a course whose data must be fetched."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.course.lesson_texts import GOOD
from tests.support import write_text
from tutor.datasets import downloads
from tutor.datasets.downloads import File

CONTENT = b"pictures" * 50_000


class Server(ThreadingHTTPServer):
    """Serves `CONTENT`: the first half at once, the rest when `gate` is open.

    Attributes:
        gate: open from the beginning.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.gate = threading.Event()
        self.gate.set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        half = len(CONTENT) // 2
        self.wfile.write(CONTENT[:half])
        self.wfile.flush()
        self.server.gate.wait(60)
        self.wfile.write(CONTENT[half:])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextlib.contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server from which `mnist` is fetched meanwhile."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    checksum = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
    with Server() as server:
        url = f"http://127.0.0.1:{server.server_port}/mnist.npz"
        made = File(url, "datasets/mnist.npz", len(CONTENT), checksum)
        monkeypatch.setattr(downloads, "FILES", {**downloads.FILES, "mnist": (made,)})
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.gate.set()
            server.shutdown()
            thread.join()


def course(folder: Path) -> Path:
    """A course of one lesson, `good`, whose experiment is on MNIST and asks for no prediction."""
    before, _, predict = GOOD.partition("[predict]")
    text = before + predict[predict.index("```") :]
    write_text(folder / "01-good.md", text.replace('dataset = "digits"', 'dataset = "mnist"'))
    return folder
