"""Own data as folders of pictures."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tutor.datasets import own_data
from tutor.datasets.arrays import Data
from tutor.datasets.registry import Card, DataError

GENERATOR = np.random.default_rng(0)


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    """20 cats and 20 dogs, grey, 9×7 pixels."""
    folder = tmp_path / "pets"
    for label in ("dog", "cat"):
        (folder / label).mkdir(parents=True)
        for number in range(20):
            draw(7, 9).save(folder / label / f"{number}.png")
    return folder


def draw(height: int, width: int, *channels: int) -> Image.Image:
    pixels = GENERATOR.integers(0, 256, (height, width, *channels), dtype=np.uint8)
    return Image.fromarray(pixels)


def load(folder: Path) -> tuple[Card, Data]:
    card = own_data.survey(folder)
    return card, own_data.load(**card.options)  # type: ignore[arg-type]


def every(data: Data) -> np.ndarray[tuple[int, ...], np.dtype[np.floating]]:
    return np.concatenate([data.train.x, data.validation.x, data.test.x])


def refused(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        own_data.survey(folder)
    assert str(caught.value).isprintable()
    return str(caught.value).removeprefix(str(folder))


def skipped(data: Data) -> dict[str, str]:
    found = data.extra["skipped"]
    assert isinstance(found, tuple)
    return dict(found)


def test_folders_are_classes_and_grey_pictures_have_one_channel(pets: Path) -> None:
    card, data = load(pets)
    assert (card.kind, card.shape, card.labels) == ("image", (7, 9, 1), ("cat", "dog"))
    assert [card.train, card.validation, card.test] == [24, 8, 8]
    assert "The pictures are grey." in card.made
    cats = {
        (np.asarray(Image.open(path)) / np.float32(255)).tobytes()
        for path in (pets / "cat").iterdir()
    }
    for x, y in zip(data.train.x, data.train.y, strict=True):
        assert (x.tobytes() in cats) == (y == 0)


def test_one_picture_in_colour_gives_all_three_channels(pets: Path) -> None:
    draw(7, 9, 3).save(pets / "cat" / "colour.png")
    card, data = load(pets)
    assert card.shape == (7, 9, 3)
    assert data.train.x.shape[1:] == (7, 9, 3)


def test_grey_saved_as_colours_is_grey(pets: Path) -> None:
    draw(7, 9).convert("RGB").save(pets / "cat" / "grey.jpg", quality=60)
    assert load(pets)[0].shape == (7, 9, 1)


def keep(folder: Path, image: Image.Image, name: str = "new.png", **options: object) -> float:
    """Save a picture as the only one with a green shade of its own; the shade it comes out with."""
    image.save(folder / "cat" / name, **options)  # type: ignore[arg-type]
    before = {row.tobytes() for row in every(load(folder)[1])}
    (folder / "cat" / name).unlink()
    after = {row.tobytes() for row in every(load(folder)[1])}
    (new,) = before - after
    return float(np.frombuffer(new, np.float32).mean())


@pytest.mark.parametrize(
    ("make", "shade"),
    [
        (lambda: Image.fromarray(np.full((7, 9), 51 * 257, np.uint16)), 0.2),
        (lambda: Image.new("1", (9, 7), 1), 1.0),
        (lambda: Image.new("RGBA", (9, 7), (0, 0, 0, 0)), 1.0),
        (lambda: Image.new("LA", (9, 7), (0, 51)), 0.8),
        (lambda: Image.new("P", (9, 7), 0), 0.0),
    ],
    ids=["16 bits", "black or white", "transparent", "half transparent", "palette"],
)
def test_other_modes_become_shades(
    pets: Path, make: Callable[[], Image.Image], shade: float
) -> None:
    assert keep(pets, make()) == pytest.approx(shade, abs=0.005)


@pytest.mark.parametrize("ending", ["jpg", "gif", "bmp", "webp", "tif", "ppm"])
def test_formats(pets: Path, ending: str) -> None:
    assert keep(pets, Image.new("RGB", (9, 7), (102,) * 3), f"n.{ending}") == pytest.approx(
        0.4, abs=0.01
    )


@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp"])
def test_photographs_are_turned_upright(pets: Path, ending: str) -> None:
    turned = Image.new("L", (7, 9), 30)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(pets / "cat" / f"turned.{ending}", exif=exif)
    card, _ = load(pets)
    assert card.shape == (7, 9, 1)
    assert "another size" not in card.made


def test_other_sizes_are_brought_to_the_commonest_and_told(pets: Path) -> None:
    draw(14, 18).save(pets / "cat" / "large.png")
    draw(5, 5).save(pets / "dog" / "small.png")
    card, data = load(pets)
    assert card.shape == (7, 9, 1)
    assert len(every(data)) == 42
    assert (
        "2 of 42 pictures have another size than the commonest, 9×7, and were stretched to it."
    ) in card.made


def test_large_pictures_are_made_smaller_and_told(pets: Path) -> None:
    for path in pets.rglob("*.png"):
        draw(90, 180).save(path)
    card, data = load(pets)
    assert card.shape == data.train.x.shape[1:] == (32, 64, 1)
    assert "All were made smaller, to 64×32 pixels." in card.made


def test_what_cannot_be_read_is_counted_and_named(pets: Path) -> None:
    cats = pets / "cat"
    whole = (cats / "0.png").read_bytes()
    (cats / "cut.png").write_bytes(whole[: len(whole) // 2])
    (cats / "notes.txt").write_text("no picture")
    (cats / "empty.png").write_bytes(b"")
    (cats / "inner").mkdir()
    (cats / "gone.png").symlink_to(cats / "nowhere.png")
    os.mkfifo(cats / "pipe.png")
    with (cats / "vast.png").open("wb") as vast:
        vast.truncate(10_000_000_000)
    (cats / "wide.png").write_bytes(png_begin(100_000, 100_000))
    (cats / "broad.png").write_bytes(png_begin(10_000, 8_000))
    (pets / "beside.png").write_bytes(whole)
    (cats / ".DS_Store").write_text("hidden")
    (pets / "__MACOSX").mkdir()
    Image.new("F", (9, 7), 0.5).save(cats / "float.tif")
    card, data = load(pets)
    found = skipped(data)
    assert len(found) == 11
    assert found.pop("cat/cut.png").startswith("is damaged: ")
    assert found == {
        "beside.png": "stands beside the classes' folders",
        "cat/empty.png": "is no picture in PNG, JPEG, GIF, BMP, WEBP, TIFF or PPM",
        "cat/notes.txt": "is no picture in PNG, JPEG, GIF, BMP, WEBP, TIFF or PPM",
        "cat/inner": "is a folder",
        "cat/gone.png": "cannot be read: No such file or directory",
        "cat/pipe.png": "is no file",
        "cat/vast.png": "has 10.0 GB, more than 100 MB",
        "cat/wide.png": "has more than 50 million pixels",
        "cat/broad.png": "has more than 50 million pixels",
        "cat/float.tif": "has shades in decimals, which have no fixed white",
    }
    assert card.made.startswith("11 left out: beside.png stands beside the classes' folders; cat/")
    assert "; and 6 more." in card.made
    assert card.labels == ("cat", "dog")
    assert len(every(data)) == 40


def png_begin(width: int, height: int) -> bytes:
    """The beginning of a picture that says it is that large."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    header = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", 1_000) + b"IDAT"


def test_copies_are_on_one_side(pets: Path) -> None:
    for number in range(20):
        copy = (pets / "cat" / f"{number}.png").read_bytes()
        (pets / "cat" / f"copy{number}.png").write_bytes(copy)
    card, data = load(pets)
    assert "20 copies of other pictures are in the same set as these." in card.made
    seen = [{row.tobytes() for row in part.x} for part in (data.train, data.validation, data.test)]
    assert not seen[0] & (seen[1] | seen[2])


def test_names_of_folders_cannot_move_the_cursor(pets: Path) -> None:
    (pets / "dog").rename(pets / "d\x1b[2Jog")
    card, _ = load(pets)
    assert card.labels == ("cat", "d?[2Jog")


def test_a_folder_without_classes_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "flat"
    folder.mkdir()
    assert refused(folder) == (
        ": found an empty folder; needed is a folder of pictures for each class."
    )
    draw(7, 9).save(folder / "a.png")
    assert refused(folder).startswith(": found 1 files but no folder in it; needed is a folder")


def test_a_class_without_pictures_is_told(pets: Path) -> None:
    (pets / "emu").mkdir()
    assert refused(pets) == "/emu: found no picture that can be read."
    (pets / "emu" / "a.png").write_bytes(b"no")
    assert refused(pets).startswith(
        "/emu: found no picture that can be read; emu/a.png is no picture in PNG"
    )
    (pets / "emu" / "a.png").write_bytes((pets / "cat" / "0.png").read_bytes()[:60])
    assert refused(pets).startswith("/emu: found no picture that can be read; emu/a.png is damaged")


def test_one_class_and_too_few_are_told(pets: Path) -> None:
    for number in range(11):
        (pets / "dog" / f"{number}.png").unlink()
    assert refused(pets).startswith(": found 9 different examples of the class 'dog'; allowed")
    for path in (pets / "dog").iterdir():
        path.unlink()
    (pets / "dog").rmdir()
    assert refused(pets) == ": found only one class, 'cat'; allowed are two classes or more."


PNG = png_begin(9, 7)


@given(st.binary() | st.binary().map(PNG.__add__) | st.binary().map(b"GIF89a".__add__))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
def test_any_bytes_are_a_picture_or_named(pets: Path, content: bytes) -> None:
    (pets / "cat" / "any.png").write_bytes(content)
    card, data = load(pets)
    named = "cat/any.png" in skipped(data)
    assert len(every(data)) == card.train + card.validation + card.test == 41 - named
