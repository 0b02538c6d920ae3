"""What to do about a policy that learns by playing: memory, more games, smaller steps, more epochs.

Nothing here asks for validation examples or labels: a game has neither.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.diagnosis.digits import in_digits
from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, Remedy, allowed, choose
from tutor.diagnosis.rates import adaptive, rate_of, too_high, too_low
from tutor.diagnosis.wishes import plus, times

_RATE, _LOW, _HIGH = 0.01, 0.003, 0.03
"""A usual learning rate of optimizers that scale each weight's step, and the bounds of the usual.
"""

_MEMORY = Move(
    "recurrent_layers", plus(1),
    "what is seen at one step may not tell what to do; a memory carries what was seen before",
)  # fmt: skip
_GAMES = Move("batch_size", times(4), "what an epoch learns is then less a matter of chance")
_LONGER_TRAINING = Move("epochs", times(2), "it still tries other actions, so it may yet win more")
_SETTLING = Move("epochs", times(2), "it still tries other actions: it has yet to settle on these")
_SMALLER = Move("learning_rate", times(0.3), "the policy settles later, and tries out more before")
_SLOWER = 3
"""About so many times the epochs go with smaller steps."""
_CALMER = Move("learning_rate", times(0.3), "smaller steps undo less of what was learned")
_SHORTER = Move("corridor_length", times(0.5), "there are fewer steps to remember over")
_LONGER = Move(
    "corridor_length", times(2), "see whether the network also remembers over more steps"
)
_SMALLER_NETWORK = Move("units", times(0.5), "see whether a smaller network plays as well")


def without_memory(facts: Facts) -> bool:
    """Whether the network is known to have no recurrent layer."""
    return facts.settings.get("recurrent_layers") == 0


def stuck(facts: Facts, *, exploring: bool = False) -> Remedy:
    """A memory where there is none, then what lets it find out more before it settles.

    Args:
        facts: what is known.
        exploring: whether it has not settled yet, so that the same for longer may do.
    """
    if without_memory(facts):
        return choose(
            [_MEMORY],
            facts,
            "Give the network a memory (a recurrent layer): what it sees at one step may not tell "
            "what to do there.",
        )
    far = _usual_rate(facts)
    first = f"Try a usual learning rate first: {far[0].why}. " if far else ""
    others = [*([_LONGER_TRAINING] if exploring else []), _GAMES, _SHORTER]
    if far:  # whatever else is changed, at such a rate it shows nothing
        others = [replace(move, beside={"learning_rate": _RATE}) for move in others]
    return choose(
        [*far, *others, *([] if far else [_smaller(facts)])],
        facts,
        f"{first}Play more games in each epoch, so that chance weighs less, or make the game "
        "easier: less to remember, over fewer steps.",
    )


def _smaller(facts: Facts) -> Move:
    """Smaller steps, with as many more epochs as they take and the lesson allows."""
    epochs, choices = facts.settings.get("epochs"), facts.choices.get("epochs", ())
    if not isinstance(epochs, int):
        return _SMALLER
    most = max((one for one in choices if isinstance(one, int | float)), default=epochs)
    longer = min(_SLOWER * epochs, int(most))
    if longer <= epochs or not allowed(longer, choices):
        return _SMALLER
    why = "the policy settles later, tries out more before, and takes more epochs for it"
    return replace(_SMALLER, why=why, beside={"epochs": longer})


def calm(facts: Facts, *, exploring: bool = False) -> Remedy:
    """Steps that undo less, or more games to a step; before these more epochs, for who explores.

    Args:
        facts: what is known.
        exploring: whether it has not settled yet: what it won once was then hardly learned.
    """
    return choose(
        [*_usual_rate(facts), *([_SETTLING] if exploring else []), _CALMER, _GAMES],
        facts,
        "Lower the learning rate, or play more games in each epoch, so that single steps undo "
        "less.",
    )


def won(facts: Facts) -> Remedy:
    """What to try next: a harder game, a smaller network, other luck."""
    return choose(
        [_LONGER, _SMALLER_NETWORK],
        facts,
        "Nothing needs mending. Train it with another seed: where rewards teach, luck plays a "
        "large part.",
        placed=True,
    )


def more_games(facts: Facts) -> Remedy:
    """More games an epoch, where so few can't tell."""
    return choose([_GAMES], facts, "Play more games in each epoch: these are too few to tell.")


def _usual_rate(facts: Facts) -> list[Move]:
    """Back to a usual learning rate from far off; none where it is not far.

    A policy takes one step an epoch, so usual rates are larger than where each epoch has many: all
    players that were tried at 0.1 or at 0.001 and less failed for 150 epochs, most of those at 0.01
    did not.
    """
    rate = rate_of(facts)
    if rate is None or not adaptive(facts):
        return [*too_high(facts), *too_low(facts)]
    if _LOW <= rate <= _HIGH:
        return []
    why = "steps jump too far" if rate > _HIGH else "steps hardly move the weights"
    return [Move("learning_rate", lambda _rate: _RATE, f"at {in_digits(rate)}, {why}")]
