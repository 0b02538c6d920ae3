"""The card of a diagnosis: what to know and to do first, each thing once."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from tests.support import OVERFITTING
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.ui.widgets.diagnosis_card import DiagnosisCard

AUTHOR = "It learned the digits by heart."
AGAIN = "2 changes the network, t trains it again."


class Sheet(App[None]):
    """One card on a screen."""

    def compose(self) -> ComposeResult:
        yield DiagnosisCard(AGAIN)


async def content_of(diagnosis: Diagnosis) -> Content:
    app = Sheet()
    async with app.run_test(size=(80, 24)) as pilot:
        card = app.query_one(DiagnosisCard)
        card.show(diagnosis, AUTHOR)
        await pilot.pause()
        rendered = card.render()
        assert isinstance(rendered, Content)
        return rendered


def emphasized(content: Content) -> set[str]:
    return {content.plain[span.start : span.end] for span in content.spans}


async def test_figures_remedy_and_keys_come_first_and_stand_out() -> None:
    content = await content_of(OVERFITTING)
    evidence, remedy, keys, author, doubt = content.plain.splitlines()
    assert evidence == OVERFITTING.primary.evidence
    assert remedy == "Try: Set dropout to 0.3."
    assert keys == f"r tries this, {AGAIN}"
    assert author == f"In this lesson: {AUTHOR}"
    assert doubt.startswith("What would change this: ")
    assert {"18 %", "12 to 25 %", "epoch 4", remedy, "2", "t"} <= emphasized(content)


async def test_only_the_remedy_stands_out_and_not_its_reason() -> None:
    finding = Finding(
        name="still_improving", confidence=0.9, evidence="It fell.",
        remedy="Set epochs to 15: the loss has not settled yet.",
    )  # fmt: skip
    content = await content_of(Diagnosis((finding,)))
    assert "Try: Set epochs to 15: the loss has not settled yet." in content.plain
    assert "Try: Set epochs to 15" in emphasized(content)


async def test_what_else_was_found_follows() -> None:
    other = Finding(name="large_gap", confidence=0.8, evidence="A gap of 12 %.", remedy="r")
    content = await content_of(Diagnosis((OVERFITTING.primary, other)))
    assert content.plain.splitlines()[-1] == "Also: large gap (80 % sure). A gap of 12 %."
