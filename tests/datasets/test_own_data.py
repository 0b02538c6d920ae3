"""Own data as a whole: what is at a path, the card of it, and arrays that match the card."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tutor.datasets import own_data, own_files
from tutor.datasets.arrays import Data, Part
from tutor.datasets.own_files import free_memory
from tutor.datasets.registry import Card, DataError

GENERATOR = np.random.default_rng(0)


def refused(path: Path | str) -> str:
    """The sentence with which data are refused: one line that begins with the path."""
    with pytest.raises(DataError) as caught:
        own_data.survey(path)
    said = str(caught.value)
    assert said.isprintable()
    assert said.endswith(".")
    return said.removeprefix(str(path))


def check(card: Card, data: Data) -> None:
    """The arrays are what the card promises, as `test_cards` holds it of the embedded sets."""
    parts = (data.train, data.validation, data.test)
    assert [len(part) for part in parts] == [card.train, card.validation, card.test]
    for part in parts:
        check_part(card, part)
    seen = [{row.tobytes() for row in part.x} for part in parts]
    assert not seen[0] & (seen[1] | seen[2])
    assert not seen[1] & seen[2]


def check_part(card: Card, part: Part) -> None:
    assert part.x.shape[1:] == card.sizes()
    assert part.x.dtype == (np.int32 if card.kind == "tokens" else np.float32)
    assert part.y.dtype == np.int32
    assert np.isfinite(part.x).all()
    if card.kind == "tokens":
        assert 0 <= part.x.min() <= part.x.max() < card.vocabulary
    if card.target == "class":
        assert set(np.unique(part.y)) == set(range(len(card.labels)))


def csv_of_texts(folder: Path) -> Path:
    path = folder / "texts.csv"
    words = ["sun", "rain", "wind", "snow", "fog", "hail", "ice", "heat", "dust", "dew"]
    rows = [f"{words[n % 10]} {words[n // 10]},{'good' if n % 2 else 'bad'}" for n in range(80)]
    path.write_text("text,label\n" + "\n".join(rows))
    return path


def csv_of_numbers(folder: Path) -> Path:
    path = folder / "numbers.csv"
    path.write_text("a;label;b\n" + "".join(f"{n / 7};{n % 3};-{n}e2\n" for n in range(90)))
    return path


def npz(folder: Path) -> Path:
    path = folder / "digits.npz"
    x = GENERATOR.integers(0, 256, (100, 6, 5), dtype=np.uint8)
    np.savez(path, x=x, y=np.arange(100) % 4)
    return path


def pictures(folder: Path) -> Path:
    for label in ("cat", "dog"):
        (folder / "pets" / label).mkdir(parents=True)
        for number in range(20):
            pixels = GENERATOR.integers(0, 256, (7, 9, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / "pets" / label / f"{number}.png")
    return folder / "pets"


def text(folder: Path) -> Path:
    path = folder / "tale.txt"
    path.write_text(" ".join(f"word{n} and {n * n}," for n in range(1_000)))
    return path


MAKERS = [csv_of_texts, csv_of_numbers, npz, pictures, text]


@pytest.mark.parametrize("make", MAKERS)
def test_arrays_match_the_card_and_come_again_the_same(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path = make(tmp_path)
    card = own_data.survey(path)
    data = own_data.load(**card.options)  # type: ignore[arg-type]
    check(card, data)
    assert card.name == "own"
    assert card.title == path.name
    assert card.options["path"] == str(path)
    assert min(map(len, (card.about, card.source, card.license, card.made))) > 2
    again = own_data.load(**card.options)  # type: ignore[arg-type]
    assert again.version == data.version == f"own-1-{card.options['fingerprint']}"
    assert (again.train.x == data.train.x).all()
    assert (again.test.y == data.test.y).all()
    assert data.extra["skipped"] == ()


def test_survey_gives_the_same_in_another_process(tmp_path: Path) -> None:
    path = csv_of_texts(tmp_path)
    look = "import sys; from tutor.datasets import own_data; print(own_data.survey(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", look, str(path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "5"},
    )  # fmt: skip
    assert done.stdout.strip() == str(own_data.survey(path))


def test_importing_needs_no_numpy() -> None:
    look = "import tutor.datasets.own_data, sys; print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "False"


def test_data_that_changed_since_are_refused(tmp_path: Path) -> None:
    path = csv_of_numbers(tmp_path)
    card = own_data.survey(path)
    path.write_text(path.read_text().replace("-5e2", "-6e2"))
    with pytest.raises(DataError, match="has changed since it was looked at"):
        own_data.load(**card.options)  # type: ignore[arg-type]
    assert len(own_data.load(str(path)).train) == card.train


def test_the_length_of_windows_is_an_option_of_running_text(tmp_path: Path) -> None:
    card = own_data.survey(text(tmp_path))
    assert card.options["sequence_length"] == 64
    options = {**card.options, "sequence_length": 30}
    assert own_data.load(**options).train.x.shape == (card.train, 30)  # type: ignore[arg-type]
    assert card.sizes(options) == (30,)
    low, high = map(int, card.ranges["sequence_length"])
    for end in (low, high):
        whole = own_data.load(**{**options, "sequence_length": end})  # type: ignore[arg-type]
        assert whole.train.x.shape == (card.train, end)
    with pytest.raises(DataError, match=f"allowed are {low} to {high:,}"):
        own_data.load(**{**options, "sequence_length": high + 1})  # type: ignore[arg-type]


def test_10_000_pictures_are_surveyed(tmp_path: Path) -> None:
    path = tmp_path / "mnist.npz"
    x = GENERATOR.integers(0, 256, (10_000, 28, 28), dtype=np.uint8)
    np.savez(path, x=x, y=np.arange(10_000) % 10)
    card = own_data.survey(path)
    assert (card.kind, card.shape, card.train, card.validation) == (
        "image",
        (28, 28, 1),
        6000,
        2000,
    )


@pytest.mark.parametrize("ending", ["npz", "csv", "txt"])
def test_a_file_of_10_gb_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"big.{ending}"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert refused(path) == ": found 10.0 GB; allowed are 2.0 GB. Take a part of it."


@pytest.mark.parametrize("make", [csv_of_texts, npz, pictures, text])
def test_what_memory_cannot_hold_is_refused(
    make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    path = make(tmp_path)
    monkeypatch.setattr(own_files, "free_memory", lambda: 1_000)
    assert "of memory; found 0.0 MB free" in refused(path)


def test_free_memory_is_plausible() -> None:
    assert 1e7 < free_memory() < 1e14


def test_what_is_not_there_or_nothing_to_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.csv") == ": there is no such file or folder."
    (tmp_path / "file.csv").write_text("")
    assert refused(tmp_path / "file.csv") == ": found an empty file."
    assert refused(tmp_path / "file.csv" / "x.csv") == ": there is no such file or folder."
    assert "a?b: cannot be looked at: no file can have this name." in refused("a\0b")
    assert "cannot be looked at: File name too long." in refused("x" * 5_000)
    assert "of-that-name/x.csv: there is no such file" in refused("~nobody-of-that-name/x.csv")


def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        assert refused(path) == ": found a device or pipe; allowed are files and folders."


def test_an_unknown_ending(tmp_path: Path) -> None:
    (tmp_path / "data.xlsx").write_text("x")
    said = refused(tmp_path / "data.xlsx")
    assert said == (
        ": found a file ending in '.xlsx'; allowed are .csv, .txt, .npz, or a folder of pictures."
    )


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = csv_of_texts(tmp_path)

    def forbid(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    monkeypatch.setattr(own_files, "check_memory", lambda path, needed: None)
    assert refused(path) == ": cannot be read: Permission denied."
