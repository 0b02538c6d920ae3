"""How far back a recurrent network remembers, and how its gradient fades through time."""

from __future__ import annotations

from typing import cast

import keras
import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Floats, Part
from tutor.lab.views.fellows import cell_of
from tutor.lab.views.files import ViewError
from tutor.lab.views.memory import FLOOR, AtDelay, Memories, MemoryQuery, Remembered
from tutor.training.backend import gradient_norms
from tutor.training.targets import NEAR
from tutor.training.views.beside import beside, told
from tutor.training.views.subject import Subject

_EXAMPLES = 32
"""Examples whose gradients are looked at."""
_MOST_STEPS = 200

Places = npt.NDArray[np.intp]


def memory(subject: Subject, query: MemoryQuery) -> Memories:
    """How well the run's network and others remember.

    Raises:
        ViewError: the network cannot be had, or has no recurrent layer.
        DataError: the data cannot be had.
    """
    if not query.others:
        return Memories(found=[_remembered(subject)])
    answers = list(beside(subject, query.others, MemoryQuery(), _alone))
    found = [one for answer, _ in answers if answer is not None for one in answer.found]
    return Memories(found=found, missing=[why for _, why in answers if why])


def _alone(subject: Subject) -> Memories:
    return Memories(found=[_remembered(subject)])


def _remembered(subject: Subject) -> Remembered:
    network = subject.order.network
    if not cell_of(network):
        raise ViewError("This network has no recurrent layer: it has nothing to remember with.")
    part = subject.data.validation
    back = _delays(subject, part)
    fading, examples, why = _fading(subject, part, back)
    return Remembered(
        run=subject.run.id, cell=cell_of(network), told=told(subject.order),
        chance=_chance(subject, part), delays=_by_delay(subject, part, back), fading=fading,
        examples=examples, why=why,
    )  # fmt: skip


def _delays(subject: Subject, part: Part) -> Places | None:
    """Steps between what each example has to be remembered for and its end; None: nobody knows."""
    told = subject.data.extra.get("delays")
    if isinstance(told, dict):
        return cast("Places", told["validation"])
    if subject.order.dataset == "adding":  # the first of the two marked numbers
        marks = part.x[..., 1] > part.x[..., 1].mean()
        return np.asarray(part.x.shape[1] - 1 - marks.argmax(axis=1))
    return None


def _by_delay(subject: Subject, part: Part, back: Places | None) -> list[AtDelay]:
    if back is None:
        return []
    right = _right(subject.outputs("validation"), part)
    return [
        AtDelay(delay=int(delay), right=int(right[same].sum()), of=int(same.sum()))
        for delay in np.unique(back)
        for same in (back == delay,)
    ]


def _right(outputs: Floats, part: Part) -> npt.NDArray[np.bool_]:
    if part.y.ndim > 1:
        return np.asarray(np.abs(outputs - part.y)[:, 0] < NEAR)
    return np.asarray(outputs.argmax(axis=1) == part.y)


def _chance(subject: Subject, part: Part) -> float | None:
    """The share that is right without any memory: guessing, or always the same number."""
    inputs = subject.order.network.inputs
    if inputs.target == "class":
        return 1.0 / inputs.classes
    if inputs.target == "number":
        return float((np.abs(part.y - subject.data.train.y.mean()) < NEAR).mean())
    return None


def _fading(subject: Subject, part: Part, back: Places | None) -> tuple[list[float], int, str]:
    """What is left of the gradient by steps back, over how many examples; or why nobody knows."""
    if any(layer.type == "Bidirectional" for layer in subject.order.network.layers):
        return [], 0, "It reads in both directions, so that its gradient has no one way back."
    chosen = _chosen(part, back)
    x, y = part.x[chosen][:, -_MOST_STEPS:], part.y[chosen]
    inputs = subject.order.network.inputs
    if inputs.target == "next":
        y = y[:, -1]
    known = _known(x, padded=inputs.kind == "tokens" and inputs.padded)
    loss = (
        keras.losses.MeanSquaredError(reduction=None)
        if inputs.target == "number"
        else keras.losses.SparseCategoricalCrossentropy(reduction=None)
    )
    norms = gradient_norms(subject.model, x, y, loss, known)
    return relative(norms, known), len(chosen), ""


def _chosen(part: Part, back: Places | None) -> Places:
    """Some examples: those that must be remembered longest, where anybody knows."""
    if back is None:
        return np.arange(min(_EXAMPLES, len(part)))
    return np.sort(np.argsort(-back, kind="stable")[:_EXAMPLES])


def _known(x: Array, *, padded: bool) -> Floats:
    if not padded:
        return np.ones(x.shape[:2], np.float32)
    return np.asarray(x != 0, np.float32)


def relative(norms: Floats, known: Floats) -> list[float]:
    """What is left of a gradient k steps before the end, k = 0, 1, 2, …: geometric means.

    Args:
        norms: of the gradients after each step, (n, length).
        known: 1 where a step counts, 0 where it only fills up, (n, length); fillings stand before
            or after what counts.

    Returns:
        shares of the norm at each example's last step; for as many steps as half of the examples
        have.
    """
    length = norms.shape[1]
    last = length - 1 - known[:, ::-1].argmax(axis=1)
    at_end = norms[np.arange(len(norms)), last]
    counted = (known.sum(axis=1) > 0) & (at_end > FLOOR)
    left: list[float] = []
    for step in range(length):
        place = last - step
        usable = counted & (place >= 0) & (known[np.arange(len(norms)), np.maximum(place, 0)] > 0)
        if usable.sum() * 2 < len(norms):
            break
        rows = np.flatnonzero(usable)
        shares = norms[rows, place[rows]] / at_end[rows]
        left.append(float(np.exp(np.log(np.maximum(shares, FLOOR)).mean())))
    return left
