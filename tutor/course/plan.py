"""From what a learner chose to what a worker is told."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.course.lesson import Experiment
from tutor.datasets import registry
from tutor.lab.architecture import describe
from tutor.lab.names import suggestion
from tutor.lab.network import Network, inputs_of
from tutor.lab.run import Order, new_id
from tutor.lab.settings import SettingError, Settings, Value, check, data_options, defaults


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


def network(experiment: Experiment, settings: Settings) -> Network:
    """The network that these settings describe on the experiment's data.

    Raises:
        SettingError: the layers don't fit the data, or are more than the budget allows.
    """
    card = registry.CARDS[experiment.dataset]
    inputs = inputs_of(card, data_options(experiment.data, settings))
    made = describe(inputs, settings, experiment.network)
    limit = experiment.budget.parameters
    if limit is not None and made.parameters > limit:
        raise SettingError(
            f"This network has {made.parameters:,} parameters; the lesson allows {limit:,}."
        )
    return made


def order(
    lesson: str,
    experiment: Experiment,
    chosen: Mapping[str, Value],
    *,
    seed: int | None = None,
    open_test: bool = False,
) -> Order:
    """An order with a new run's id.

    Args:
        lesson: the lesson's id.
        experiment: what is tried.
        chosen: the learner's values; what is missing is at its default.
        seed: of the run; the experiment's own where None.
        open_test: whether the test set is evaluated once at the end.

    Raises:
        SettingError: a value is not allowed, the network cannot be, or the budget forbids it.
    """
    settings = complete(experiment, chosen)
    limit, epochs = experiment.budget.epochs, settings["epochs"]
    if limit is not None and isinstance(epochs, int) and epochs > limit:
        raise SettingError(f"epochs is {epochs}; the lesson's budget allows {limit}.")
    return Order(
        run=new_id(),
        lesson=lesson,
        experiment=experiment.id,
        task=experiment.task,
        dataset=experiment.dataset,
        data_options=data_options(experiment.data, settings),
        settings=settings,
        offered=list(experiment.offered.values()),
        network=network(experiment, settings),
        seed=experiment.seed if seed is None else seed,
        budget=experiment.budget,
        open_test=open_test,
    )
