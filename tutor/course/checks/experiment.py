"""What an experiment must be beyond its schema, so that it can be trained and judged."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tutor.course.checks.conditions import condition_faults
from tutor.course.checks.data import data_faults
from tutor.course.checks.quiz import id_faults, quiz_faults
from tutor.course.checks.sayings import saying_faults
from tutor.course.checks.settings import settings_faults, value_faults
from tutor.course.goal import DIAGNOSIS, MEASURES, METRICS, GoalError, evaluate
from tutor.course.lesson import CURVES, VIEWS, Experiment
from tutor.course.problem import Fault, hint, quoted, under
from tutor.datasets.registry import CARDS, Card
from tutor.lab.architecture import describe
from tutor.lab.names import listed
from tutor.lab.network import Network, inputs_of
from tutor.lab.settings import SettingError, Settings, data_options, defaults
from tutor.lab.views import catalog

MAX_EMBEDDING = 1024
MAX_SEED = 2**31 - 1


def experiment_faults(experiment: Experiment) -> Iterator[Fault]:
    """Everything that keeps `experiment` from being trained and judged, its record aside."""
    yield from id_faults(experiment.id)
    yield from data_faults(experiment)
    yield from _views(experiment)
    yield from _bounds(experiment)
    if experiment.predict is not None:
        yield from under("predict", quiz_faults(experiment.predict))
    yield from _goal(experiment)
    yield from _advice(experiment)
    settings = [*settings_faults(experiment.settings)]
    yield from settings
    if not settings:
        yield from _reference(experiment)


def _views(experiment: Experiment) -> Iterator[Fault]:
    """Views that there are not, that are named twice, or that the data don't have."""
    card = CARDS.get(experiment.dataset)
    fitting = None if card is None else _fitting(card, experiment)
    for place, view in enumerate(experiment.views, 1):
        if view not in VIEWS:
            near = hint(view, VIEWS)
            yield Fault(f"views[{place}]", f"there is no view {quoted(view)}; {near}")
        elif view in experiment.views[: place - 1]:
            yield Fault(f"views[{place}]", f"found {quoted(view)} a second time")
        elif fitting is not None and view not in fitting:
            allowed = f"{experiment.dataset} has {listed(fitting)}"
            yield Fault(f"views[{place}]", f"found {quoted(view)}; {allowed}")


def _fitting(card: Card, experiment: Experiment) -> list[str]:
    """The views that networks on these data have; every one has curves."""
    options = {name: value for name, value in experiment.data.items() if name in card.options}
    try:
        inputs = inputs_of(card, options)
    except (TypeError, ValueError):  # an option's value is at fault, which is told elsewhere
        inputs = inputs_of(card)
    return [CURVES, *(view.name for view in catalog.fitting(inputs, experiment.dataset))]


def _bounds(experiment: Experiment) -> Iterator[Fault]:
    budget = experiment.budget
    for name in ("epochs", "seconds", "parameters"):
        value = getattr(budget, name)
        if value is not None and not (math.isfinite(value) and value > 0):
            yield Fault(f"budget.{name}", f"found {quoted(value)}; allowed are numbers above 0")
    if not 0 <= experiment.seed <= MAX_SEED:
        yield Fault("seed", f"found {quoted(experiment.seed)}; allowed is 0 to {MAX_SEED}")
    if not 1 <= experiment.network.embedding <= MAX_EMBEDDING:
        found = quoted(experiment.network.embedding)
        yield Fault("network.embedding", f"found {found}; allowed is 1 to {MAX_EMBEDDING}")


def _goal(experiment: Experiment) -> Iterator[Fault]:
    """The goal's conditions, and those of the author's words."""
    if not experiment.goal:
        yield Fault("goal", "found no condition; allowed is at least one")
    known = {*METRICS, *MEASURES, DIAGNOSIS, *experiment.offered}
    lacks = "this experiment offers no setting"
    yield from condition_faults(experiment.goal, "goal", known, lacks, experiment.offered)
    yield from saying_faults(experiment, known)


def _advice(experiment: Experiment) -> Iterator[Fault]:
    """Settings that advice is to keep to and that are not offered, or are named twice."""
    for place, name in enumerate(experiment.advice, 1):
        if name not in experiment.offered:
            near = hint(name, experiment.offered)
            message = f"this experiment offers no setting {quoted(name)}; {near}"
            yield Fault(f"advice[{place}]", message)
        elif name in experiment.advice[: place - 1]:
            yield Fault(f"advice[{place}]", f"found {quoted(name)} a second time")


def _reference(experiment: Experiment) -> Iterator[Fault]:
    """The defaults and the reference: each value, the networks, the budget, the settled goals."""
    offered = experiment.offered
    faults = []
    for name, value in experiment.reference.items():
        if name not in offered:
            near = hint(name, offered)
            message = f"this experiment offers no setting {quoted(name)}; {near}"
            faults.append(Fault(f"reference.{name}", message))
        else:
            faults += value_faults(f"reference.{name}", offered[name], value)
    yield from faults
    if faults or experiment.dataset not in CARDS:
        return
    usual = defaults(offered)
    reference = {**usual, **experiment.reference}
    if reference == usual:
        yield Fault("reference", "sets nothing that differs from the defaults, which must not win")
    for field, settings in (("settings", usual), ("reference", reference)):
        try:
            options = data_options(experiment.data, settings)
            inputs = inputs_of(CARDS[experiment.dataset], options)
            network = describe(inputs, settings, experiment.network)
        except SettingError as error:
            yield Fault(field, f"these settings make no network: {error}")
            continue
        yield from _afforded(experiment, settings, network, field)
        if field == "reference":
            yield from _settled(experiment, settings, network)


def _afforded(
    experiment: Experiment, settings: Settings, network: Network, field: str
) -> Iterator[Fault]:
    """Where the budget is below what these settings need."""
    budget, epochs = experiment.budget, settings["epochs"]
    whose = "the defaults need" if field == "settings" else "the reference needs"
    if budget.epochs is not None and isinstance(epochs, int | float) and budget.epochs < epochs:
        yield Fault("budget.epochs", f"found {budget.epochs}; {whose} {epochs:g}")
    if budget.parameters is not None and budget.parameters < network.parameters:
        message = f"found {budget.parameters:,}; {whose} {network.parameters:,}"
        yield Fault("budget.parameters", message)


def _settled(experiment: Experiment, settings: Settings, network: Network) -> Iterator[Fault]:
    """Conditions that the reference fails before any training."""
    epochs = settings["epochs"]
    for place, text in enumerate(experiment.goal, 1):
        try:
            [outcome] = evaluate(
                [text], metrics={}, diagnosis=None, settings=settings,
                parameters=network.parameters, epochs=epochs if isinstance(epochs, int) else None,
            )  # fmt: skip
        except GoalError:
            continue
        if not outcome.met and outcome.condition.name in {*settings, "parameters"}:
            message = f"the reference fails {quoted(text)}: there it is {quoted(outcome.value)}"
            yield Fault(f"goal[{place}]", message)
