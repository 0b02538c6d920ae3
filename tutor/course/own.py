"""An experiment on the learner's own data: whether they fit it, and what of it has an effect."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tutor.course.checks.settings import COUNTED_BY
from tutor.course.lesson import Experiment
from tutor.datasets.registry import CARDS, Card, Target
from tutor.lab.knobs import KNOBS
from tutor.lab.settings import Scalar, Setting, SettingError, Settings, data_options
from tutor.lab.tasks import TASKS, task_of

_FORMS: dict[Target, str] = {
    "class": "a folder with a folder of pictures for each class, a CSV file of texts or of "
    "numbers with a label in each row, or an npz file with x and y",
    "next": "a text file (.txt) in UTF-8, which is read character by character",
}
"""What the learner can bring for each target."""


def wanted(experiment: Experiment) -> str:
    """The forms of own data that an experiment can learn from; empty where there are none."""
    return _FORMS.get(TASKS[experiment.task].target, "")


def misfit(experiment: Experiment, card: Card) -> str:
    """Why an experiment cannot learn from data with this card; empty where it can."""
    if task_of(card.target).name == experiment.task:
        return ""
    forms = wanted(experiment)
    allowed = f"Allowed is {forms}." if forms else "It takes no data of your own yet."
    return (
        f"{card.title} doesn't fit this experiment, whose network {TASKS[experiment.task].about}; "
        f"found are data for one that {task_of(card.target).about}. {allowed}"
    )


def adapted(experiment: Experiment, card: Card) -> Experiment:
    """The experiment with only those settings that have an effect on data with this card.

    Raises:
        SettingError: the data don't fit its task.
    """
    reason = misfit(experiment, card)
    if reason:
        raise SettingError(reason)
    idle = idle_settings(experiment, card)
    kept = [setting for setting in experiment.settings if setting.name not in idle]
    return msgspec.structs.replace(experiment, settings=kept)


def idle_settings(experiment: Experiment, card: Card) -> dict[str, str]:
    """The settings that have no effect on data with this card, each with why."""
    offered = experiment.offered
    idle = {name: without_effect(setting, card) for name, setting in offered.items()}
    idle = {name: reason for name, reason in idle.items() if reason}
    for name, setting in offered.items():
        counts = [one for one in COUNTED_BY.get(setting.knob.layers, ()) if one in offered]
        if counts and all(one in idle for one in counts):
            idle.setdefault(name, idle[counts[0]])
    return idle


def refuse_idle(experiment: Experiment, card: Card, names: Iterable[str]) -> None:
    """Refuse settings that have no effect on data with this card.

    Raises:
        SettingError: with the first such name, and why.
    """
    idle = idle_settings(experiment, msgspec.structs.replace(card, name=card.title))
    for name in names:
        if name in idle:
            raise SettingError(f"{name} has no effect on these data: {idle[name]}.")


def without_effect(setting: Setting, card: Card) -> str:
    """Why a setting does nothing with these data; empty where it does something."""
    knob = KNOBS.get(setting.name)
    if knob is None:
        return ""
    if knob.data and setting.name not in card.options:
        return f"{card.name} has no option of that name"
    return knob.misfit(card)


def options_of(card: Card, experiment: Experiment, settings: Settings) -> dict[str, Scalar]:
    """The options that load own data: those on the card, and what is set of the same name."""
    chosen = data_options(experiment.data, settings)
    return {**card.options, **{name: chosen[name] for name in chosen if name in card.options}}


def card_of(experiment: Experiment, card: Card | None) -> Card:
    """The card of the data in use: the learner's own, else the experiment's."""
    return CARDS[experiment.dataset] if card is None else card
