"""Whether an experiment and its data set fit: the task, the options, and what settings allow."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.course.lesson import Experiment
from tutor.course.own import without_effect
from tutor.course.problem import Fault, hint, quoted
from tutor.datasets.registry import CARDS, Card, Scalar
from tutor.lab.knobs import KNOBS
from tutor.lab.settings import Setting
from tutor.lab.tasks import TASKS, task_of


def data_faults(experiment: Experiment) -> Iterator[Fault]:
    """Everything that is wrong between an experiment and the data that it names."""
    card = CARDS.get(experiment.dataset)
    if card is None:
        near = hint(experiment.dataset, CARDS)
        yield Fault("dataset", f"there is no data set {quoted(experiment.dataset)}; {near}")
        return
    yield from _task(experiment, card)
    for place, setting in enumerate(experiment.settings, 1):
        reason = without_effect(setting, card)
        if reason:
            yield Fault(f"settings[{place}].name", f"{setting.name} has no effect here: {reason}")
        else:
            yield from (fault.under(f"settings[{place}]") for fault in _beyond(setting, card))
    for name, value in experiment.data.items():
        yield from _option(f"data.{name}", name, value, card)


def _task(experiment: Experiment, card: Card) -> Iterator[Fault]:
    fitting = task_of(card.target).name
    if experiment.task not in TASKS:
        yield Fault(
            "task", f"there is no task {quoted(experiment.task)}; {hint(experiment.task, TASKS)}"
        )
    elif experiment.task != fitting:
        yield Fault(
            "task", f"found {quoted(experiment.task)}; {card.name} is for {quoted(fitting)}"
        )


def _option(field: str, name: str, value: Scalar, card: Card) -> Iterator[Fault]:
    """What is wrong with one option that the lesson fixes."""
    if name not in card.options:
        near = hint(name, card.options) if card.options else "it has none"
        yield Fault(field, f"{card.name} has no option {quoted(name)}; {near}")
    elif not _alike(value, card.options[name]):
        default = quoted(card.options[name])
        yield Fault(field, f"found {quoted(value)}; allowed are values like {default}")
    elif name in card.ranges and not _within(value, card.ranges[name]):
        yield Fault(field, f"found {quoted(value)}; {_allowed(name, card)}")
    elif name in KNOBS and KNOBS[name].choices and value not in KNOBS[name].choices:
        yield Fault(field, f"found {quoted(value)}; {hint(str(value), KNOBS[name].choices)}")


def _beyond(setting: Setting, card: Card) -> Iterator[Fault]:
    """Where a setting that is an option of the data goes beyond what the data can do."""
    if setting.name not in card.ranges or setting.name not in KNOBS:
        return
    bounds = card.ranges[setting.name]
    values: dict[str, object] = {"default": setting.default}
    for place, choice in enumerate(setting.choices or [], 1):
        values[f"choices[{place}]"] = choice
    if setting.choices is None:
        values |= {"min": setting.low, "max": setting.high}
    for field, value in values.items():
        if _within(value, bounds):
            continue
        absent = field in {"min", "max"} and getattr(setting, field) is None
        shown = f"{value:g}" if isinstance(value, float) else quoted(value)
        found = f"found none, which allows {shown}" if absent else f"found {shown}"
        yield Fault(field, f"{found}; {_allowed(setting.name, card)}")


def _within(value: object, bounds: tuple[float, float]) -> bool:
    """Whether a number is within `bounds`; what is no number is told elsewhere."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return bounds[0] <= value <= bounds[1]


def _allowed(name: str, card: Card) -> str:
    low, high = card.ranges[name]
    return f"{name} of {card.name} may be {low:g} to {high:g}"


def _alike(value: object, default: object) -> bool:
    """Whether an option's value has its default's type; a whole number serves as a number."""
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
