"""In what the runs of a list differ: the settings that are not the same in all of an experiment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tutor.course.run_figures import setting_text
from tutor.store.runs import RunRow


@dataclass(frozen=True, slots=True)
class Differing:
    """What tells runs from each other.

    Attributes:
        name: of the setting that varies most; empty where it is another in some experiments.
        told: by each run's id its value of that one, then names and values of what is rare.
    """

    name: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def differing(rows: Sequence[RunRow], named: Callable[[RunRow, str], str]) -> Differing:
    """What tells each run from the others of its experiment.

    It is the setting that has the most values, whose name is told once, over all: `0.01`. What a
    run has besides and few others have follows with its name: `0.01; units 32`. It is the seed
    where no setting differs; nothing for a run that is the only one of its experiment.

    Args:
        rows: the runs.
        named: how the lesson of a run calls a setting.
    """
    groups: dict[tuple[str, str], list[RunRow]] = defaultdict(list)
    for row in rows:
        if not row.problem:
            groups[row.lesson, row.experiment].append(row)
    found = {row.run: _told(row, group, named) for group in groups.values() for row in group}
    names = {told[0][0] for told in found.values() if told}
    name = names.pop() if len(names) == 1 else ""
    return Differing(name, {run: _joined(told, name) for run, told in found.items()})


def _joined(told: Sequence[tuple[str, str]], name: str) -> str:
    """Names and values in a line; of the first the value alone where its name stands over all."""
    return "; ".join(value if one == name else f"{one} {value}" for one, value in told)


def _told(
    row: RunRow, group: Sequence[RunRow], named: Callable[[RunRow, str], str]
) -> list[tuple[str, str]]:
    """Names and values of what differs in a run: what varies most, then what is rare in it."""
    values = {name: [repr(one.settings.get(name)) for one in group] for name in row.settings}
    varied = sorted(
        (name for name in values if len(set(values[name])) > 1),
        key=lambda name: -len(set(values[name])),
    )
    if not varied:
        other = any(one.seed != row.seed for one in group)
        return [("seed", str(row.seed))] if other else []
    usual = {name: Counter(values[name]).most_common(1)[0][0] for name in varied}
    names = [name for name in varied[1:] if repr(row.settings[name]) != usual[name]]
    return [
        (named(row, name), setting_text(row.settings[name], name)) for name in (varied[0], *names)
    ]
