"""Other runs, looked at beside the one that a question is about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar, cast

import msgspec

from tutor.datasets.registry import DataError
from tutor.lab.run import Order, RunError
from tutor.lab.text.stack import stack
from tutor.lab.views import files
from tutor.lab.views.files import ViewError
from tutor.lab.views.queries import ANSWERS
from tutor.lab.views.query import Query
from tutor.training.views.subject import Subject

Answer = TypeVar("Answer", bound=msgspec.Struct)


def told(order: Order) -> str:
    """A network's layers, how long its sequences were, its seed: `LSTM 32 · length 20 · seed 1`."""
    length = order.settings.get("sequence_length")
    trained = "" if length is None else f" · length {length}"
    return f"{stack(order.network)}{trained} · seed {order.seed}"


def beside(
    subject: Subject,
    others: tuple[str, ...],
    alone: Query,
    look: Callable[[Subject], Answer],
) -> Iterator[tuple[Answer | None, str]]:
    """What a look at the run and at others gives, each kept in its own run's folder.

    Args:
        subject: the run.
        others: ids of the others.
        alone: the question about one run that has what `look` gives as its answer.
        look: computes it, where it is not kept.

    Yields:
        the answer and nothing; or, where another run gives none, None and why.

    Raises:
        ViewError, DataError: the run itself gives none.
    """
    yield _kept(subject, alone, look), ""
    for run in others:
        try:
            yield _kept(subject.beside(run), alone, look), ""
        except (ViewError, DataError, RunError) as error:
            yield None, str(error)


def _kept(subject: Subject, alone: Query, look: Callable[[Subject], Answer]) -> Answer:
    folder, place = subject.run.folder, files.answer_of(alone)
    kind = ANSWERS[type(alone)]
    if (folder / place).is_file():
        with contextlib.suppress(ViewError):  # what is damaged is computed anew
            return cast("Answer", files.read(folder, place, kind))
    computed = look(subject)
    with contextlib.suppress(OSError):  # a folder that cannot be written does not hide the answer
        files.write(folder, place, computed)
    return computed
