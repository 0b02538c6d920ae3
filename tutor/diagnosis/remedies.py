"""Remedies: the one thing to change for each finding, in the settings that the lesson offers.

A plan lists moves in order of preference; the first that the lesson allows and that changes
something is the remedy. Where none is, general words serve, so a remedy is never empty.
"""

from __future__ import annotations

from collections.abc import Callable

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import COUNTS, Move, Remedy, choose


def _times(factor: float) -> Callable[[float], float]:
    return lambda present: float(f"{present * factor:.6g}")


def _plus(step: float) -> Callable[[float], float]:
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


_MORE_DATA = Move("train_size", _times(2), "more examples leave less room for learning by heart")
_DROPOUT = Move("dropout", _dropout_up, "the network can then not lean on single units")
_PENALTY = Move("l2", _l2_up, "large weights then cost something")
_NARROWER = tuple(
    Move(name, _times(0.5), "a smaller network can learn less by heart")
    for name in ("units", "filters")
)
_DEEPER = tuple(Move(name, _plus(1), "a deeper network can express more") for name in COUNTS)
_WIDER = tuple(
    Move(name, _times(2), "a wider network can express more") for name in ("filters", "units")
)
_LESS_DROPOUT = Move("dropout", _halved_dropout, "so much dropout keeps the network from learning")
_LESS_PENALTY = Move("l2", _lower_penalty, "so large a penalty keeps the weights too small")
_FLAT = ("linear", "sigmoid", "hard_sigmoid", "softplus", "softsign")


def _curved(facts: Facts) -> Move:
    """An activation that bends and whose slope lasts: tanh in recurrent layers, else relu."""
    layers = facts.settings.get("recurrent_layers", 0)
    recurrent = isinstance(layers, int) and layers > 0
    return Move(
        "activation",
        word="tanh" if recurrent else "relu",
        why="it bends, and lets the gradient through",
        instead_of=_FLAT,
    )


def diverged(facts: Facts) -> Remedy:
    """Smaller steps."""
    return choose(
        [Move("learning_rate", _times(0.1), "smaller steps don't overshoot")],
        facts,
        "Lower the learning rate tenfold. If the loss still leaves all bounds, look for unscaled "
        "or missing values in the inputs.",
    )


def not_learning(facts: Facts, *, rose: bool) -> Remedy:
    """Other steps: smaller where the loss rose or the rate is high already, larger otherwise.

    Args:
        facts: what is known.
        rose: whether the training loss ended above its start.
    """
    rate = facts.settings.get("learning_rate")
    plain = facts.settings.get("optimizer") in ("sgd", "momentum")
    high = isinstance(rate, int | float) and rate >= (0.5 if plain else 0.01)
    steps = (
        Move("learning_rate", _times(0.1), "steps this large jump over every minimum")
        if rose or high
        else Move("learning_rate", _times(10), "steps this small hardly move the weights")
    )
    return choose(
        [
            _curved(facts),
            steps,
            Move("optimizer", word="adam", why="it adapts the size of its steps"),
        ],
        facts,
        f"Make the learning rate ten times {'smaller' if rose else 'larger'}. If that changes "
        "nothing, check that inputs are scaled and that each label belongs to its example.",
    )


def still_improving(facts: Facts, epochs: int) -> Remedy:
    """Half as many epochs again.

    Args:
        facts: what is known.
        epochs: how many were trained.
    """
    wanted = max(-(-3 * epochs // 2), epochs + 1)
    faster = Move("learning_rate", _times(3), "larger steps get further in the same epochs")
    return _further(facts, wanted, faster)


def overfitting(facts: Facts, best: int) -> Remedy:
    """Regularize; where the lesson has nothing for it, stop at the best epoch.

    Args:
        facts: what is known.
        best: the epoch with the lowest validation loss.
    """
    stop = Move("epochs", lambda _asked: best)
    return choose(
        [_DROPOUT, _PENALTY, _MORE_DATA, stop, *_NARROWER],
        facts,
        f"Stop at epoch {best} (early stopping that restores the best weights does), or add "
        "dropout or training examples.",
    )


def large_gap(facts: Facts) -> Remedy:
    """More data, more regularization, or a smaller network."""
    return choose(
        [_MORE_DATA, _DROPOUT, _PENALTY, *_NARROWER],
        facts,
        "Train on more examples, or on varied copies of those you have; else add dropout or "
        "make the network smaller.",
    )


def underfitting(facts: Facts) -> Remedy:
    """Less restraint, then a larger network."""
    return choose(
        [_curved(facts), _LESS_DROPOUT, _LESS_PENALTY, *_DEEPER, *_WIDER],
        facts,
        "Make the network larger: a further layer, or twice the units.",
    )


def good_fit(facts: Facts) -> Remedy:
    """What to try next: whether less would do."""
    return choose(
        [
            Move(name, _times(0.5), "see whether a network with fewer parameters does as well")
            for name in ("units", "filters")
        ],
        facts,
        "Nothing needs mending. See whether a smaller network does as well, or repeat the run "
        "with another seed to learn how far the result is luck.",
    )


def more_epochs(facts: Facts, wanted: int) -> Remedy:
    """Enough epochs to tell.

    Args:
        facts: what is known.
        wanted: how many would do.
    """
    return _further(facts, wanted)


def settle(facts: Facts) -> Remedy:
    """Calmer curves, where their wobble hides what there is to see."""
    return choose(
        [
            Move("learning_rate", _times(0.3), "smaller steps make calmer curves"),
            Move("batch_size", _times(2), "larger batches make calmer curves"),
        ],
        facts,
        "Use more validation examples or a lower learning rate, so that the curves wobble less.",
    )


def _further(facts: Facts, wanted: int, *others: Move) -> Remedy:
    """Train for `wanted` epochs; where the run was cut short, let it finish first."""
    asked = facts.settings.get("epochs")
    if isinstance(asked, int) and asked >= wanted:
        return Remedy(f"Let the run finish its {asked} epochs.", {"epochs": asked})
    longer = Move("epochs", lambda _asked: float(wanted))
    remedy = choose([longer, *others], facts, f"Train for {wanted:,} epochs.")
    most = remedy.change.get("epochs", wanted)
    if most == wanted:
        return remedy
    text = f"Set epochs to {most}, the most this lesson allows; {wanted:,} would do."
    return Remedy(text, remedy.change)
