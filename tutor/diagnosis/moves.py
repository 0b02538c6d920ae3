"""One move: a setting, the value wished for it, and the choice of the first that can be made.

Moves never leave `Facts.choices`, and never touch a setting whose layers the network has not got.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutor.diagnosis.digits import in_digits
from tutor.diagnosis.history import Facts
from tutor.diagnosis.verdict import Remedy as Remedy
from tutor.diagnosis.verdict import Value

_LAYERS: dict[str, tuple[str, ...]] = {
    "filters": ("conv_layers",),
    "kernel_size": ("conv_layers",),
    "pooling": ("conv_layers",),
    "cell": ("recurrent_layers",),
    "bidirectional": ("recurrent_layers",),
    "units": ("recurrent_layers", "hidden_layers", "dense_layers"),
    "activation": ("conv_layers", "recurrent_layers", "hidden_layers", "dense_layers"),
}
"""Settings that do something only where one of these counts is above zero."""

_OF_EACH = ("filters", "kernel_size", "units", "activation")
"""Settings of which each layer has its own."""

COUNTS = ("conv_layers", "recurrent_layers", "hidden_layers", "dense_layers")
_WHOLE = (*COUNTS, "filters", "kernel_size", "units", "batch_size", "epochs", "train_size",
          "early_stopping", "corridor_length")  # fmt: skip
_WORDS = {
    "conv_layers": "convolutional layers",
    "recurrent_layers": "recurrent layers",
    "hidden_layers": "hidden layers",
    "dense_layers": "dense layers",
    "kernel_size": "kernel size",
    "l2": "the L2 penalty",
    "learning_rate": "the learning rate",
    "batch_size": "the batch size",
    "schedule": "the learning-rate schedule",
    "train_size": "the number of training examples",
    "units": "units",
    "corridor_length": "the length of the corridor",
    "filters": "filters",
    "activation": "the activation",
    "optimizer": "the optimizer",
    "early_stopping": "the patience of early stopping",
    "epochs": "epochs",
    "cell": "the recurrent cell",
    "scaling": "the scaling of the data",
    "global_clipnorm": "the largest norm of a gradient",
    "bidirectional": "reading",
    "batch_norm": "batch normalization",
    "class_weights": "rare classes count more",
    "remove_duplicates": "copies removed",
}
"""Settings as the builder calls them where the lesson has no name of its own, in a sentence."""

_STATES = {"bidirectional": ("one way", "both ways")}
"""What is set by two words of its own, and not switched off and on."""


@dataclass(frozen=True, slots=True)
class Move:
    """A setting to change.

    Attributes:
        setting: its name.
        target: from the present number to the wished one; equal to it where no move is wanted.
        why: the reason, a clause after a colon.
        word: for settings that take names or yes and no, what to choose; `target` is not used
            then.
        beside: what is set with it, where the lesson offers that.
        instead_of: the present names that `word` may replace; any where empty.
    """

    setting: str
    target: Callable[[float], float] = float
    why: str = ""
    word: str | bool = ""
    instead_of: tuple[str, ...] = ()
    beside: Mapping[str, Value] = field(default_factory=dict)


def choose(moves: Sequence[Move], facts: Facts, otherwise: str, *, placed: bool = False) -> Remedy:
    """The first move that can be made, and the further ones; or the words `otherwise`.

    Args:
        moves: in order of preference.
        facts: what is known.
        otherwise: what to do where none can be made; empty where that is not told.
        placed: whether these words say themselves what a lesson has for it.
    """
    found: list[Remedy] = []
    for move in moves:
        value = _moved(move, facts)
        if value is None:
            continue
        change = {move.setting: value} | _beside(move, facts)
        if change not in [one.change for one in found] and facts.fits(change):
            why = f": {move.why}." if move.why else "."
            found.append(Remedy(f"{_deeds(change, facts)}{why}", change))
    if not found:
        return Remedy(f"{otherwise}{'' if placed or not otherwise else _in_lesson(moves, facts)}")
    return replace(found[0], further=tuple(found[1:]))


def _in_lesson(moves: Sequence[Move], facts: Facts) -> str:
    """Why no setting of a lesson carries it out, a sentence after a space; empty without one."""
    if not facts.choices:
        return ""
    wished = [move.setting for move in moves]
    names = fields(wished, facts)
    if not names:
        aside = [
            _named(name, facts) for name in dict.fromkeys(wished)
            if name in facts.aside and _applies(name, facts)
        ]  # fmt: skip
        if not aside:
            return " This lesson offers no setting for that."
        about = _listed([_named(name, facts) for name in facts.choices if name not in facts.aside])
        return f" Of what helps, Build has {_listed(aside)}, but this step is about {about}."
    return f" In Build, {names} would serve, but no better value is left there."


def fields(settings: Sequence[str], facts: Facts) -> str:
    """Those of some settings that a lesson offers and the network has layers for, in words."""
    offered = [name for name in dict.fromkeys(settings) if facts.choices.get(name)]
    named = [_named(name, facts) for name in offered if _applies(name, facts)]
    return _listed(named) if named else ""


def _named(name: str, facts: Facts) -> str:
    """A setting in a sentence, as the lesson or the builder calls it."""
    return facts.labels.get(name) or _WORDS.get(name, name.replace("_", " "))


def _beside(move: Move, facts: Facts) -> dict[str, Value]:
    """What a move sets besides, as far as the lesson offers it and it is not so already."""
    return {
        name: value
        for name, value in move.beside.items()
        if allowed(value, facts.choices.get(name, ())) and facts.settings.get(name) != value
    }


def together(change: Mapping[str, Value], facts: Facts, why: str) -> Remedy | None:
    """Several settings at once; None where one of them can't be set so, or none is named.

    Args:
        change: the settings with their new values.
        facts: what is known.
        why: the reason, a clause after a colon.
    """
    possible = all(allowed(value, facts.choices.get(name, ())) for name, value in change.items())
    if not change or not possible or not facts.fits(change):
        return None
    return Remedy(f"{_deeds(change, facts)}: {why}.", dict(change))


def _deeds(change: Mapping[str, Value], facts: Facts) -> str:
    """What is to be set and to be switched, in words: `Set a to 1, b to 2 and c to 3`."""
    sets, switches = list[str](), list[str]()
    for name, value in change.items():
        words = _named(name, facts)
        if name in _STATES:
            sets.append(f"{words} to {_STATES[name][bool(value)]}")
        elif isinstance(value, bool):
            switches.append(f"switch “{words}” {'on' if value else 'off'}")
        else:
            each = " in each layer" if _of_several(name, change, facts) else ""
            sets.append(f"{words} to {_written(_for_all(name, value, change, facts))}{each}")
    parts = [f"set {_listed(sets)}"] if sets else []
    said = _listed(parts + switches)
    return said[:1].upper() + said[1:]


def _for_all(name: str, value: Value, change: Mapping[str, Value], facts: Facts) -> Value:
    """A value for each layer: the last one of a list is that of all further ones."""
    if name not in _OF_EACH or not isinstance(value, list) or not value:
        return value
    return [*value, *[value[-1]] * (_layers(name, change, facts) - len(value))]


def _of_several(name: str, change: Mapping[str, Value], facts: Facts) -> bool:
    """Whether a setting is of layers of which the network has several after a change."""
    several = name in _OF_EACH and not isinstance(change[name], list)
    return several and _layers(name, change, facts) > 1


def _layers(name: str, change: Mapping[str, Value], facts: Facts) -> int:
    """How many layers have a setting of their own after a change."""
    after = {**facts.settings, **change}
    numbers = [after.get(count) for count in _LAYERS[name]]
    return sum(value for value in numbers if isinstance(value, int))


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def allowed(value: Value, choices: Sequence[object]) -> bool:
    """Whether a value, or each in a list of them, is among those that the lesson allows."""
    if isinstance(value, list):
        return all(allowed(one, choices) for one in value)
    if value in choices or not isinstance(choices, tuple) or len(choices) != 2:
        return value in choices
    numbers = [float(one) for one in (*choices, value) if isinstance(one, int | float)]
    return len(numbers) == 3 and numbers[0] <= numbers[2] <= numbers[1]


def _written(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    return in_digits(value) if isinstance(value, float) else str(value)


def _moved(move: Move, facts: Facts) -> Value | None:
    """The value after the move; None where the lesson or the network has no room for it."""
    choices = facts.choices.get(move.setting)
    present = facts.settings.get(move.setting)
    if not choices or present is None or not _applies(move.setting, facts):
        return None
    values = list(present) if isinstance(present, list | tuple) else [present]
    if move.word:
        replaceable = not move.instead_of or any(value in move.instead_of for value in values)
        different = any(value != move.word for value in values)
        return move.word if replaceable and different and move.word in choices else None
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if not numbers:
        return None
    found = _nearest(max(numbers), move.target(max(numbers)), choices)
    if found is None:
        return None
    if move.setting in _WHOLE:
        return round(found)
    tidy = float(f"{found:.2g}")
    return tidy if allowed(tidy, choices) else found


def _applies(name: str, facts: Facts) -> bool:
    counts = [facts.settings[count] for count in _LAYERS.get(name, ()) if count in facts.settings]
    numbers = [value for value in counts if isinstance(value, int | float)]
    return not numbers or any(value > 0 for value in numbers)


def _nearest(present: float, target: float, allowed: Sequence[object]) -> float | None:
    """The allowed number nearest to `target` on its side of `present`; None where there is none."""
    numbers = [float(value) for value in allowed if isinstance(value, int | float)]
    if target == present or len(numbers) != len(allowed) or not numbers:
        return None
    if isinstance(allowed, tuple) and len(allowed) == 2:
        numbers = [min(max(target, numbers[0]), numbers[1])]
    up = target > present
    beyond = [number for number in numbers if (number > present if up else number < present)]
    return min(beyond, key=lambda number: abs(number - target), default=None)
