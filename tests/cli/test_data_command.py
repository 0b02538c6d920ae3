"""`tutor data`: the list, a card, own data, and fetching with consent."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from tutor.cli import run
from tutor.datasets import downloads
from tutor.datasets.downloads import File
from tutor.datasets.registry import CARDS

CONTENT = b"pictures" * 5_000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a server from which `mnist` is fetched."""
    served = tmp_path / "served"
    served.mkdir()
    (served / "mnist.npz").write_bytes(CONTENT)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(served))) as made:
        serve = partial(made.serve_forever, poll_interval=0.01)
        thread = threading.Thread(target=serve)
        thread.start()
        fetch_from(made.server_port, monkeypatch)
        yield served
        made.shutdown()
        thread.join()


def fetch_from(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    checksum = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
    url = f"http://127.0.0.1:{port}/mnist.npz"
    made = File(url, "datasets/mnist.npz", len(CONTENT), checksum)
    monkeypatch.setattr(downloads, "FILES", {**downloads.FILES, "mnist": (made,)})


def test_the_list_has_every_data_set_with_size_licence_and_state(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["data"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == list(CARDS)
    by_name = {line.split()[0]: line for line in lines}
    assert by_name["mnist"].endswith("11.5 MB to fetch")
    assert "70,000" in by_name["mnist"]
    assert "CC BY-SA 3.0" in by_name["mnist"]
    assert by_name["digits"].endswith("yes")
    assert lines[-1] == "More on one: tutor data NAME. To fetch one: tutor data fetch NAME"


def test_json_has_every_card(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "--json"]) == 0
    cards = {card["name"]: card for card in json.loads(capsys.readouterr().out)}
    assert list(cards) == list(CARDS)
    assert cards["mnist"]["missing"] == cards["mnist"]["download"] == 11_490_434
    assert cards["digits"]["missing"] == 0
    assert cards["digits"]["labels"] == [str(digit) for digit in range(10)]


@pytest.mark.parametrize("name", sorted(CARDS))
def test_every_card_can_be_shown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", name]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{CARDS[name].title} ({name})\n")
    assert "licence   " in shown
    assert max(map(len, shown.splitlines())) <= 90


@pytest.mark.parametrize("arguments", [["digits", "--json"], ["--json", "digits"]])
def test_a_card_in_json(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["train"] == CARDS["digits"].train


def test_own_data_are_shown_by_their_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.csv"
    rows = "".join(f"{n},{n % 25}\n" for n in range(300))
    path.write_text("a,label\n" + rows)
    assert run(["data", str(path)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("own.csv (own)\nYour own data: 300 rows of 25 classes.\n")
    assert "18, 19 and 5 more" in " ".join(shown.split())


def test_own_data_that_cannot_be_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err == (
        f"Error: {tmp_path / 'none.csv'}: there is no such file or folder.\n"
    )


@pytest.mark.parametrize("arguments", [["minst"], ["fetch", "minst"]])
def test_an_unknown_name_is_answered_with_the_nearest(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", *arguments]) == 2
    assert "There is no data set 'minst'. Did you mean mnist" in capsys.readouterr().err


def test_a_name_too_long_for_a_file_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["data", "x" * 5_000]) == 2
    assert "There is no data set" in capsys.readouterr().err


def test_fetching_tells_size_and_source_and_fetches(
    server: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "fetch", "mnist", "--yes"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("MNIST digits: 0.0 MB to fetch, into ")
    assert "Source: LeCun" in said.out
    assert "Licence: CC BY-SA 3.0." in said.out
    assert said.out.splitlines()[-1].startswith("mnist is here now, in ")
    assert (downloads.folder() / "datasets/mnist.npz").read_bytes() == CONTENT
    assert run(["data", "fetch", "mnist"]) == 0
    assert capsys.readouterr().out == "mnist is here already: there is nothing to fetch.\n"


@pytest.mark.parametrize(("answer", "status"), [(True, 0), (False, 1)])
def test_a_person_is_asked(
    server: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    answer: bool, status: int,
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda question: answer)
    assert run(["data", "fetch", "mnist"]) == status
    assert (downloads.missing("mnist") == 0) is answer
    assert ("Nothing was fetched." in capsys.readouterr().out) is not answer


def test_where_nobody_can_be_asked_nothing_is_fetched(
    server: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["data", "fetch", "mnist"]) == 2
    assert "Add --yes to fetch it." in capsys.readouterr().err
    assert downloads.missing("mnist") == len(CONTENT)


def test_what_goes_wrong_is_one_sentence(server: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (server / "mnist.npz").unlink()
    assert run(["data", "fetch", "mnist", "--yes"]) == 1
    assert "answered 404 when asked for http://127.0.0.1" in capsys.readouterr().err


def test_without_a_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        fetch_from(taken.getsockname()[1], monkeypatch)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert run(["data", "fetch", "mnist", "--yes"]) == 1
    assert "whether this machine is online" in capsys.readouterr().err


def test_what_comes_with_the_program_need_not_be_fetched(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["data", "fetch", "digits"]) == 0
    assert "comes with the program" in capsys.readouterr().out


def test_the_list_waits_for_no_large_library() -> None:
    look = (
        "import sys; from tutor.cli import run; run(['data']);"
        "sys.exit(bool({'numpy', 'pooch', 'requests', 'PIL', 'keras'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], check=False, capture_output=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0
