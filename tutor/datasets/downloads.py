"""Real data sets that are fetched when they are asked for by name, and only then.

Files come to a folder of their own first and move to where Keras looks for them when they are whole
and their checksum is right, so that nothing half lies there; what is whole is not fetched again.
Under `folder()` they lie as `keras.datasets` wants them with `KERAS_HOME` set to it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tutor import paths
from tutor.datasets.registry import DataError

if TYPE_CHECKING:
    from requests import Response

Progress = Callable[[int, int], None]
"""Takes the bytes that have come so far and the bytes that will have come at the end."""

_CHUNK = 1 << 16
_TIMEOUT = 30.0
"""Seconds to wait for a connection, and for the next bytes."""
_STALE = 24 * 3600.0
"""Seconds after which an unfinished folder is taken for that of a killed process."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a data set.

    Attributes:
        url: where it is fetched.
        path: where it lies below `folder()`, by Keras's own names.
        size: bytes.
        checksum: `sha256:…` or `md5:…`.
    """

    url: str
    path: str
    size: int
    checksum: str


_KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
_SHA_MNIST = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
_SHA_CIFAR = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
_SHA_IMDB = "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"


def _fashion(name: str, size: int, md5: str) -> File:
    """Keras states no checksums of these; the MD5s are those their makers publish."""
    return File(f"{_KERAS}/{name}.gz", f"datasets/fashion-mnist/{name}.gz", size, f"md5:{md5}")


FILES: Mapping[str, tuple[File, ...]] = MappingProxyType(
    {
        "mnist": (
            File(f"{_KERAS}/mnist.npz", "datasets/mnist.npz", 11_490_434, f"sha256:{_SHA_MNIST}"),
        ),
        "fashion-mnist": (
            _fashion("train-labels-idx1-ubyte", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            _fashion("train-images-idx3-ubyte", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            _fashion("t10k-labels-idx1-ubyte", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
            _fashion("t10k-images-idx3-ubyte", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
        ),
        "cifar-10": (
            File(
                "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
                "datasets/cifar-10-batches-py-target_archive",
                170_498_071, f"sha256:{_SHA_CIFAR}",
            ),
        ),
        "imdb": (
            File(f"{_KERAS}/imdb.npz", "datasets/imdb.npz", 17_464_789, f"sha256:{_SHA_IMDB}"),
            File(
                f"{_KERAS}/imdb_word_index.json", "datasets/imdb_word_index.json",
                1_641_221, "md5:bfafd718b763782e994055a2d397834f",
            ),
        ),
    }
)  # fmt: skip
"""The files of every data set that can be fetched."""


def folder() -> Path:
    """Where fetched files lie: what `KERAS_HOME` must name before Keras is imported."""
    return paths.cache() / "keras"


def missing(name: str) -> int:
    """Bytes still to fetch before the data set can be used; 0 when it is all there.

    Raises:
        DataError: nothing of that name is fetched.
    """
    return sum(file.size for file in _absent(name))


def fetch(name: str, on_progress: Progress | None = None) -> None:
    """Fetch what is missing of a data set; files that are there already stay.

    Args:
        name: of the data set.
        on_progress: called for every piece that comes.

    Raises:
        DataError: no network, a server that answers otherwise, a wrong checksum, or no room; one
            sentence that says what, from where, and what to do. Nothing half stays.
    """
    absent = _absent(name)
    if not absent:
        return
    counter = _Counter(sum(file.size for file in absent), on_progress)
    try:
        paths.private_folder(folder())
        _check_room(counter.total)
        with _staging() as staging:
            for file in absent:
                _fetch_one(file, staging, counter)
    except OSError as error:
        raise DataError(
            f"{folder()}: {name} cannot be kept there: {error.strerror or error}."
        ) from error


def check(name: str) -> None:
    """Look whether every file of a data set is there and whole.

    Raises:
        DataError: one is missing, with the command that fetches it; or damaged, then it is removed.
    """
    size = missing(name)
    if size:
        raise DataError(
            f"{name} is not on this machine yet ({megabytes(size)} to fetch). "
            f"Fetch it with: tutor data fetch {name}"
        )
    for file in FILES[name]:
        path = folder() / file.path
        kind, _, wanted = file.checksum.partition(":")
        try:
            with path.open("rb") as opened:
                found = hashlib.file_digest(opened, kind).hexdigest()
        except OSError as error:
            raise DataError(f"{path}: cannot be read: {error.strerror}.") from error
        if found != wanted:
            path.unlink()
            raise DataError(
                f"{path} was damaged and has been removed. "
                f"Fetch it again with: tutor data fetch {name}"
            )


def megabytes(size: int) -> str:
    """A number of bytes for people: `11.5 MB`."""
    return f"{size / 1e6:,.1f} MB"


def _absent(name: str) -> list[File]:
    if name not in FILES:
        raise DataError(f"{name!r} is not fetched from anywhere; {', '.join(FILES)} are.")
    return [file for file in FILES[name] if not _is_whole(folder() / file.path, file.size)]


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.is_file() and path.stat().st_size == size
    except OSError:
        return False


def _check_room(size: int) -> None:
    free = shutil.disk_usage(folder()).free
    if free < size:
        raise DataError(
            f"{folder()}: found {megabytes(free)} free; {megabytes(size)} are needed. "
            "Make room there, or name another folder in TUTOR_HOME."
        )


@contextlib.contextmanager
def _staging() -> Iterator[Path]:
    """A folder for files on their way, removed at the end, with those of killed processes."""
    for old in folder().glob("fetching-*"):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE:
                shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="fetching-", dir=folder()) as name:
        yield Path(name)


class _Counter:
    """Counts bytes over several files, in the way pooch tells of them.

    Attributes:
        total: bytes of all files; pooch sets it for each file, which changes nothing here.
    """

    def __init__(self, total: int, on_progress: Progress | None) -> None:
        self._all = total
        self._tell = on_progress or (lambda done, total: None)
        self._before = 0
        self._now = 0
        self._size = 0

    @property
    def total(self) -> int:
        return self._all

    @total.setter
    def total(self, value: int) -> None:
        """Pooch's word on a file's size, which a server need not tell."""

    @property
    def began(self) -> bool:
        """Whether anything of the file in hand has come."""
        return self._now > 0

    def begin(self, file: File) -> None:
        """Count a new file; the one before has come whole."""
        self._before += self._size
        self._size, self._now = file.size, 0

    def update(self, count: int) -> None:
        """`count` further bytes; a last, smaller piece is told as a whole one."""
        self._now = min(self._now + count, self._size)
        self._tell(self._before + self._now, self._all)

    def reset(self) -> None:
        """Pooch starts the bar anew to fill it at once."""
        self._now = 0

    def close(self) -> None:
        """Nothing to close."""


def _fetch_one(file: File, staging: Path, counter: _Counter) -> None:
    """Fetch one file and move it to its place."""
    from requests.exceptions import HTTPError, RequestException

    host = urlsplit(file.url).netloc
    name = Path(file.path).name
    counter.begin(file)
    try:
        _retrieve(file, staging / name, counter)
    except HTTPError as error:
        status = "nothing" if error.response is None else error.response.status_code
        raise DataError(
            f"{host} answered {status} when asked for {file.url}. Try again later."
        ) from error
    except RequestException as error:
        broken = "The connection broke off" if counter.began else "There is no connection"
        raise DataError(
            f"{broken} while {name} was to come from {host}. "
            "Look whether this machine is online, then fetch it again."
        ) from error
    except ValueError as error:
        raise DataError(
            f"{name} came from {host} with a wrong checksum and has been removed. Fetch it again; "
            "if it stays wrong, something between here and there changes what is fetched."
        ) from error
    target = folder() / file.path
    paths.private_folder(target.parent)
    (staging / name).replace(target)


def _retrieve(file: File, target: Path, counter: _Counter) -> None:
    """Have pooch fetch a file and check its sum; the connection is closed whatever happens."""
    import pooch

    pooch.get_logger().setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as connections:

        def close_later(response: Response, **_: object) -> None:
            connections.callback(response.close)

        downloader = pooch.HTTPDownloader(
            progressbar=counter, chunk_size=_CHUNK, timeout=_TIMEOUT,
            headers={"Accept-Encoding": "identity"}, hooks={"response": close_later},
        )  # fmt: skip
        pooch.retrieve(
            file.url, known_hash=file.checksum, fname=target.name, path=target.parent,
            downloader=downloader,
        )  # fmt: skip
