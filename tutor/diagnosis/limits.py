"""Limits: what a network can't overcome, however long it trains, and the way past it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.diagnosis.history import Facts

Limit = Literal["", "scale", "straight", "order", "steps"]
"""`scale`: some inputs are many times as large as networks and their learning rates are made for.
Those of layers: `straight`: no activation bends, so the network is a linear model. `order`: of a
sequence it sees what occurs, not in which order. `steps`: each step of a sequence is answered
without the others."""

_TOLD: Mapping[Limit, str] = {
    "scale": "The inputs are unscaled: the largest of them are many times as large as 1, so steps "
    "that are right for some weights are far too large or too small for others.",
    "straight": "No layer has an activation that bends, such as ReLU, so this network is a linear "
    "model: it can only draw straight borders.",
    "order": "No layer reads in order: this network sees what occurs in a sequence, not where.",
    "steps": "No layer reads on along a sequence: this network answers each element without "
    "knowing the others.",
}
_BEYOND: Mapping[Limit, str] = {
    "scale": "the same network on standardized inputs",
    "straight": "a network with a hidden layer of ReLU units",
    "order": "a network with a recurrent layer",
    "steps": "a network with a recurrent layer",
}


def told(facts: Facts) -> str:
    """What the limit is, a sentence with a space before it; empty where nothing is known."""
    return f" {_TOLD[facts.limit]}" if facts.limit else ""


def doubt(facts: Facts) -> str:
    """What would speak against a verdict that the limit explains; empty without one."""
    way = beyond(facts.limit)
    return f"{way[:1].upper()}{way[1:]} that does no better either." if way else ""


def beyond(limit: Limit) -> str:
    """The network that the second look tries in place of one with a limit; empty without one."""
    return _BEYOND.get(limit, "")
