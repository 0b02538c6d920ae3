"""The runs that a view holds a run against."""

from __future__ import annotations

import msgspec

from tests.answers.kept import kept
from tests.training.orders import made
from tutor.lab.run import Order, Run, find
from tutor.lab.views.fellows import cell_of, fellows


def trained(
    cell: str, number: int, *, model: bool = True, lesson: str = "none"
) -> tuple[Run, Order]:
    """A run's folder with its settings."""
    order = made("recall", {"recurrent_layers": 1, "cell": cell})
    run = kept(
        order=msgspec.structs.replace(order, lesson=lesson),
        run=f"20260131-1200{number:02d}-1a2b3c", network=model,
    )  # fmt: skip
    return run, run.order()


def _cell(order: Order) -> str | None:
    return cell_of(order.network) or None


def test_the_newest_of_each_other_cell_is_found_and_nothing_else() -> None:
    trained("GRU", 1)
    trained("GRU", 2)
    trained("SimpleRNN", 3, model=False)
    trained("SimpleRNN", 4, lesson="another")
    trained("LSTM", 5)
    run, order = trained("LSTM", 6)
    (find("20260131-120007-1a2b3c").folder).mkdir(parents=True)  # a folder without settings
    assert fellows(run, order, _cell) == ["20260131-120002-1a2b3c"]


def test_cells_are_named_in_the_order_of_their_layers() -> None:
    settings = {"recurrent_layers": 2, "cell": "GRU", "bidirectional": True}
    assert cell_of(made("reviews", settings).network) == "GRU"  # type: ignore[arg-type]
    assert cell_of(made("digits", {}).network) == ""
