"""The learner's own data: a folder of pictures for each class, CSV, text, or `npz`.

`survey` tells what is there and how it would be used; `load(**card.options)` makes the arrays.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tutor.datasets.registry import Card, DataError

if TYPE_CHECKING:
    from tutor.datasets.arrays import Data
    from tutor.datasets.own.examples import Examples, Skipped

NAME = "own"
"""The name on every card of own data."""

_VERSION = "own-1"
_LICENSE = "your own data"
_SPLIT = "Split by class with a fixed seed, 60/20/20."
_NAMED = 5
"""Files that were left out and are named on the card; `extra` names all."""
_ENDINGS = (".csv", ".txt", ".npz")


def survey(path: str | Path) -> Card:
    """The card of the data at `path`; the options on it are those that `load` takes.

    All is read and decoded, so that what is wrong is told now and not in a training.

    Raises:
        DataError: one sentence: file, line or field, what was found, what is allowed.
    """
    return _read(str(path))[0]


def load(path: str, fingerprint: str = "", sequence_length: int = 64) -> Data:
    """The arrays, as the card of `survey` describes them.

    `extra` holds `skipped` (file and reason of all that was left out), of what has classes their
    `labels`, of texts with labels `words`
    (each at the place of its token), of tables `columns`, of running text what
    `text_windows.windows` tells.

    Args:
        path: of the file or folder.
        fingerprint: on the card; where it is given, the data must still be those of the card.
        sequence_length: characters in a window, for running text alone.

    Raises:
        DataError: as `survey`; or the data have changed.
    """
    card, data = _read(path, sequence_length)
    if fingerprint and fingerprint != card.options["fingerprint"]:
        raise DataError(f"{path}: has changed since it was looked at. Choose it again.")
    return data


def _read(name: str, sequence_length: int = 64) -> tuple[Card, Data]:
    """Card and arrays of what is at a path."""
    from tutor.datasets.own_files import fault, look

    path, is_folder = look(name)
    ending = path.suffix.lower()
    try:
        if is_folder:
            from tutor.datasets.own import images as own_images

            return _with_classes(path, own_images.read(path))
        if ending == ".csv":
            from tutor.datasets.own import tables as own_tables

            return _with_classes(path, own_tables.read(path))
        if ending == ".npz":
            from tutor.datasets.own import arrays as own_arrays

            return _with_classes(path, own_arrays.read(path))
        if ending == ".txt":
            return _running_text(path, sequence_length)
    except MemoryError as error:
        raise fault(path, "is too large for this machine's memory. Take a part of it.") from error
    endings = ", ".join(_ENDINGS)
    raise fault(
        path, f"found a file ending in '{ending}'; allowed are {endings}, or a folder of pictures."
    )


def _with_classes(path: Path, examples: Examples) -> tuple[Card, Data]:
    """Split, then arrange, so that nothing is learned from what is held out."""
    import numpy as np

    from tutor.datasets.arrays import Data, Part
    from tutor.datasets.own.split import split
    from tutor.datasets.own_files import printable

    sets = split(path, examples.y, examples.labels, examples.content)
    arranged = examples.arrange(sets[0])
    whole = Part(arranged.x, examples.y)
    train, validation, test = (whole.take(rows) for rows in sets)
    fingerprint = _fingerprint(examples)
    commonest = int(np.bincount(train.y).argmax())
    copies = len(examples.content) - len(set(examples.content))
    kept = f"{copies:,} copies of other {examples.what} are in the same set as these."
    notes = [*examples.notes, *arranged.notes, *([kept] if copies else []), _SPLIT]
    count = f"{len(examples.y):,} {examples.what} of {len(examples.labels):,} classes"
    card = Card(
        name=NAME, title=printable(path.name), about=f"Your own data: {count}.",
        source=printable(str(path)), license=_LICENSE,
        kind=arranged.kind, shape=tuple(int(size) for size in arranged.x.shape[1:]),
        labels=examples.labels, vocabulary=arranged.vocabulary, padded=arranged.padded,
        train=len(train), validation=len(validation), test=len(test),
        made=" ".join([*_left_out(examples.skipped), *notes]),
        options={"path": str(path), "fingerprint": fingerprint},
        baselines={"commonest class": round(float((validation.y == commonest).mean()), 3)},
    )  # fmt: skip
    extra = {**arranged.extra, "skipped": examples.skipped, "labels": examples.labels}
    return card, Data(train, validation, test, f"{_VERSION}-{fingerprint}", extra)


def _running_text(path: Path, sequence_length: int) -> tuple[Card, Data]:
    from tutor.datasets.alphabet import SIZE
    from tutor.datasets.own import text as own_text
    from tutor.datasets.own_files import printable
    from tutor.datasets.text_windows import SHORTEST, windows

    text = own_text.read(path)
    data = windows(text.content, sequence_length, text.sizes, f"{_VERSION}-{text.fingerprint}")
    nats = cast("dict[str, float]", data.extra["baselines"])
    data.extra["skipped"] = ()
    longest = cast("int", data.extra["longest"])
    made = "Whole stretches are held out; windows are drawn from them with a fixed seed."
    card = Card(
        name=NAME, title=printable(path.name),
        about=f"Your own text: {len(text.content):,} characters.",
        source=printable(str(path)), license=_LICENSE,
        kind="tokens", target="next", shape=("sequence_length",), vocabulary=SIZE,
        train=len(data.train), validation=len(data.validation), test=len(data.test),
        made=" ".join([*text.notes, made]),
        options={
            "path": str(path), "fingerprint": text.fingerprint, "sequence_length": sequence_length,
        },
        ranges={"sequence_length": (SHORTEST, longest)},
        baselines={f"{name}, nats a character": round(nats[name], 3) for name in nats},
    )  # fmt: skip
    return card, data


def _left_out(skipped: Skipped) -> list[str]:
    if not skipped:
        return []
    named = "; ".join(f"{name} {reason}" for name, reason in skipped[:_NAMED])
    more = f"; and {len(skipped) - _NAMED:,} more" if len(skipped) > _NAMED else ""
    return [f"{len(skipped):,} left out: {named}{more}."]


def _fingerprint(examples: Examples) -> str:
    """Changes with the examples, their classes or their order."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (*examples.content, examples.y.tobytes(), repr(examples.labels).encode()):
        digest.update(part)
    return digest.hexdigest()
