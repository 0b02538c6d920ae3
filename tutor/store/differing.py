"""In what the runs of a list differ: the settings that are not the same in all of an experiment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tutor.course.run_figures import setting_text
from tutor.lab.settings import Value
from tutor.store.runs import RunRow


@dataclass(frozen=True, slots=True)
class Differing:
    """What tells runs from each other.

    Attributes:
        name: of the one setting in which they differ; empty where it is another in some of them.
        told: by each run's id its value of that one, else names and values.
    """

    name: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def differing(rows: Sequence[RunRow], named: Callable[[RunRow, str], str]) -> Differing:
    """What tells each run from the others of its experiment.

    It is `learning rate 0.01; units 32`, or the seed where no setting differs; nothing for a run
    that is the only one of its experiment.

    Args:
        rows: the runs.
        named: how the lesson of a run calls a setting.
    """
    groups: dict[tuple[str, str], list[RunRow]] = defaultdict(list)
    for row in rows:
        if not row.problem:
            groups[row.lesson, row.experiment].append(row)
    found = {row.run: _told(row, group, named) for group in groups.values() for row in group}
    names = {name for told in found.values() for name, _ in told}
    if len(names) == 1 and all(found.values()):
        return Differing(names.pop(), {run: told[0][1] for run, told in found.items()})
    joined = {run: "; ".join(map(" ".join, told)) for run, told in found.items()}
    return Differing("", joined)


def _told(
    row: RunRow, group: Sequence[RunRow], named: Callable[[RunRow, str], str]
) -> list[tuple[str, str]]:
    """Names and values of what differs in a run, first what it shares with the fewest others."""
    ranks = {
        name: _rank(value, [other.settings.get(name) for other in group])
        for name, value in row.settings.items()
    }
    names = sorted((name for name in ranks if ranks[name][0] < len(group)), key=ranks.__getitem__)
    told = [(named(row, name), setting_text(row.settings[name])) for name in names]
    if not told and any(other.seed != row.seed for other in group):
        told = [("seed", str(row.seed))]
    return told


def _rank(value: Value, values: Sequence[Value | None]) -> tuple[int, int]:
    """How many have a value; and how many values there are, as what is else constant stands out."""
    return values.count(value), len({repr(one) for one in values})
