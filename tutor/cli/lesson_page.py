"""One lesson as a page of text: what it teaches, its experiments, and what can be set in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tutor.course.problem import visible
from tutor.lab.text.layout import INDENT, labelled, paragraph

if TYPE_CHECKING:
    from tutor.course.lesson import Experiment, Lesson
    from tutor.lab.run import Budget
    from tutor.lab.settings import Setting, Value

_HEADINGS = ("setting", "default", "allowed")
_EACH = "*"
_LEGEND = "* one value for all layers, or one for each: --set {name}={values}"


def page(lesson: Lesson, width: int) -> str:
    """The whole page, in lines of at most `width` columns."""
    front = lesson.front
    lines = [visible(f"{front.title} ({front.id}), {front.minutes} min")]
    if front.requires:
        lines.append(paragraph(f"Do before: {', '.join(front.requires)}", width))
    if front.objectives:
        lines += ["", "After it you can"]
        lines += [paragraph(visible(text), width, f"{INDENT}- ") for text in front.objectives]
    for experiment in lesson.experiments:
        lines += ["", *experiment_text(experiment, width)]
    lines += ["", f"Open it:   tutor learn {lesson.id}"]
    if lesson.experiments:
        which = " --experiment NAME" if len(lesson.experiments) > 1 else ""
        lines.append(f"Train it:  tutor train {lesson.id}{which} --set NAME=VALUE")
    return "\n".join(lines)


def experiment_text(experiment: Experiment, width: int) -> list[str]:
    """An experiment's data, goal, limits and settings."""
    from tutor.course.goal_words import sentence
    from tutor.datasets.registry import CARDS
    from tutor.lab.knobs import called, value_words

    rows = [("Data", CARDS[experiment.dataset].about)]
    fixed = [
        f"{called(name)} {value_words(name, one)}"
        for name, one in experiment.data.items() if name not in experiment.offered
    ]  # fmt: skip
    if fixed:
        rows.append(("Here", ", ".join(fixed)))
    rows.append(("Goal", sentence(experiment.goal)))
    limits = _limits(experiment.budget)
    if limits:
        rows.append(("Limits", limits))
    table = settings_table(experiment, width)
    return [f"Experiment {visible(experiment.id)}", *labelled(rows, width), "", *table]


def settings_table(experiment: Experiment, width: int) -> list[str]:
    """Every setting with its default and what is allowed, in the order of the screen."""
    offered = experiment.offered
    rows = [
        (setting.name + (_EACH if setting.per_layer else ""), _shown(setting.default),
         setting.allowed())
        for setting in offered.values()
    ]  # fmt: skip
    name, default = (max(len(row[i]) for row in [_HEADINGS, *rows]) for i in (0, 1))
    lines = [
        paragraph(row[2], width, f"{INDENT}{row[0]:<{name}}  {row[1]:<{default}}  ")
        for row in [_HEADINGS, *rows]
    ]
    example = next((one for one in offered.values() if one.per_layer), None)
    if example is not None:
        legend = _LEGEND.format(name=example.name, values=_two(example))
        lines.append(paragraph(legend, width, INDENT))
    return lines


def _two(setting: Setting) -> str:
    """Two values of a setting, as they are typed."""
    values = setting.values
    pair = [setting.low, setting.high] if values is None else [values[0], values[-1]]
    return ",".join(_shown(value) for value in pair)


def _shown(value: Value) -> str:
    """A value as it is typed after `--set NAME=`."""
    if isinstance(value, list):
        return ",".join(_shown(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _limits(budget: Budget) -> str:
    bounds = (
        (budget.epochs, "epochs"), (budget.seconds, "seconds"), (budget.parameters, "parameters")
    )  # fmt: skip
    said = [f"{bound:,g} {noun}" if isinstance(bound, float) else f"{bound:,} {noun}"
            for bound, noun in bounds if bound is not None]  # fmt: skip
    return f"at most {', '.join(said)}" if said else ""


def experiment_object(experiment: Experiment) -> dict[str, Any]:
    """An experiment as plain data, for `--json`."""
    return {
        "id": experiment.id,
        "dataset": experiment.dataset,
        "goal": experiment.goal,
        "settings": [_setting_object(setting) for setting in experiment.offered.values()],
    }


def _setting_object(setting: Setting) -> dict[str, Any]:
    ranged = setting.values is None
    return {
        "name": setting.name,
        "label": setting.title,
        "default": setting.default,
        "choices": setting.values,
        "min": setting.low if ranged else None,
        "max": setting.high if ranged else None,
        "per_layer": setting.per_layer,
    }
