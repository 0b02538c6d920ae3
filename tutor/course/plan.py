"""From what a learner chose to what a worker is told."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.course.advice.reach import most_parameters, within_goal
from tutor.course.lesson import Experiment
from tutor.course.own import adapted, card_of, options_of, refuse_idle
from tutor.datasets.registry import Card
from tutor.lab.architecture import describe
from tutor.lab.names import suggestion
from tutor.lab.network import Network, inputs_of
from tutor.lab.run import Order, new_id
from tutor.lab.settings import Scalar, SettingError, Settings, Value, check, data_options, defaults


def complete(experiment: Experiment, chosen: Mapping[str, Value]) -> Settings:
    """`chosen` with every other setting of the experiment at its default.

    Raises:
        SettingError: a name is unknown or a value is not allowed.
    """
    offered = experiment.offered
    for name, value in chosen.items():
        if name not in offered:
            raise SettingError(f"There is no setting {name!r} here. {suggestion(name, offered)}")
        check(offered[name], value)
    return {**defaults(offered), **chosen}


def network(experiment: Experiment, settings: Settings, own: Card | None = None) -> Network:
    """The network that these settings describe on the experiment's data, or on the learner's own.

    Raises:
        SettingError: the layers don't fit the data, or are more than the budget allows.
    """
    inputs = inputs_of(card_of(experiment, own), _options(experiment, settings, own))
    made = describe(inputs, settings, experiment.network)
    limit = experiment.budget.parameters
    if limit is not None and made.parameters > limit:
        raise SettingError(
            f"This network has {made.parameters:,} parameters; the lesson allows {limit:,}."
        )
    return made


def _options(experiment: Experiment, settings: Settings, own: Card | None) -> dict[str, Scalar]:
    """The options of the data in use."""
    if own is None:
        return data_options(experiment.data, settings)
    return options_of(own, experiment, settings)


def order(
    lesson: str,
    experiment: Experiment,
    chosen: Mapping[str, Value],
    *,
    seed: int | None = None,
    open_test: bool = False,
    own: Card | None = None,
) -> Order:
    """An order with a new run's id.

    Args:
        lesson: the lesson's id.
        experiment: what is tried.
        chosen: the learner's values; what is missing is at its default.
        seed: of the run; the experiment's own where None.
        open_test: whether the test set is evaluated once at the end.
        own: the card of the learner's own data, in place of the lesson's.

    Raises:
        SettingError: a value is not allowed, the network cannot be, the budget forbids it, or the
            learner's data don't fit.
    """
    experiment = _fitting(experiment, chosen, own)
    settings = _affordable(experiment, complete(experiment, chosen))
    dataset = card_of(experiment, own).name
    return Order(
        run=new_id(),
        lesson=lesson,
        experiment=experiment.id,
        task=experiment.task,
        dataset=dataset,
        data_options=_options(experiment, settings, own),
        settings=settings,
        offered=within_goal(experiment, dataset),
        advice=experiment.advice if own is None else [],
        network=network(experiment, settings, own),
        parts=experiment.network,
        seed=experiment.seed if seed is None else seed,
        budget=experiment.budget,
        most_parameters=most_parameters(experiment, dataset),
        open_test=open_test,
    )


def _fitting(experiment: Experiment, chosen: Mapping[str, Value], own: Card | None) -> Experiment:
    """The experiment as it is on the data in use.

    Raises:
        SettingError: the learner's data don't fit, or a chosen value would do nothing with them.
    """
    if own is None:
        return experiment
    fitting = adapted(experiment, own)
    refuse_idle(experiment, own, chosen)
    return fitting


def _affordable(experiment: Experiment, settings: Settings) -> Settings:
    """The settings, which the lesson's budget must allow.

    Raises:
        SettingError: there are more epochs than that.
    """
    limit, epochs = experiment.budget.epochs, settings["epochs"]
    if limit is not None and isinstance(epochs, int) and epochs > limit:
        raise SettingError(f"epochs is {epochs}; the lesson's budget allows {limit}.")
    return settings
