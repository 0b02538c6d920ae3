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


def exploding_gradients(facts: Facts) -> Remedy:
    """A bound on the gradient's norm, else smaller steps."""
    return choose(
        [
            Move("global_clipnorm", lambda _norm: 1.0, "no single step can then leap away"),
            Move("learning_rate", _times(0.3), "smaller steps leap less far"),
        ],
        facts,
        "Cut the gradient's norm (global_clipnorm=1.0 in Keras's optimizers), or lower the "
        "learning rate.",
    )


def vanishing_gradients(facts: Facts) -> Remedy:
    """An activation whose slope lasts, normalization, other steps, or less depth."""
    return choose(
        [
            _curved(facts),
            Move("batch_norm", word=True, why="it keeps the numbers in the range of steep slopes"),
            Move("optimizer", word="adam", why="it adapts the size of its steps to each layer"),
            *(Move(name, _plus(-1), "a shorter way for the gradient") for name in COUNTS),
        ],
        facts,
        "Take relu in place of sigmoid or tanh, or normalize the batches; fewer layers help too.",
    )


def dead_relu(facts: Facts) -> Remedy:
    """Smaller steps, or an activation that never is quite silent."""
    return choose(
        [
            Move("activation", word="leaky_relu", why="it lets some gradient through below zero"),
            Move("activation", word="elu", why="it lets some gradient through below zero"),
            Move("learning_rate", _times(0.1), "smaller steps don't push units beyond recall"),
        ],
        facts,
        "Take leaky_relu or elu in place of relu, or a learning rate ten times smaller.",
    )


def leakage(facts: Facts) -> Remedy:
    """Take the copies out."""
    return choose(
        [Move("remove_duplicates", word=True, why="validation then asks only what is new")],
        facts,
        "Take the copies out of the training set, then train again.",
    )


def class_imbalance(facts: Facts) -> Remedy:
    """Weigh the classes."""
    return choose(
        [Move("class_weights", word=True, why="each class then counts as much as the others")],
        facts,
        "Give each class a weight (class_weight in Keras's fit), or collect more examples of the "
        "rare one.",
    )


def more_validation(facts: Facts) -> Remedy:
    """More validation examples; calmer steps where there are none to be had."""
    return choose(
        [Move("learning_rate", _times(0.3), "smaller steps change fewer answers at a time")],
        facts,
        "Hold out more validation examples: four times as many halve the wobble.",
    )


def other_split(_facts: Facts) -> Remedy:
    """Another split."""
    return Remedy(
        "Mix all examples and split them anew, each class in the same shares, so that both sets "
        "are alike."
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


def noise_floor(_facts: Facts) -> Remedy:
    """Nothing that training could do."""
    return Remedy(
        "Look at the examples with the largest losses: are their labels right, and do the inputs "
        "tell what is asked? Training longer or larger will not help."
    )


def overconfident(facts: Facts, best: int) -> Remedy:
    """As for overfitting: what holds the weights down also holds the certainty down."""
    return overfitting(facts, best)


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
