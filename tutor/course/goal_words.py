"""What a goal asks for, as people say it: one condition for a list, or all of them in a row."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.goal import DIAGNOSIS, METRICS, Condition, parse, reading
from tutor.lab.knobs import called
from tutor.lab.names import listed
from tutor.lab.tasks import SHARES

_PHRASES = {
    ">=": "at least", "<=": "at most", ">": "over", "<": "under", "==": "exactly", "!=": "not",
}  # fmt: skip
_WITHIN = ("epochs", "seconds")
"""What a training takes; all else that is counted belongs to its network or data."""
_COUNTED = {
    "parameters", "conv_layers", "recurrent_layers", "hidden_layers", "dense_layers", "filters",
    "units", "train_size",
}  # fmt: skip
"""What is counted: a number can stand before its name, as in `at least 30 filters`."""
_SWITCHED = {
    "remove_duplicates": ("copies removed", "copies kept"),
    "class_weights": ("rare classes counting more", "all classes counting alike"),
}
"""What goes with a network whose setting is on or off, where its name alone would not tell."""
_NAMED = {"sequence_length": "sequence length", "corridor_length": "corridor length"}
_OF_DATA = {"leakage", "class imbalance"}
"""Findings on data: a network is not without them, since they may be there and do no harm."""
_ORDER = ("in", "on", "with", "without")
"""In which order the circumstances of a goal are told."""


def in_words(condition: Condition) -> str:
    """A condition alone: `at least 97 % validation accuracy`, `no leakage`, `copies removed`."""
    link, said = _told(condition)
    return {"without": f"no {said}", "on": f"on {said}"}.get(link, said)


def sentence(conditions: Sequence[Condition | str]) -> str:
    """All conditions of a goal: what is to be reached, then under which circumstances.

    Such as `at least 97 % validation accuracy, in at most 20 epochs, without overfitting`.

    Args:
        conditions: read, or as the author wrote them.

    Raises:
        GoalError: one cannot be read.
    """
    told = [_told(parse(one) if isinstance(one, str) else one) for one in conditions]
    reached = listed([said for link, said in told if not link], "and")
    groups = [reached] if reached else []
    for wanted in _ORDER:
        alike = [said for link, said in told if link == wanted]
        if wanted == "without" and alike and set(alike) <= _OF_DATA:
            groups.append(f"no {listed(alike, 'or')} found")
        elif alike:
            groups.append(f"{wanted} {listed(alike, 'or' if wanted == 'without' else 'and')}")
    return ", ".join(groups)


def _told(condition: Condition) -> tuple[str, str]:
    """A condition in words, and what links it to what is reached: one of `_ORDER`, or nothing."""
    name, op, value = condition.name, condition.op, condition.value
    if name == DIAGNOSIS:
        finding = str(value).replace("_", " ")
        return ("without", finding) if op == "!=" else ("", f"a diagnosis of {finding}")
    if isinstance(value, bool):
        return _switch(name, value == (op == "=="))
    if isinstance(value, str):
        return _choice(name, value, "other than " if op == "!=" else "")
    if name in METRICS:
        return "", _metric(name, op, value)
    return _number(name, op, value)


def _number(name: str, op: str, value: float) -> tuple[str, str]:
    """What a run or its network takes, and settings that have a value."""
    said = f"{_PHRASES[op]} {_plain(value)}"
    if name not in _WITHIN and name not in _COUNTED:
        return "with", _valued(_noun(name), op, said, _plain(value))
    noun = reading(name)
    counted = f"{said} {noun.removesuffix('s') if value == 1 else noun}"
    return "in" if name in _WITHIN else "with", counted


def _choice(name: str, value: str, other: str) -> tuple[str, str]:
    """A setting that has one of some names; `other` stands before it where it may not."""
    if name == "form":
        return "on", f"data {other}{value}" if other else value
    return "with", f"{_noun(name)} {other}{value}"


def _switch(name: str, on: bool) -> tuple[str, str]:
    """A setting that is on or off."""
    if name in _SWITCHED:
        return "with", _SWITCHED[name][not on]
    return "with" if on else "without", _noun(name)


def _metric(name: str, op: str, value: float) -> str:
    """A share stands before its name, as `97 % accuracy`, another figure behind it."""
    if name.endswith(SHARES):
        return f"{_PHRASES[op]} {100 * value:g} % {reading(name)}"
    return _valued(reading(name), op, f"{_PHRASES[op]} {_plain(value)}", _plain(value))


def _valued(noun: str, op: str, said: str, value: str) -> str:
    """Something that has a value."""
    article = "an" if noun[0] in "aeiouL" else "a"
    return f"{article} {noun} other than {value}" if op == "!=" else f"{article} {noun} of {said}"


def _noun(name: str) -> str:
    """A setting's name as it stands in a sentence."""
    return _NAMED.get(name) or called(name)


def _plain(value: float) -> str:
    """A number with all its digits, in groups where it is whole."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
