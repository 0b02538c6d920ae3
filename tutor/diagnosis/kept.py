"""A training whose best weights were kept: what is judged is the network that is left.

It is the one that a training of so many epochs gives, so its curves end there. What came after is
known all the same: going on did not help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.verdict import Finding

_FEWEST_AFTER = 3
"""Of so few epochs after the one that was kept no rise is told."""


_OF_CURVES = ("unstable",)
"""What is told of a course, and not of the weights at its end."""


def place_of(history: History, kept: int | None) -> int | None:
    """How many epochs led to the weights that were kept; None where they are the last ones.

    Args:
        history: of the whole training.
        kept: the epoch's number, as `History.counted` has it.
    """
    numbers: Sequence[int] = history.counted
    if kept is None or kept not in numbers or kept == numbers[-1]:
        return None
    return numbers.index(kept) + 1


def until(
    history: History, facts: Facts, examples: Examples | None, epochs: int
) -> tuple[History, Facts, Examples | None]:
    """The same training as it was after its first so many recorded epochs."""
    part = History(
        metrics={name: column[:epochs] for name, column in history.metrics.items()},
        seconds=history.seconds[:epochs],
        numbers=history.numbers[:epochs],
        layers={name: column[:epochs] for name, column in history.layers.items()},
        initial=history.initial,
        first=history.first,
    )
    if examples is not None and len(examples.losses) == history.epochs:
        examples = Examples(examples.losses[:epochs], examples.correct[:epochs])
    return part, replace(facts, after=history.trained - part.trained), examples


def told(finding: Finding, facts: Facts, kept: int, *, rose: bool) -> Finding:
    """A finding with the fact that its network is not that of the last epoch.

    Args:
        finding: the primary one.
        facts: for whether early stopping kept it.
        kept: the number of its epoch.
        rose: whether validation loss surely rose after it.
    """
    surely = rose and facts.after >= _FEWEST_AFTER
    lowest = f"began to rise after epoch {kept}" if surely else f"was lowest at epoch {kept}"
    early = facts.settings.get("early_stopping")
    who = "early stopping kept" if early else "what was kept are"
    about = "the epochs until then" if finding.name in _OF_CURVES else "them"
    fact = f" Validation loss {lowest}; {who} its weights: this is about {about}."
    return replace(finding, evidence=finding.evidence + fact)
