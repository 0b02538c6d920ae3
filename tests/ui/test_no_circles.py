"""The key that does what is advised never turns back to what was tried and did no better."""

from __future__ import annotations

from textual.widgets import Static

from tests.support import CURVES
from tests.ui.conftest import Beds
from tests.ui.steps import status_of, training, until
from tutor.diagnosis.verdict import Diagnosis, Finding, Remedy

BACK = Finding(
    name="underfitting", confidence=0.9, evidence="Both are low.", remedy="Set dropout to 0: less.",
    change={"dropout": 0.0}, further=(Remedy("Set epochs to 12: longer.", {"epochs": 12}),),
)  # fmt: skip


async def test_the_next_remedy_is_taken_and_then_the_card_tells_what_was_tried(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: "79.0 %" in status_of(bed))
        await pilot.press("r")
        await until(pilot, lambda: len(bed.worker.orders) == 2)
        bed.worker.begin()
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.8}, diagnosis=Diagnosis((BACK,)))
        await until(pilot, lambda: "80.0 %" in status_of(bed))
        card = bed.app.screen.query_one("#run-diagnosis", Static)
        assert " r  Set epochs to 12 and train again" in str(card.render())
        await pilot.press("r")
        await until(pilot, lambda: len(bed.worker.orders) == 3)
        first, second, third = (order.settings for order in bed.worker.orders)
        assert second == {**first, "dropout": 0.3}
        assert third == {**second, "epochs": 12}
