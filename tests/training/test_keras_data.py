"""Fetched data sets, from small files of the right form to the seam's arrays."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import pickle
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tutor.datasets import downloads
from tutor.datasets.arrays import Data, Part
from tutor.datasets.downloads import File
from tutor.datasets.registry import CARDS, DataError

pytestmark = pytest.mark.slow

Put = Callable[[str, dict[str, bytes]], None]

GENERATOR = np.random.default_rng(0)
LABELS = np.repeat(np.arange(10), 12).astype(np.uint8)


@pytest.fixture(autouse=True)
def keras_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras looks in a folder of this test's, accepts made-up files, and reaches no network."""
    from keras.src.backend import config
    from keras.src.utils import file_utils

    local = file_utils.urlretrieve

    def refuse(url: str, *args: object, **kwargs: object) -> object:
        assert url.startswith("file:"), f"reached for {url}"
        return local(url, *args, **kwargs)

    elsewhere = tmp_path / "keras-elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(config, "_KERAS_DIR", str(elsewhere))
    monkeypatch.setattr(file_utils, "validate_file", lambda *args, **kwargs: True)
    monkeypatch.setattr(file_utils, "urlretrieve", refuse)
    return elsewhere


@pytest.fixture
def put(home: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Lays out what fetching would have brought, which then counts as whole."""

    def lay_out(name: str, contents: dict[str, bytes]) -> None:
        made = []
        for file in downloads.FILES[name]:
            content = contents[file.path.removeprefix("datasets/")]
            target = downloads.folder() / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            checksum = f"md5:{hashlib.md5(content).hexdigest()}"
            made.append(File(file.url, file.path, len(content), checksum))
        monkeypatch.setattr(downloads, "FILES", {**downloads.FILES, name: tuple(made)})

    return lay_out


def load(name: str) -> Data:
    from tutor.training import keras_data

    return keras_data.load(name)


def npz(**arrays: npt.NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=True, **arrays)
    return buffer.getvalue()


def pictures(count: int, *shape: int) -> npt.NDArray[np.uint8]:
    return GENERATOR.integers(0, 256, (count, *shape), dtype=np.uint8)


def check_split(part: Part, rest: Part, one_in: int) -> None:
    """`part` has its share of every class."""
    counts, others = np.bincount(part.y), np.bincount(rest.y)
    assert (np.abs(counts * one_in - (counts + others)) <= one_in).all()


def check_pictures(name: str, data: Data, x: npt.NDArray[np.uint8]) -> None:
    shape = CARDS[name].sizes()
    for part in (data.train, data.validation, data.test):
        assert part.x.shape[1:] == shape
        assert part.x.dtype == np.float32
        assert part.y.dtype == np.int32
        assert 0 <= part.x.min() <= part.x.max() <= 1
    assert len(data.train) + len(data.validation) == len(x)
    held = {row.tobytes() for row in data.validation.x}
    assert len(held) == len(data.validation)
    assert not held & {row.tobytes() for row in data.train.x}
    assert data.version == f"{name}-1"


def test_mnist(put: Put, keras_home: Path) -> None:
    x, test = pictures(120, 28, 28), pictures(20, 28, 28)
    put("mnist", {"mnist.npz": npz(x_train=x, y_train=LABELS, x_test=test, y_test=LABELS[::6])})
    data = load("mnist")
    check_pictures("mnist", data, x)
    assert np.allclose(data.test.x[..., 0] * 255, test)
    assert (data.test.y == LABELS[::6]).all()
    assert np.bincount(data.validation.y).tolist() == [2] * 10
    rows = np.flatnonzero((x == np.rint(data.validation.x[0, ..., 0] * 255)).all((1, 2)))
    assert LABELS[rows].tolist() == [data.validation.y[0]]
    assert (keras_home / "datasets/mnist.npz").exists()


def test_fashion(put: Put) -> None:
    x, test = pictures(120, 28, 28), pictures(20, 28, 28)
    put(
        "fashion-mnist",
        {
            f"fashion-mnist/{name}.gz": gzip.compress(bytes(skip) + array.tobytes())
            for name, skip, array in (
                ("train-labels-idx1-ubyte", 8, LABELS), ("train-images-idx3-ubyte", 16, x),
                ("t10k-labels-idx1-ubyte", 8, LABELS[::6]), ("t10k-images-idx3-ubyte", 16, test),
            )
        },
    )  # fmt: skip
    data = load("fashion-mnist")
    check_pictures("fashion-mnist", data, x)
    assert np.allclose(data.test.x[..., 0] * 255, test)


def test_imdb(put: Put) -> None:
    rows = [list(range(1, n)) for n in (3, 250, 2, 12_000)] * 10
    x = np.empty(len(rows), dtype=object)
    x[:] = rows
    y = np.array([0, 1] * 20)
    ranks = {"the": 1, "film": 2, "rare": 20_000}
    put(
        "imdb",
        {
            "imdb.npz": npz(x_train=x, y_train=y, x_test=x[:8], y_test=y[:8]),
            "imdb_word_index.json": json.dumps(ranks).encode(),
        },
    )
    data = load("imdb")
    assert [len(part) for part in (data.train, data.validation, data.test)] == [32, 8, 8]
    assert data.test.x.shape == (8, *CARDS["imdb"].sizes())
    assert data.test.x.max() < CARDS["imdb"].vocabulary
    short = next(row for row in data.test.x if not row[3:].any())
    assert short[:3].tolist() in ([1, 4, 5], [1, 4, 0])
    check_split(data.validation, data.train, 5)
    words = data.extra["words"]
    assert isinstance(words, tuple)
    assert len(words) == CARDS["imdb"].vocabulary
    assert words[4:6] == ("the", "film")


def test_cifar(put: Put) -> None:
    generator = np.random.default_rng(1)
    labels = np.tile(np.arange(10), 1_000)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as archive:
        for name in (*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"):
            x = np.zeros((10_000, 3_072), dtype=np.uint8)
            x[:, :1_024] = labels[:, np.newaxis]
            x[:, 1_024:1_034] = generator.integers(0, 256, (10_000, 10))
            content = pickle.dumps({b"data": x, b"labels": labels.tolist()})
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    put("cifar-10", {"cifar-10-batches-py-target_archive": buffer.getvalue()})
    data = load("cifar-10")
    sizes = [len(part) for part in (data.train, data.validation, data.test)]
    assert sizes == [CARDS["cifar-10"].train, CARDS["cifar-10"].validation, CARDS["cifar-10"].test]
    assert data.train.x.shape[1:] == CARDS["cifar-10"].sizes()
    assert (np.rint(data.train.x[:, 5, 5, 0] * 255) == data.train.y).all()
    assert np.bincount(data.validation.y).tolist() == [1_000] * 10


@pytest.mark.parametrize("name", sorted(downloads.FILES))
def test_a_missing_one_is_told_with_its_command_and_size(name: str) -> None:
    with pytest.raises(DataError, match=rf"[\d.]+ MB to fetch.*tutor data fetch {name}$"):
        load(name)


def test_a_file_that_keras_cannot_read_is_one_sentence(put: Put) -> None:
    put("mnist", {"mnist.npz": b"no archive"})
    with pytest.raises(DataError, match="mnist: Keras cannot read the files in"):
        load("mnist")
