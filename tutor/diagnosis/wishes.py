"""Moves that several remedies wish for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import COUNTS, Move
from tutor.diagnosis.rates import far_off, twice_as_long
from tutor.diagnosis.verdict import Value

_PATIENCE = 5
_NARROW = 8
"""Up to so many units or filters a layer is a bottleneck, and twice as many are still few."""

_READERS = (16, 8, 4, 2)
"""Units of a recurrent layer that is put in where the goal leaves no room for one as it is set."""


def times(factor: float) -> Callable[[float], float]:
    """So many times the present number, to six digits."""
    return lambda present: float(f"{present * factor:.6g}")


def plus(step: float) -> Callable[[float], float]:
    """So much more than the present number."""
    return lambda present: present + step


def _dropout_up(present: float) -> float:
    return 0.3 if present < 0.25 else max(present, 0.5)


def _l2_up(present: float) -> float:
    if present <= 0.0:
        return 1e-3
    return present * 3 if present < 0.03 else present


def _halved_dropout(present: float) -> float:
    return round(present / 2, 1) if present > 0.3 else present


def _lower_penalty(present: float) -> float:
    return present / 10 if present >= 1e-3 else present


def _wider(present: float) -> float:
    return present * (4 if present <= _NARROW else 2)


MORE_DATA = Move("train_size", times(2), "more examples leave less room for learning by heart")
DROPOUT = Move("dropout", _dropout_up, "the network can then not lean on single units")
PENALTY = Move("l2", _l2_up, "large weights then cost something")
COPIES = Move(
    "augmentation", word="shift", why="varied copies leave less room for learning by heart",
    instead_of=("none",),
)  # fmt: skip
NARROWER = tuple(
    Move(name, times(0.5), "a smaller network can learn less by heart")
    for name in ("units", "filters")
)
DEEPER = tuple(Move(name, plus(1), "a deeper network can express more") for name in COUNTS)
WIDER = tuple(
    Move(name, _wider, "a wider network can express more") for name in ("filters", "units")
)
_USUAL_BATCH, _FEW_STEPS, _FEW_IN_ALL = 32, 8, 200
"""Examples of a step; steps of an epoch and of a training, of which so few are a short way."""
_HARDLY_ANY, _LEAST_STEPS = 40, 200
"""Steps of a whole training that are hardly a beginning, and such as may tell something."""
_HEAVY, _MOST_DROPPED = 0.03, 0.7
"""An L2 penalty and a share of dropped units with which networks of this course learn little."""
LESS_DROPOUT = Move("dropout", _halved_dropout, "so much dropout keeps the network from learning")
LESS_PENALTY = Move("l2", _lower_penalty, "so large a penalty keeps the weights too small")
ADAM = Move("optimizer", word="adam", why="Adam adapts the size of its steps to each weight",
            instead_of=("sgd", "momentum"))  # fmt: skip

COSINE = Move("schedule", word="cosine", why="steps grow shorter to the end, which ends calmly",
              instead_of=("constant",))  # fmt: skip
"""Source: I. Loshchilov and F. Hutter, SGDR: stochastic gradient descent with warm restarts, ICLR
2017."""

_UNBOUNDED = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "mish", "celu",
              "linear")  # fmt: skip
_FLAT = ("linear", "sigmoid", "hard_sigmoid", "softplus", "softsign")


def dropped(facts: Facts) -> Move:
    """The first dropout with twice the epochs, where these are allowed: it makes learning slower.

    Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, Dropout: a
    simple way to prevent neural networks from overfitting, JMLR 15 (2014), 1929–1958, who find that
    it takes two to three times as long.
    """
    longer = twice_as_long(facts)
    if facts.settings.get("dropout") or not longer or not facts.in_time(2):
        return DROPOUT
    why = f"{DROPOUT.why}, and takes about twice as long to learn"
    return replace(DROPOUT, why=why, beside=longer)


def stop_early(facts: Facts, best: int) -> Move:
    """Early stopping, with so little patience that it would have ended this run, if that can be.

    Args:
        facts: what is known.
        best: the epoch from which on the run did not get better.
    """
    epochs, allowed = facts.settings.get("epochs"), facts.choices.get("early_stopping", ())
    left = epochs - best if isinstance(epochs, int) else _PATIENCE
    least = min((n for n in allowed if isinstance(n, int) and n > 0), default=1)
    why = "the run then ends some epochs after its best and keeps the best weights"
    if least > left:
        why = "the weights of its best epoch are then kept"
    return Move("early_stopping", lambda present: present or min(_PATIENCE, max(left, 1)), why)


def curved(facts: Facts) -> list[Move]:
    """An activation that bends and whose slope lasts: tanh in recurrent layers, else relu.

    In narrow dense layers one that is never quite silent comes first. A few relu units may all be
    silent from the start, the likelier the deeper the network: L. Lu, Y. Shin, Y. Su and G. E.
    Karniadakis, Dying ReLU and initialization, Commun. Comput. Phys. 28 (2020), 1671–1706.
    """
    words = (
        ["tanh"] if _recurrent(facts) else ["elu", "tanh", "relu"] if _narrow(facts) else ["relu"]
    )
    why = "an activation that bends this way lets the gradient through"
    return [Move("activation", word=word, why=why, instead_of=_FLAT) for word in words]


def _narrow(facts: Facts) -> bool:
    """Whether some hidden layer is dense and has so few units that all may fall silent."""
    units, filters = facts.settings.get("units"), facts.settings.get("conv_layers")
    widths = units if isinstance(units, list | tuple) else [units]
    return not filters and any(isinstance(one, int) and one <= _NARROW for one in widths)


def as_wide(factor: float) -> list[Move]:
    """The widths of a network that was tried."""
    return [
        Move(name, times(factor), "so wide a network was tried, and does better")
        for name in ("units", "filters")
    ]


def more_steps(facts: Facts) -> list[Move]:
    """Smaller batches, where large ones leave an epoch few steps; else none.

    Source: D. Masters and C. Luschi, Revisiting small batch training for deep neural networks,
    2018, whose best results are of batches of 32 or fewer.
    """
    size, examples = facts.settings.get("batch_size"), facts.train_examples
    if not isinstance(size, int) or size <= 2 * _USUAL_BATCH or not examples:
        return []
    steps, epochs = -(-examples // size), facts.settings.get("epochs")
    if steps > _FEW_STEPS or (isinstance(epochs, int) and steps * epochs > _FEW_IN_ALL):
        return []
    few = "one step an epoch is little" if steps == 1 else f"{steps} steps an epoch are few"
    why = f"{few}, and smaller batches make more of them"
    return [Move("batch_size", lambda _size: _USUAL_BATCH, why)]


def amiss(facts: Facts) -> Literal["", "steps", "few"]:
    """What is wrong with the steps themselves, so that they tell nothing of the network.

    They are far longer or shorter than usual, or there are few of them; empty for neither.
    """
    return "steps" if far_off(facts) else "few" if more_steps(facts) else ""


def hardly_begun(facts: Facts) -> list[Move]:
    """More epochs, where so few steps were made in all that nothing can have been learned."""
    size, epochs = facts.settings.get("batch_size"), facts.settings.get("epochs")
    if not isinstance(size, int) or not isinstance(epochs, int) or not facts.train_examples:
        return []
    steps = epochs * -(-facts.train_examples // size)
    if steps > _HARDLY_ANY:
        return []
    few = "one step is" if steps == 1 else f"{steps} steps are"
    return [Move("epochs", times(_LEAST_STEPS / steps), f"{few} hardly a beginning")]


def scaled(facts: Facts) -> list[Move]:
    """Scaling, where inputs are far too large: no other change makes one step fit all weights."""
    why = "one step then fits all weights"
    return [Move("scaling", word="standard", why=why)] if facts.limit == "scale" else []


def heavy_penalty(facts: Facts) -> float | None:
    """An L2 penalty with which hardly anything can be learned; None where there is none."""
    held = facts.settings.get("l2")
    return float(held) if isinstance(held, int | float) and held >= _HEAVY else None


def freed(facts: Facts) -> list[Move]:
    """Less restraint where it is so strong that hardly anything can be learned; else none."""
    return [
        move
        for move, most in ((LESS_PENALTY, _HEAVY), (LESS_DROPOUT, _MOST_DROPPED))
        if isinstance(held := facts.settings.get(move.setting), int | float) and held >= most
    ]


def lifting(facts: Facts) -> list[Move]:
    """The way past a limit; none where there is none."""
    if facts.limit == "scale":
        return scaled(facts)
    if facts.limit == "straight":
        bend = "then the border can bend"
        layers = [Move(name, plus(1), bend) for name in COUNTS]
        return [*(replace(move, why=bend) for move in curved(facts)), *layers]
    if facts.limit:
        why = "a recurrent layer reads each step knowing those before it"
        sizes: list[dict[str, Value]] = [{}]
        sizes += [{"units": units} for units in _READERS]
        return [
            Move("recurrent_layers", plus(1), why, beside={"cell": "GRU", **size}) for size in sizes
        ]
    return []


def bounded(facts: Facts) -> list[Move]:
    """An activation that keeps the states of recurrent layers within bounds; none without them.

    Source: Q. V. Le, N. Jaitly and G. E. Hinton, A simple way to initialize recurrent networks of
    rectified linear units, 2015: with others than small or identity weights they explode.
    """
    if not _recurrent(facts):
        return []
    why = "bounded states can't grow from step to step"
    return [Move("activation", word="tanh", why=why, instead_of=_UNBOUNDED)]


def gated(facts: Facts) -> list[Move]:
    """A cell with gates in place of one that overwrites its state at every step.

    With fewer units where a goal on the number of parameters leaves no room for as many.

    Source: S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997),
    1735–1780; K. Cho et al., Learning phrase representations using RNN encoder–decoder, 2014.
    """
    if not _recurrent(facts):
        return []
    sizes: list[dict[str, Value]] = [{}]
    if not facts.fits({"cell": "GRU"}):
        sizes = [{"units": units} for units in _READERS]
    return [
        Move("cell", word=cell, why=f"the gates of {article} {cell} carry what was read over many "
             "steps", instead_of=("SimpleRNN",), beside=size)
        for size in sizes
        for article, cell in (("a", "GRU"), ("an", "LSTM"))
    ]  # fmt: skip


def reading_better(facts: Facts) -> list[Move]:
    """A layer that reads at all, a cell with gates, then both directions: where it reads poorly.

    Source of the latter: M. Schuster and K. K. Paliwal, Bidirectional recurrent neural networks,
    IEEE Trans. Signal Process. 45 (1997), 2673–2681.
    """
    if facts.limit in {"order", "steps"}:
        return lifting(facts)
    if not _recurrent(facts) or facts.settings.get("bidirectional") is not False:
        return gated(facts)
    both = Move("bidirectional", word=True, why="each step is then read knowing what follows it")
    return [*gated(facts), both]


def _recurrent(facts: Facts) -> bool:
    layers = facts.settings.get("recurrent_layers", 0)
    return isinstance(layers, int) and layers > 0
