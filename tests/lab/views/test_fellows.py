"""The runs that a view holds a run against."""

from __future__ import annotations

import msgspec

from tests.answers.kept import kept
from tests.training.orders import made
from tutor.lab.run import Order, Run, find
from tutor.lab.views.fellows import cell_of, fellows


def trained(
    cell: str, number: int, *, model: bool = True, lesson: str = "none", length: int = 20
) -> tuple[Run, Order]:
    """A run's folder with its settings."""
    order = made("recall", {"recurrent_layers": 1, "cell": cell, "sequence_length": length})
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


def test_of_several_of_a_kind_it_is_one_on_the_same_data_then_the_best() -> None:
    for number in (1, 2, 3):
        trained("GRU", number)
    trained("GRU", 4, length=30)
    run, order = trained("LSTM", 5)
    worth = {"20260131-120002-1a2b3c": 0.9, "20260131-120003-1a2b3c": 0.4,
             "20260131-120004-1a2b3c": 1.0}  # fmt: skip
    assert fellows(run, order, _cell, worth) == ["20260131-120002-1a2b3c"]
    longer, asked = trained("LSTM", 6, length=30)
    assert fellows(longer, asked, _cell, worth) == ["20260131-120004-1a2b3c"]


def test_cells_are_named_in_the_order_of_their_layers() -> None:
    settings = {"recurrent_layers": 2, "cell": "GRU", "bidirectional": True}
    assert cell_of(made("reviews", settings).network) == "GRU"  # type: ignore[arg-type]
    assert cell_of(made("digits", {}).network) == ""
