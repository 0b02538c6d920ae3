"""Remedies: the one thing to change for each finding, in the settings that the lesson offers.

A plan lists moves in order of preference; the first that the lesson allows and that changes
something is the remedy. Where none is, general words serve, so a remedy is never empty. What comes
first is what lowered the risk most surely where runs in trouble were trained again with it
(`tests/benchmarks/diagnosis/TRUTH.md`, the remedy check).
"""

from __future__ import annotations

from dataclasses import replace

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import COUNTS, Move, Remedy, choose, together
from tutor.diagnosis.rates import (
    adaptive,
    calmer,
    calmer_and_longer,
    longer_steps,
    rate_of,
    smaller_than_usual,
    too_high,
    too_low,
)
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.wishes import (
    ADAM,
    COSINE,
    DEEPER,
    DROPOUT,
    LESS_DROPOUT,
    LESS_PENALTY,
    MORE_DATA,
    NARROWER,
    PENALTY,
    WIDER,
    bounded,
    curved,
    freed,
    gated,
    hardly_begun,
    lifting,
    more_steps,
    plus,
    reading_better,
    scaled,
    stop_early,
    times,
)

_FEWEST_EPOCHS = 4


def diverged(facts: Facts) -> Remedy:
    """Smaller steps; bounded states first where they can grow from step to step."""
    smaller = Move("learning_rate", times(0.1), "smaller steps don't overshoot")
    return choose(
        [*scaled(facts), *too_high(facts), *bounded(facts), smaller],
        facts,
        "Lower the learning rate tenfold. If the loss still leaves all bounds, look for unscaled "
        "or missing values in the inputs.",
    )


def exploding_gradients(facts: Facts, *, at_once: bool = False) -> Remedy:
    """A bound on the gradient's norm, or smaller steps.

    Where each weight's step is scaled by its gradients, cutting them changes little. Where all is
    lost with the first steps, only a bounded activation keeps the state from growing.
    """
    cut = Move("global_clipnorm", lambda _norm: 1.0, "no single step can then leap away")
    smaller = Move("learning_rate", times(0.3), "smaller steps leap less far")
    return choose(
        [
            *scaled(facts),
            *(bounded(facts) if at_once else ()),
            *too_high(facts),
            *((smaller, cut) if adaptive(facts) else (cut, smaller)),
            *bounded(facts),
        ],
        facts,
        "Cut the gradient's norm (global_clipnorm=1.0 in Keras's optimizers), or lower the "
        "learning rate.",
    )


def vanishing_gradients(facts: Facts) -> Remedy:
    """An activation whose slope lasts, normalization, other steps, or less depth."""
    return choose(
        [
            *scaled(facts),
            *freed(facts),
            *too_high(facts),
            *too_low(facts),
            *curved(facts),
            *gated(facts),
            Move("batch_norm", word=True, why="numbers then stay in the range of steep slopes"),
            ADAM,
            *(Move(name, plus(-1), "a shorter way for the gradient") for name in COUNTS),
        ],
        facts,
        "Take relu in place of sigmoid or tanh, or normalize the batches; fewer layers help too.",
    )


def dead_relu(facts: Facts) -> Remedy:
    """Smaller steps where they are huge, else an activation that never is quite silent."""
    return choose(
        [
            *scaled(facts),
            *freed(facts),
            *too_high(facts),
            *(
                Move("activation", word=word, why="some gradient then comes through below zero")
                for word in ("leaky_relu", "elu")
            ),
            Move("learning_rate", times(0.1), "smaller steps don't push units beyond recall"),
        ],
        facts,
        "Take leaky_relu or elu in place of relu, or a learning rate ten times smaller.",
    )


def not_learning(facts: Facts, *, rose: bool, begun: bool = False) -> Remedy:
    """Other steps where the rate is to blame, then what else it can be.

    Args:
        facts: what is known.
        rose: whether the loss ended above its start, or above that of guessing.
        begun: whether it was still falling, so that more epochs may do.
    """
    far = [*scaled(facts), *freed(facts), *too_high(facts), *too_low(facts)]
    far += hardly_begun(facts)
    if begun:
        far.append(Move("epochs", times(2), "the loss still falls, so it may only have begun"))
    steps = []
    if rose:
        steps = [Move("learning_rate", times(0.1), "steps this large jump over every minimum")]
    elif smaller_than_usual(facts):
        steps = [Move("learning_rate", times(10), "steps this small hardly move the weights")]
    more = Move("train_size", times(2), "what the examples share stands out from chance then")
    check = "heck that inputs are scaled and that each label belongs to its example."
    other = "smaller" if rose else "larger"
    slow = steps or rate_of(facts) is None
    first = f"Make the learning rate ten times {other}. If that changes nothing, c" if slow else "C"
    return choose([*far, *_mended(facts), *steps, ADAM, more], facts, f"{first}{check}")


def _mended(facts: Facts) -> list[Move]:
    """What lets a network learn that can't: past a limit, by slopes that last, by gates."""
    return [*lifting(facts), *curved(facts), *gated(facts)]


def overfitting(
    facts: Facts, best: int, *, poor: bool = False, chance: bool = False, right: bool = False
) -> Remedy:
    """Keep the best epoch; where the lesson has nothing for it, hold the network back.

    Args:
        facts: what is known.
        best: the epoch with the lowest validation loss.
        poor: whether it does poorly even on what it was trained on: steps that are far too large,
            and how it reads, are then the first things to mend, else how it reads is one of the
            last.
        chance: whether it may be by chance that validation loss was lowest there.
        right: whether more answers are right at the end than there, so that to stop there would
            cost some of them.
    """
    stop = Move(
        "epochs", lambda _asked: best,
        f"validation loss was lowest there{', if only by chance' if chance else ''}",
    )  # fmt: skip
    # So few epochs are no training: whoever takes them is told next that they are too few.
    stop_there = [stop] if best >= _FEWEST_EPOCHS else []
    stops = [] if facts.settings.get("early_stopping") else [stop_early(facts, best), *stop_there]
    before, after = ([], stops) if right else (stops, [])
    reader = reading_better(facts)
    first, last = ([*too_high(facts), *reader], []) if poor else ([], reader)
    return choose(
        [*first, *before, DROPOUT, PENALTY, MORE_DATA, *last, *after, *NARROWER],
        facts,
        f"If it rises with other seeds too, keep the weights of epoch {best}, as early stopping "
        "that restores the best weights does."
        if chance
        else f"Stop at epoch {best} (early stopping that restores the best weights does), or add "
        "dropout or training examples.",
    )


def underfitting(facts: Facts) -> Remedy:
    """Usual steps, less restraint, then a larger network.

    Wider before deeper: a further layer behind a bottleneck sees no more than comes through it.
    """
    far = [*too_high(facts), *too_low(facts), *more_steps(facts), *longer_steps(facts)]
    words = "Make the network larger: twice the units, or a further layer."
    room = any(name in facts.choices for name in (*COUNTS, "units", "filters"))
    if room:
        words = "A larger network may do better, but there is no room for one here."
    return choose(
        [*scaled(facts), *far, *_mended(facts), LESS_DROPOUT, LESS_PENALTY, *WIDER, *DEEPER],
        facts, words, placed=room,
    )  # fmt: skip


def wider(facts: Facts, second: SecondLook, after: tuple[Remedy, ...] = ()) -> Remedy | None:
    """The wider network that was tried, or what comes nearest to it; then what else may serve.

    Returns:
        None where the lesson, or its goal, leaves no room for a wider one, or no time.
    """
    factor = second.times or 2
    if not (second.past or facts.in_time(factor)):
        return None
    what = "this network" if second.past else "so wide a network"
    same = together(second.change or {}, facts, f"{what} was tried, and does better")
    if same is not None:
        return replace(same, further=after)
    moves = [Move(name, times(factor), "a wider network was tried, and does better")
             for name in ("units", "filters")]  # fmt: skip
    words = (
        "Train what was tried." if second.past else f"Make every layer {factor:.2g} times as wide."
    )
    near = choose(lifting(facts) if second.past else moves, facts, words)
    return near if near.change or not facts.choices else None


def overconfident(facts: Facts, best: int, *, right: bool = False) -> Remedy:
    """As for overfitting: what holds the weights down also holds the certainty down."""
    return overfitting(facts, best, right=right)


def best_later(facts: Facts) -> Remedy:
    """Smaller steps, or what holds back, where a network was at its best after very few epochs."""
    why = "the best epoch then comes later, and more is learned until then"
    return choose(
        [*scaled(facts), *calmer(facts, why), DROPOUT, PENALTY, MORE_DATA, *NARROWER],
        facts,
        "Lower the learning rate, so that the best epoch comes later, or hold the network back.",
    )


def settle(facts: Facts, tested: Remedy | None = None, *, longer: bool = False) -> Remedy:
    """Calmer curves, where their wobble hides what there is to see.

    Args:
        facts: what is known.
        tested: what was tried and helps: it is surer, unless the steps are far too large.
        longer: whether the network was still getting better: it then takes twice the epochs too.
    """
    far = choose([*scaled(facts), *too_high(facts)], facts, "")
    schedule = [] if far.change else [COSINE]
    if tested is not None and not far.change:
        return tested
    return choose(
        [
            *scaled(facts),
            *(calmer_and_longer(facts) if longer else [*schedule, *calmer(facts)]),
            Move("batch_size", times(2), "larger batches make calmer curves"),
        ],
        facts,
        "Take a lower learning rate or larger batches, so that the curves wobble less.",
    )
