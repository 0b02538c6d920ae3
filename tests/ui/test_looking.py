"""The second look on the screen: told while it goes on, its diagnosis in place of the first."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Static

from tests.support import CURVES, OVERFITTING
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import finish, status_of, training, until
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.settings import SettingError
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.diagnosis_card import DiagnosisCard

TRIED = Diagnosis(
    (
        Finding(
            name="still_improving", confidence=0.99, remedy="Set epochs to 12.",
            change={"epochs": 12}, epoch=8, doubt="Another seed that gains nothing by going on.",
            evidence="Tried: when the training went on for 4 more epochs, validation loss fell "
            "by a further 40 % (37 to 44 %).",
        ),
    )
)  # fmt: skip
UNSURE = Diagnosis(
    (
        Finding(
            name="not_enough_evidence", confidence=0.7, evidence="It is too short.",
            remedy="Set epochs to 20.", change={"epochs": 20},
        ),
    )
)  # fmt: skip


def line(bed: Bed) -> Static:
    return bed.app.screen.query_one("#run-early", Static)


def card(bed: Bed) -> str:
    return str(bed.app.screen.query_one(DiagnosisCard).border_title)


async def test_what_is_tried_is_told_and_the_card_changes(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        assert bed.worker.orders[-1].second_look
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True)
        await until(pilot, lambda: "Overfitting" in card(bed), "the first diagnosis is not shown")
        bed.worker.tell_of_run(events.Looking(stage="longer", epoch=2, epochs=4))
        await until(pilot, lambda: "training goes on unseen, epoch 2 of 4" in told(bed))
        bed.worker.conclude(TRIED)
        await until(pilot, lambda: "Still improving" in card(bed), card(bed))
        assert not line(bed).display
        [kept] = bed.app.session.keep(lambda progress: progress.runs.results(), [])
        assert kept.diagnosis == "still_improving"  # as the list of runs names it
        assert kept.sure == TRIED.primary.confidence


async def test_training_again_meanwhile_is_possible_at_once(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True)
        await until(pilot, lambda: line(bed).display, "nothing is told of the look")
        await pilot.press("t")
        await until(pilot, lambda: len(bed.worker.orders) > 1, "the second run was not ordered")
        first, second = bed.worker.orders
        assert second.run != first.run
        assert second.settings == first.settings


async def test_while_it_goes_on_no_other_worker_takes_over(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with training(bed) as pilot:
        workers, seen = bed.app.desk._workers, list[bool]()
        poll = workers.poll

        def polled(*, idle: bool) -> list[Any]:
            seen.append(idle)
            return poll(idle=idle)

        monkeypatch.setattr(workers, "poll", polled)
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True)
        await until(pilot, lambda: line(bed).display)
        seen.clear()
        await until(pilot, lambda: len(seen) > 1)
        assert not any(seen)
        bed.worker.conclude(TRIED)
        await until(pilot, lambda: "Still improving" in card(bed))
        seen.clear()
        bed.app.desk.poll()
        assert seen[-1:] == [True]


async def test_a_worker_that_is_gone_leaves_the_first_diagnosis(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True)
        await until(pilot, lambda: line(bed).display)
        bed.worker.die()
        await until(pilot, lambda: not line(bed).display, "it is still being looked at")
        assert OVERFITTING.primary.name == "overfitting"
        assert "Overfitting" in card(bed)


async def test_without_evidence_there_is_no_verdict_before_a_look_is_over_or_given_up(
    beds: Beds,
) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True, diagnosis=UNSURE)
        await until(pilot, lambda: line(bed).display)
        assert card(bed) == "… Looking closer"
        await pilot.press("r")
        await pilot.pause()
        said = [one.message for one in bed.app._notifications]
        assert said[-1].startswith("What to advise is still being tried out.")
        assert len(bed.worker.orders) == 1
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert not screen.check_action("remedy", ())
        bed.worker.conclude(None)
        await until(pilot, lambda: "did not come to its end" in str(line(bed).render()))
        assert "Not enough evidence" in card(bed)
        assert screen.check_action("remedy", ())


async def test_advice_that_has_just_changed_is_read_before_it_is_done(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(look=True)
        await until(pilot, lambda: "Overfitting" in card(bed), card(bed))
        await pilot.press("r")
        await until(pilot, lambda: "may change this advice" in noted(bed), noted(bed))
        bed.worker.conclude(TRIED)
        await until(pilot, lambda: "Still improving" in card(bed))
        await pilot.press("r")
        await until(pilot, lambda: "has just changed" in noted(bed), noted(bed))
        assert len(bed.worker.orders) == 1
        await pilot.press("r")
        await until(pilot, lambda: len(bed.worker.orders) == 2, "it is not done")
        assert bed.worker.orders[-1].settings["epochs"] == TRIED.primary.change["epochs"]


async def test_where_nothing_is_advised_the_key_says_so(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        finding = Finding(name="good_fit", confidence=0.8, evidence="e", remedy="Nothing.")
        bed.worker.end(diagnosis=Diagnosis((finding,)), metrics={"val_accuracy": 0.99})
        await until(pilot, lambda: "Good fit" in card(bed), card(bed))
        await pilot.press("r")
        await pilot.pause()
        said = [one.message for one in bed.app._notifications]
        assert said[-1].startswith("Nothing that r could set is advised")
        assert len(bed.worker.orders) == 1


async def test_news_that_come_as_the_screen_is_shown_again_are_recorded(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        bed.worker.end()
        screen.on_screen_resume()  # before the desk has looked for news
        await until(pilot, lambda: "Overfitting" in card(bed), card(bed))
        progress = bed.app.session.progress
        await until(pilot, lambda: len(progress.runs.results()) == 1, "it was never recorded")


async def test_why_advice_cannot_be_carried_out_is_seen(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with training(bed) as pilot:
        finish(bed)
        await until(pilot, lambda: "Overfitting" in card(bed))
        await pilot.press("1")
        bench = bed.app.screen.query_one(Bench)

        def refuse(_change: object) -> None:
            raise SettingError("epochs is 99", "That is too much.")

        monkeypatch.setattr(bench, "adopt", refuse)
        await pilot.press("r")
        await until(pilot, lambda: status_of(bed) == "That is too much.", status_of(bed))
        assert bench.pane == "results"


def noted(bed: Bed) -> str:
    return " ".join(one.message for one in bed.app._notifications)


def told(bed: Bed) -> str:
    return str(line(bed).render())
