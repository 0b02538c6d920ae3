"""Fetching, against a server on this machine: whole, broken off, wrong, refused."""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tutor.datasets import downloads
from tutor.datasets.downloads import File
from tutor.datasets.registry import CARDS, DataError

FIRST = bytes(range(256)) * 1_000
SECOND = b"words" * 20_000


class Server(ThreadingHTTPServer):
    """Serves `contents`; of a path in `cut` only so many bytes, though it promises all."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.contents: dict[str, bytes] = {}
        self.cut: dict[str, int] = {}
        self.asked: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        content = self.server.contents.get(self.path)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: self.server.cut.get(self.path, len(content))])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with both files of a data set `pair`, and nothing else to fetch."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        server.contents = {"/first": FIRST, "/second": SECOND}
        monkeypatch.setattr(downloads, "FILES", {"pair": files(server.server_port)})
        yield server
        server.shutdown()
        thread.join()


def files(port: int) -> tuple[File, ...]:
    base = f"http://127.0.0.1:{port}"
    sha, md5 = hashlib.sha256(FIRST).hexdigest(), hashlib.md5(SECOND).hexdigest()
    return (
        File(f"{base}/first", "datasets/deep/first.npz", len(FIRST), f"sha256:{sha}"),
        File(f"{base}/second", "datasets/second_archive", len(SECOND), f"md5:{md5}"),
    )


def lying() -> dict[str, int]:
    """Every file below the folder of fetched files, with its size."""
    root = downloads.folder()
    return {
        str(path.relative_to(root)): path.stat().st_size
        for path in root.rglob("*")
        if path.is_file()
    }


def sentence(name: str = "pair") -> str:
    """The one sentence that fetching fails with; nothing unfinished is left."""
    with pytest.raises(DataError) as caught:
        downloads.fetch(name)
    gc.collect()  # a connection left open would be warned of here
    assert not list(downloads.folder().glob("fetching-*"))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_all_is_fetched_to_where_keras_looks(server: Server) -> None:
    assert downloads.missing("pair") == len(FIRST) + len(SECOND)
    told: list[tuple[int, int]] = []
    downloads.fetch("pair", lambda done, total: told.append((done, total)))
    assert (downloads.folder() / "datasets/deep/first.npz").read_bytes() == FIRST
    assert (downloads.folder() / "datasets/second_archive").read_bytes() == SECOND
    assert len(lying()) == 2
    assert downloads.missing("pair") == 0
    downloads.check("pair")
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert set(told) >= {(len(FIRST), len(FIRST) + len(SECOND))}
    assert told[-1] == (len(FIRST) + len(SECOND),) * 2


def test_what_is_there_is_not_fetched_again(server: Server) -> None:
    downloads.fetch("pair")
    asked = list(server.asked)
    downloads.fetch("pair")
    assert server.asked == asked


def test_an_interrupted_one_leaves_nothing_half_and_is_repeated(server: Server) -> None:
    server.cut["/second"] = 70_000
    said = sentence()
    assert said.startswith("The connection broke off while second_archive was to come from 127.0.")
    assert "fetch it again" in said
    assert lying() == {"datasets/deep/first.npz": len(FIRST)}
    assert downloads.missing("pair") == len(SECOND)
    server.cut.clear()
    told: list[tuple[int, int]] = []
    downloads.fetch("pair", lambda done, total: told.append((done, total)))
    assert downloads.missing("pair") == 0
    assert server.asked == ["/first", "/second", "/second"]
    assert told[-1] == (len(SECOND), len(SECOND))


def test_ctrl_c_leaves_nothing_half(server: Server) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        downloads.fetch("pair", interrupt)
    gc.collect()
    assert lying() == {}
    downloads.fetch("pair")
    assert downloads.missing("pair") == 0


def test_a_wrong_checksum_is_told_and_the_file_removed(server: Server) -> None:
    server.contents["/first"] = FIRST[:-1] + b"!"
    said = sentence()
    assert "first.npz came from 127.0.0.1" in said
    assert "wrong checksum and has been removed" in said
    assert lying() == {}


def test_a_file_that_the_server_lacks(server: Server) -> None:
    del server.contents["/first"]
    said = sentence()
    assert "answered 404 when asked for http://127.0.0.1" in said
    assert lying() == {}


def test_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: whoever connects is refused
        monkeypatch.setattr(downloads, "FILES", {"pair": files(taken.getsockname()[1])})
        said = sentence()
    assert said.startswith("There is no connection while first.npz was to come from 127.0.0.1")
    assert "whether this machine is online" in said


def test_a_folder_that_cannot_be_made(server: Server, home: Path) -> None:
    home.mkdir()
    (home / "cache").write_text("in the way")
    with pytest.raises(DataError, match="pair cannot be kept there: Not a directory"):
        downloads.fetch("pair")


def test_no_room(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = (File("http://127.0.0.1/", "datasets/x", 1 << 60, "md5:0"),)
    monkeypatch.setattr(downloads, "FILES", {"wide": wide})
    assert "free; 1,152,921,504,606.8 MB are needed" in sentence("wide")


def test_the_rest_of_a_killed_process_is_cleared_away(server: Server) -> None:
    old, new = downloads.folder() / "fetching-old", downloads.folder() / "fetching-new"
    old.mkdir(parents=True)
    new.mkdir()
    (old / "tmp").write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    downloads.fetch("pair")
    assert not old.exists()
    assert new.exists()


def test_a_damaged_file_is_found_and_removed(server: Server) -> None:
    downloads.fetch("pair")
    damaged = downloads.folder() / "datasets/second_archive"
    damaged.write_bytes(SECOND[:-1] + b"?")
    with pytest.raises(DataError, match=r"was damaged and has been removed\. .*data fetch pair"):
        downloads.check("pair")
    assert downloads.missing("pair") == len(SECOND)


def test_what_is_not_there_is_told_with_its_size_and_the_command(server: Server) -> None:
    with pytest.raises(DataError, match=r"pair is not .* \(0\.4 MB to fetch\).*data fetch pair$"):
        downloads.check("pair")


def test_a_name_that_nothing_has(server: Server) -> None:
    for ask in (downloads.missing, downloads.fetch, downloads.check):
        with pytest.raises(DataError, match="'digits' is not fetched from anywhere; pair are"):
            ask("digits")


def test_cards_tell_the_bytes_that_will_come() -> None:
    told = {name: CARDS[name].download for name in CARDS if CARDS[name].download}
    assert told == {name: sum(file.size for file in fs) for name, fs in downloads.FILES.items()}


def test_addresses_are_encrypted_and_checksums_complete() -> None:
    for file in (file for fs in downloads.FILES.values() for file in fs):
        kind, _, digest = file.checksum.partition(":")
        assert file.url.startswith("https://")
        assert len(bytes.fromhex(digest)) == hashlib.new(kind).digest_size
