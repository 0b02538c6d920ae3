"""Orders for any data set, without a lesson."""

from __future__ import annotations

from tutor.datasets.registry import CARDS, Scalar
from tutor.lab.architecture import describe
from tutor.lab.network import Parts, inputs_of
from tutor.lab.run import Order, new_id
from tutor.lab.settings import Settings
from tutor.lab.tasks import task_of


def made(
    dataset: str,
    settings: Settings,
    *,
    options: dict[str, Scalar] | None = None,
    seed: int = 1,
    parts: Parts | None = None,
    open_test: bool = False,
) -> Order:
    """An order with a new run's id for the network that `settings` ask for."""
    card = CARDS[dataset]
    return Order(
        run=new_id(), lesson="none", experiment="none", task=task_of(card.target).name,
        dataset=dataset, data_options=options or {}, settings={"epochs": 1, **settings},
        network=describe(inputs_of(card, options), settings, parts), seed=seed,
        open_test=open_test,
    )  # fmt: skip
