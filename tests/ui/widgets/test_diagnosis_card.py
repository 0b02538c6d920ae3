"""The card of a diagnosis: what to know and to do first, each thing once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tests.support import OVERFITTING
from tutor.diagnosis.meaning import meaning, title
from tutor.diagnosis.verdict import NAMES, Diagnosis, Finding, Value
from tutor.ui.widgets.diagnosis_card import DiagnosisCard

AUTHOR = "It learned the digits by heart."
AGAIN = "2 changes the network, t trains it again."


class Sheet(App[None]):
    """One card on a screen."""

    def __init__(self, again: str) -> None:
        super().__init__()
        self._again = again

    def compose(self) -> ComposeResult:
        yield DiagnosisCard(self._again)


async def content_of(
    diagnosis: Diagnosis, again: str = AGAIN, author: str = AUTHOR, *, reached: bool = False
) -> Content:
    app = Sheet(again)
    async with app.run_test(size=(80, 24)) as pilot:
        card = app.query_one(DiagnosisCard)
        card.show(diagnosis, author, reached=reached)
        await pilot.pause()
        rendered = card.render()
        assert isinstance(rendered, Content)
        return rendered


def emphasized(content: Content) -> set[str]:
    return {content.plain[span.start : span.end] for span in content.spans}


def advice(remedy: str, change: dict[str, Value] | None = None, name: str = "large_gap") -> Finding:
    return Finding(
        name=name, confidence=0.9, evidence="It fell.", remedy=remedy, change=change or {}
    )


async def told(finding: Finding, again: str = AGAIN) -> list[str]:
    """The lines that say what to do and why."""
    content = await content_of(Diagnosis((finding,)), again, author="")
    lines = content.plain.splitlines()
    assert lines[0] == meaning(finding.name)
    assert lines[2] == finding.evidence
    return [lines[1], *lines[3:]]


async def test_the_sentence_and_the_key_come_first_then_the_figures_and_what_is_for_readers() -> (
    None
):
    content = await content_of(OVERFITTING)
    sentence, deed, evidence, other, author, doubt = content.plain.splitlines()
    assert sentence == meaning("overfitting")
    assert deed == " r  Set dropout to 0.3 and train again"
    assert evidence == OVERFITTING.primary.evidence
    assert other == f"Instead of r: {AGAIN}"
    assert author == f"In this lesson: {AUTHOR}"
    assert doubt == "What would change my mind: a validation loss that comes down again."
    assert {" r ", "18 %", "12 to 25 %", "epoch 4", "2", "t"} <= emphasized(content)


async def test_the_deed_is_on_the_button_and_its_reason_beside_it() -> None:
    change: dict[str, Value] = {"epochs": 15}
    first, other = await told(advice("Set epochs to 15: the loss has not settled yet.", change))
    assert first == " r  Set epochs to 15 and train again: the loss has not settled yet."
    assert other == f"Instead of r: {AGAIN}"
    content = await content_of(Diagnosis((advice("Set epochs to 15: the most of all.", change),)))
    assert " r  Set epochs to 15 and train again: the most of all." in content.plain
    assert " Set epochs to 15 and train again" in emphasized(content)
    assert "the most of all" not in emphasized(content)
    first, _ = await told(
        advice("Set the learning rate to 0.0003: calmer.", {"learning_rate": 0.0003})
    )
    assert first == " r  Set the learning rate to 0.0003 and train again: calmer."


async def test_all_settings_of_a_change_stand_on_the_button() -> None:
    finding = Finding(
        name="underfitting", confidence=0.9, evidence="e", change={"cell": "GRU", "units": 8},
        remedy="Set recurrent layers to 1, the recurrent cell to GRU and units to 8: it was tried.",
    )  # fmt: skip
    shown = str(await content_of(Diagnosis((finding,))))
    button = "Set recurrent layers to 1, the recurrent cell to GRU and units to 8 and train again"
    assert f" r  {button}" in shown


async def test_what_no_key_does_is_advice_in_words() -> None:
    first, other = await told(advice("Take more examples. They help."))
    assert (first, other) == ("Try: Take more examples. They help.", AGAIN)
    first, *rest = await told(advice("Set dropout to 0.3.", {"dropout": 0.3}), again="")
    assert (first, rest) == ("Try: Set dropout to 0.3.", [])
    first, _ = await told(advice("Look at the labels.", name="noise_floor"))
    assert first == "Next: Look at the labels."


async def test_where_no_key_does_the_first_advice_one_may_do_a_later_one() -> None:
    first = Finding(name="noisy_validation", confidence=0.9, evidence="e", remedy="Mix: it helps.")
    second = Finding(name="overfitting", confidence=0.8, evidence="e",
                     remedy="Set dropout to 0.3: it helps.", change={"dropout": 0.3})  # fmt: skip
    shown = str(await content_of(Diagnosis((first, second))))
    assert "Try: Mix." in shown
    assert " r  Set dropout to 0.3 and train again, against: overfitting" in shown
    assert " r " not in str(await content_of(Diagnosis((first, second)), again=""))


async def test_letters_in_the_reason_are_no_keys() -> None:
    finding = advice("Set units to 8: a smaller network can learn a little less.", {"units": 8})
    assert "a" not in emphasized(await content_of(Diagnosis((finding,))))


async def test_what_else_was_found_follows_with_what_it_means() -> None:
    other = Finding(name="large_gap", confidence=0.8, evidence="A gap of 12 %.", remedy="r")
    content = await content_of(Diagnosis((OVERFITTING.primary, other)))
    assert content.plain.splitlines()[-1] == (
        f"Also: large gap (80 % sure). {meaning('large_gap')} A gap of 12 %."
    )


async def test_what_overfits_as_it_grows_too_sure_is_one_story_with_one_advice() -> None:
    surer = Finding(name="overconfident", confidence=0.8, evidence="A rise of 12 %.", remedy="r")
    shown = str(await content_of(Diagnosis((OVERFITTING.primary, surer)), author=""))
    assert shown.startswith(meaning("overconfident"))
    assert "Also:" not in shown
    assert "A rise of 12 %." not in shown


async def test_a_finding_of_a_newer_program_is_shown_without_a_meaning() -> None:
    content = await content_of(Diagnosis((advice("Wait.", name="new_thing"),)), author="")
    assert content.plain.startswith("Try: Wait.\nIt fell.")


@pytest.mark.parametrize("name", NAMES)
async def test_every_finding_has_its_sentence_on_the_card(name: str) -> None:
    content = await content_of(Diagnosis((advice("Wait.", name=name),)))
    assert content.plain.startswith(meaning(name))


@pytest.mark.parametrize("name", ["not_enough_evidence", "noisy_validation", "still_improving"])
async def test_a_goal_that_is_reached_stands_first_and_what_is_open_is_a_remark(name: str) -> None:
    finding = replace(advice("Look: at it.", name=name), evidence="With 44 examples: 88 to 100 %.")
    app = Sheet(AGAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        card = app.query_one(DiagnosisCard)
        card.show(Diagnosis((finding,)), reached=True)
        await pilot.pause()
        lines = str(card.render()).splitlines()
        assert lines[:2] == [
            "With 44 examples: 88 to 100 %.", "Next: Look. At it."
        ]  # fmt: skip
        assert "44" not in " ".join(lines[1:])
        heading = str(card.border_title)
        known = f"{title(name).lower()} (90 % sure)"
        beyond = "beyond that: not enough evidence" if name == "not_enough_evidence" else known
        assert heading == f"★ Goal reached · {beyond}"
        assert card.has_class("-good")
        card.show(Diagnosis((finding,)), reached=False)
        assert "Goal" not in str(card.border_title)
        assert not card.has_class("-good")


async def test_a_trouble_stays_one_where_the_goal_is_reached() -> None:
    app = Sheet(AGAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        card = app.query_one(DiagnosisCard)
        card.show(OVERFITTING, reached=True)  # which the goal may even have asked for
        await pilot.pause()
        assert "Overfitting" in str(card.border_title)
        assert card.has_class("-trouble")
        assert str(card.render()).startswith(meaning("overfitting"))
    good = Diagnosis((advice("Wait.", name="good_fit"),))
    assert str(await content_of(good, reached=True)).startswith(meaning("good_fit"))


async def test_a_figure_below_0_has_the_minus_sign_of_the_other_figures() -> None:
    finding = Finding(
        name="large_gap", confidence=0.9, evidence="A change of -2.5 points.", remedy="r"
    )
    content = await content_of(Diagnosis((finding,)))
    assert "A change of −2.5 points." in content.plain
    assert "−2.5 points" in emphasized(content)
