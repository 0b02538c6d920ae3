"""Own data in `npz` archives."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tutor.datasets import own_data
from tutor.datasets.arrays import Data
from tutor.datasets.registry import Card, DataError

GENERATOR = np.random.default_rng(0)
N = 60
Y = np.arange(N) % 3
VECTORS = GENERATOR.normal(size=(N, 4))
GREY = GENERATOR.integers(0, 256, (N, 5, 6), dtype=np.uint8)
TOKENS = GENERATOR.integers(1, 50, (N, 7))


def survey(tmp_path: Path, **named: npt.NDArray[Any]) -> tuple[Card, Data]:
    path = tmp_path / "own.npz"
    np.savez(path, allow_pickle=True, **named)
    card = own_data.survey(path)
    return card, own_data.load(**card.options)  # type: ignore[arg-type]


def refused(tmp_path: Path, found: bytes | dict[str, npt.NDArray[Any]]) -> str:
    """The sentence of the refusal, after the path."""
    path = tmp_path / "own.npz"
    if isinstance(found, bytes):
        path.write_bytes(found)
    else:
        np.savez(path, allow_pickle=True, **found)
    with pytest.raises(DataError) as caught:
        own_data.survey(path)
    assert str(caught.value).isprintable()
    return str(caught.value).removeprefix(str(path))


def with_value(array: npt.NDArray[Any], place: tuple[int, ...], value: float) -> npt.NDArray[Any]:
    changed = array.copy()
    changed[place] = value
    return changed


def archive(**contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in contents.items():
            made.writestr(f"{name}.npy", content)
    return buffer.getvalue()


def member(header: str, content: bytes = b"") -> bytes:
    line = header.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(line).to_bytes(2, "little") + line + content


def test_grey_pictures(tmp_path: Path) -> None:
    card, data = survey(tmp_path, x=GREY, y=Y)
    assert (card.kind, card.shape, card.labels) == ("image", (5, 6, 1), ("0", "1", "2"))
    assert "Shades were divided by 255." in card.made
    rows = {row.tobytes() for row in GREY}
    assert {np.rint(row * 255).astype(np.uint8).tobytes() for row in data.train.x} <= rows


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_pictures_with_channels(tmp_path: Path, channels: int) -> None:
    x = GENERATOR.random((N, 5, 6, channels))
    card, data = survey(tmp_path, x=x, y=Y[:, np.newaxis])
    assert card.shape == (5, 6, channels)
    assert x.astype(np.float32).min() <= data.train.x.min()
    assert "Shades" not in card.made


@pytest.mark.parametrize(("low", "high"), [(-1, 1), (0, 4000), (-3, 700)])
def test_other_scales_are_brought_to_0_to_1(tmp_path: Path, low: int, high: int) -> None:
    x = GENERATOR.uniform(low, high, (N, 5, 6))
    card, data = survey(tmp_path, x=x, y=Y)
    assert "were scaled to 0–1." in card.made
    assert (data.train.x.min(), data.train.x.max()) == pytest.approx((0, 1), abs=1e-6)


def test_vectors_stay_as_they_are(tmp_path: Path) -> None:
    card, data = survey(tmp_path, x=VECTORS, y=Y.astype(np.uint64) * 5 + 2)
    assert (card.kind, card.shape, card.labels) == ("vector", (4,), ("2", "7", "12"))
    rows = {row.tobytes() for row in VECTORS.astype(np.float32)}
    assert {row.tobytes() for row in data.test.x} <= rows


def test_yes_and_no_are_numbers(tmp_path: Path) -> None:
    x = np.array([[n >> bit & 1 for bit in range(6)] for n in range(N)], dtype=bool)
    assert survey(tmp_path, x=x, y=Y > 0)[0].kind == "vector"


def test_whole_numbers_are_tokens(tmp_path: Path) -> None:
    card, data = survey(tmp_path, x=TOKENS, y=Y)
    assert (card.kind, card.shape, card.vocabulary, card.padded) == ("tokens", (7,), 50, False)
    assert data.train.x.dtype == np.int32
    assert "Whole numbers were read as tokens" in card.made


def test_zeros_at_the_ends_alone_fill_up(tmp_path: Path) -> None:
    ends = np.where(np.arange(7) < 3 + Y[:, np.newaxis], TOKENS, 0)
    assert survey(tmp_path, x=ends, y=Y)[0].padded
    assert not survey(tmp_path, x=ends[:, ::-1], y=Y)[0].padded


def test_copies_are_told_and_on_one_side(tmp_path: Path) -> None:
    card, data = survey(tmp_path, x=np.concatenate([GREY, GREY[:9]]), y=np.concatenate([Y, Y[:9]]))
    assert "9 copies of other pictures are in the same set" in card.made
    seen = [{row.tobytes() for row in part.x} for part in (data.train, data.validation, data.test)]
    assert not seen[0] & (seen[1] | seen[2])


OBJECTS = np.array([[1, 2], None], dtype=object)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"x": GREY}, ": y: found the arrays x; x and y are needed."),
        ({"a": GREY, "b": Y}, ": x: found the arrays a, b; x and y are needed."),
        ({"x": OBJECTS, "y": Y}, ": x: found Python objects (pickle), which are never loaded"),
        ({"x": GREY, "y": OBJECTS}, ": y: found Python objects (pickle)"),
        ({"x": GREY.astype(str), "y": Y}, ": x: found values of type <U3; allowed are numbers."),
        ({"x": VECTORS * 1j, "y": Y}, ": x: found values of type complex128"),
        ({"x": VECTORS[:, 0], "y": Y}, ": x: found the shape (60,); allowed are (n, height"),
        ({"x": GREY[..., None, None], "y": Y}, ": x: found the shape (60, 5, 6, 1, 1); allowed"),
        ({"x": GREY[:, :0], "y": Y}, ": x: found the shape (60, 0, 6); allowed"),
        ({"x": VECTORS[:0], "y": Y[:0]}, ": x: found the shape (0, 4); allowed"),
        ({"x": np.zeros((N, 3, 8, 9)), "y": Y}, "so 9 channels; allowed are 1 to 4. Move the"),
        ({"x": np.zeros((N, 7, 8, 9)), "y": Y}, "so 9 channels; allowed are 1 to 4."),
        ({"x": VECTORS, "y": Y[:-1]}, ": y: found 59 labels for the 60 examples of x."),
        ({"x": VECTORS, "y": np.eye(3)[Y]}, ": y: found the shape (60, 3); allowed is (n,)"),
        ({"x": VECTORS, "y": Y + 0.25}, ": y: found decimal numbers, such as 0.25; allowed are"),
        ({"x": VECTORS, "y": Y * 1.0}, ": y: found decimal numbers, such as 0.0; allowed are"),
        ({"x": VECTORS, "y": Y - 1}, ": y: found -1 at y[0]; allowed are 0, 1, 2, …"),
        ({"x": VECTORS, "y": Y.astype(str)}, ": y: found values of type <U21; allowed are"),
        ({"x": VECTORS, "y": with_value(Y * 1.0, (4,), np.nan)}, ": y: found nan at y[4]"),
        ({"x": with_value(VECTORS, (7, 2), np.nan), "y": Y},
         ": x: found nan at x[7, 2], 1 such values in all; allowed are finite numbers."),
        ({"x": with_value(VECTORS, (0, 0), -np.inf), "y": Y}, ": x: found -inf at x[0, 0]"),
        ({"x": VECTORS * 1e300, "y": Y}, ": x: found numbers beyond 3e38"),
        ({"x": TOKENS - 3, "y": Y}, ": x: found the whole number -2; tokens are 0 to 99,999."),
        ({"x": TOKENS * 10**6, "y": Y}, ": x: found the whole number 49000000; tokens are"),
        ({"x": VECTORS[:9], "y": Y[:9]}, ": found 3 different examples of the class '0' and too"),
        ({"x": VECTORS, "y": Y * 0}, ": found only one class, '0'; allowed are two classes"),
        ({"x": VECTORS * 0, "y": Y}, ": found 1 different examples of the class '0' and too few"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)  # fmt: skip
def test_what_cannot_be_learned_is_told(
    tmp_path: Path, named: dict[str, npt.NDArray[Any]], said: str
) -> None:
    assert said in refused(tmp_path, named)


HUGE = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 9)}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", ": is no npz archive, or is damaged: File is not a zip file."),
        (archive(x=b"none", y=b""), ": is no npz archive, or is damaged: "),
        (archive(x=member(HUGE, b"12345678"), y=b""), ": x: is damaged: its size is not what"),
        (archive(x=member(HUGE.replace("<f8", "V0")), y=b""), ": x: found values of type |V0"),
        (archive(x=member("[" * 5_000), y=b""), ": is no npz archive, or is damaged: "),
    ],
    ids=["none", "empty", "size", "void", "deep"],  # the time stands in an archive's bytes
)
def test_damaged_archives_are_told(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refused(tmp_path, content)


def good() -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, x=GREY, y=Y)
    return buffer.getvalue()


GOOD = good()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good archive with some bytes changed, or its end cut off."""
    content = bytearray(GOOD)
    for place in draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)) | st.just(len(content)))])


SHAPES = arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=6)
TYPES = st.sampled_from("?bhilqBHILQefdgFDSUOMm")


@given(st.binary() | mutated())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_card_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.npz"
    path.write_bytes(content)
    check(path)


@given(TYPES, TYPES, SHAPES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_types_and_shapes_are_a_card_or_one_sentence(
    tmp_path: Path, kind: str, label: str, shape: tuple[int, ...]
) -> None:
    x = np.random.default_rng(sum(shape)).integers(-1, 9, (40, *shape[1:]))
    path = tmp_path / "own.npz"
    np.savez(path, allow_pickle=True, x=typed(x, kind), y=typed(np.arange(40) % 4, label))
    check(path)


def typed(array: npt.NDArray[np.int64], kind: str) -> npt.NDArray[Any]:
    """The numbers as another type; dates and spans of time count seconds."""
    return array.astype(f"{kind}8[s]" if kind in "Mm" else kind)


def check(path: Path) -> None:
    """Data are surveyed and loaded alike, or refused in one line."""
    found = survey_or_sentence(path)
    if isinstance(found, str):
        assert found.isprintable()
    else:
        assert len(own_data.load(str(path)).train) == found.train


def survey_or_sentence(path: Path) -> Card | str:
    try:
        return own_data.survey(path)
    except DataError as error:
        return str(error)
