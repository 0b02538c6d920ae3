"""Real data sets that were fetched before, read by Keras's own loaders; never from the network.

`downloads` lays the files out as Keras wants them under `KERAS_HOME`. Should Keras look elsewhere,
because it was imported before that was set, it is handed the files from here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

import keras
import numpy as np
import numpy.typing as npt

from tutor.datasets import downloads
from tutor.datasets.arrays import Array, Data, Integers, Part
from tutor.datasets.registry import DataError

WORDS = 10_000
"""Tokens of the IMDB reviews: the commonest words, and three that are none."""
LENGTH = 200
"""Tokens in each IMDB review."""

_FIRST_WORD = 3
"""Keras's `index_from`: the commonest word, number 1, is token 4."""
_NO_WORDS = ("", "<start>", "?", "<unused>")

Raw = npt.NDArray[Any]
Loaded = tuple[tuple[Raw, Raw], tuple[Raw, Raw]]
Found = TypeVar("Found")


def load(name: str) -> Data:
    """A data set that has been fetched.

    The validation set is held out of the training set, every class in its share. Pictures have
    shades 0 to 1 and a channel axis. `extra` of `imdb` holds `words`, each at the place of its
    token.

    Raises:
        DataError: nothing of that name is fetched, a file is missing (with the command that fetches
            it), or damaged.
    """
    downloads.check(name)
    _show_to_keras(name)
    return _LOADERS[name]()


def _show_to_keras(name: str) -> None:
    """Have Keras find the files where it looks; it copies them from here if they aren't there."""
    for file in downloads.FILES[name]:
        below = PurePosixPath(file.path)
        keras.utils.get_file(
            below.name,
            origin=(downloads.folder() / file.path).as_uri(),
            file_hash=file.checksum.partition(":")[2],
            cache_subdir=str(below.parent),
        )


def _mnist() -> Data:
    return images(_read("mnist", keras.datasets.mnist.load_data), "mnist-1", one_in=6)


def _fashion() -> Data:
    read = _read("fashion-mnist", keras.datasets.fashion_mnist.load_data)
    return images(read, "fashion-mnist-1", one_in=6)


def _cifar() -> Data:
    return images(_read("cifar-10", keras.datasets.cifar10.load_data), "cifar-10-1", one_in=5)


def _imdb() -> Data:
    read = _read("imdb", lambda: keras.datasets.imdb.load_data(num_words=WORDS))
    ranks: dict[str, int] = _read("imdb", keras.datasets.imdb.get_word_index)
    words = [*_NO_WORDS, *[""] * (WORDS - len(_NO_WORDS))]
    for word, rank in ranks.items():
        if len(_NO_WORDS) <= rank + _FIRST_WORD < WORDS:
            words[rank + _FIRST_WORD] = word
    return reviews(read, words)


_LOADERS: MappingProxyType[str, Callable[[], Data]] = MappingProxyType(
    {"mnist": _mnist, "fashion-mnist": _fashion, "cifar-10": _cifar, "imdb": _imdb}
)


def _read(name: str, load_data: Callable[[], Found]) -> Found:
    """What Keras's loader gives, or one sentence where it can't read the files."""
    try:
        return load_data()
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(
            f"{name}: Keras cannot read the files in {downloads.folder()}: {error}"
        ) from error


def images(loaded: Loaded, version: str, *, one_in: int) -> Data:
    """Pictures (n, height, width) or (n, height, width, channels), shades 0–255, as a data set."""
    (x_train, y_train), (x_test, y_test) = loaded
    rest, held_out = held_out_rows(y_train.ravel(), one_in)
    return Data(
        _pictures(x_train[rest], y_train[rest]),
        _pictures(x_train[held_out], y_train[held_out]),
        _pictures(x_test, y_test),
        version,
    )


def reviews(loaded: Loaded, words: list[str]) -> Data:
    """Lists of tokens, cut to their last `LENGTH` and padded with 0 at the end, as a data set."""
    (x_train, y_train), (x_test, y_test) = loaded
    rest, held_out = held_out_rows(y_train, 5)
    x = _padded(x_train)
    y = y_train.astype(np.int32)
    test = Part(_padded(x_test), y_test.astype(np.int32))
    extra: dict[str, object] = {"words": tuple(words)}
    return Data(Part(x[rest], y[rest]), Part(x[held_out], y[held_out]), test, "imdb-1", extra)


def held_out_rows(
    labels: npt.NDArray[np.integer[Any]], one_in: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows to train on and rows to validate on, one in `one_in` of each class, in their order."""
    by_class = np.argsort(labels, kind="stable")
    chosen = np.arange(len(labels)) % one_in == one_in - 1
    return np.sort(by_class[~chosen]), np.sort(by_class[chosen])


def _pictures(x: Raw, y: Raw) -> Part:
    shades = x.astype(np.float32)
    shades /= 255
    channels: Array = shades if shades.ndim == 4 else shades[..., np.newaxis]
    return Part(channels, y.ravel().astype(np.int32))


def _padded(rows: Raw) -> Integers:
    padded = np.zeros((len(rows), LENGTH), dtype=np.int32)
    for place, row in enumerate(rows):
        tokens = list(row)[-LENGTH:]
        padded[place, : len(tokens)] = tokens
    return padded
