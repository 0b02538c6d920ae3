"""Limits that a network's layers set: what no training can overcome, and the way past them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.diagnosis.history import Facts

Limit = Literal["", "straight", "order", "steps"]
"""`straight`: no layer bends, so the network is a linear model. `order`: of a sequence it sees what
occurs, not in which order. `steps`: each step of a sequence is answered without the others."""

_TOLD: Mapping[Limit, str] = {
    "straight": "No layer bends, so this network is a linear model: it can only draw straight "
    "borders.",
    "order": "No layer reads in order: this network sees what occurs in a sequence, not where.",
    "steps": "No layer reads on from step to step: this network answers each step without knowing "
    "the others.",
}
_BEYOND: Mapping[Limit, str] = {
    "straight": "a network with a hidden layer that bends",
    "order": "a network with a recurrent layer",
    "steps": "a network with a recurrent layer",
}


def told(facts: Facts) -> str:
    """What the layers can't, a sentence with a space before it; empty where nothing is known."""
    return f" {_TOLD[facts.limit]}" if facts.limit else ""


def beyond(facts: Facts) -> str:
    """The network that the second look tries in place of one with a limit; empty without one."""
    return _BEYOND.get(facts.limit, "")
