"""What was predicted stands beside what came out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.support import CURVES, OVERFITTING
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import go_to_experiment, train, until
from tests.ui.views.looking import keys
from tutor import paths
from tutor.course.figures import Figure
from tutor.course.grading import Grade
from tutor.course.prediction import Settled
from tutor.diagnosis.verdict import Diagnosis
from tutor.ui.predictions import told
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.question import QuestionCard


def value(figure: Figure) -> str | None:
    return {"val_accuracy": "89.7 %"}.get(figure.name)


def test_a_right_and_a_wrong_prediction_are_told_with_what_came_out() -> None:
    grade = Grade(1.0, correct=True)
    found = Settled(grade, "Over 80 %", "validation accuracy 89.7 %", "Over 80 %", "Keep at it.")
    assert told(found, value) == (
        "✓ You predicted: Over 80 %. It came out: validation accuracy 89.7 %. You were right. "
        "Keep at it."
    )
    grade = Grade(0.0, correct=False)
    found = Settled(grade, "Under 80 %", "", "Over 80 %", "It was {run.val_accuracy}.")
    assert told(found, value) == (
        "✗ You predicted: Under 80 %. Right was: Over 80 %. It was 89.7 %."
    )
    found = Settled(grade, "10", "best epoch 2", "1 to 6", "")
    assert told(found, value, 2) == (
        "✗ You predicted: 10. With seed 2 it came out: best epoch 2. There, right is: 1 to 6."
    )


def test_a_sentence_whose_figure_is_missing_is_left_out() -> None:
    found = Settled(Grade(1.0, correct=True), "A", "", "A", "It was {run.val_loss}.")
    assert told(found, value) == "✓ You predicted: A. You were right."


async def run_once(
    bed: Bed, pilot: Pilot[int], reason: str = "finished", diagnosis: Diagnosis = OVERFITTING
) -> str:
    """Predict the first option, train, and read the line about it."""
    card = next(card for card in bed.app.screen.query(QuestionCard) if card.standing.unpredicted)
    await pilot.press("1")
    card.focus_answers()
    await pilot.press("down", "enter")
    await train(bed, pilot)
    bed.worker.epochs(CURVES)
    diagnosed = bed.app.screen.query_one(DiagnosisCard)
    bed.worker.end(reason, metrics={"val_accuracy": 0.79}, diagnosis=diagnosis)
    await until(pilot, lambda: diagnosed.display, "no diagnosis was shown")
    lines = str(bed.app.screen.query_one("#run-outcome", Static).render()).splitlines()
    assert "Goal" in str(bed.app.screen.query_one("#run-goal", Static).render())
    return "\n".join(line for line in lines if "predict" in line)


async def test_results_say_what_became_of_the_prediction(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        said = await run_once(bed, pilot)
        assert said.startswith("✗ You predicted: Under 50 %")
        assert "79.0 %" in said
        card = bed.app.screen.query(QuestionCard).last()
        feedback = str(card.query_one(".feedback", Static).render())
        assert "It came out otherwise" in feedback
        assert "Not this one" not in feedback


async def test_once_noted_enter_goes_on_to_build_unless_something_else_is_chosen(
    beds: Beds,
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        screen = bed.app.screen
        card = next(one for one in screen.query(QuestionCard) if one.standing.unpredicted)
        card.focus_answers()
        await pilot.press("down")
        await until(pilot, lambda: "Enter Answer" in keys(bed))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter Answer" not in keys(bed))
        await pilot.press("down")
        await until(pilot, lambda: "Enter Answer" in keys(bed))
        await pilot.press("up")
        await until(pilot, lambda: "Enter Answer" not in keys(bed))
        for _ in range(10):  # what stands below is read before
            if not bench.query_one("#build").has_pseudo_class("focus-within"):
                await pilot.press("enter")
                await pilot.pause(0.1)
        assert bench.query_one("#build").has_pseudo_class("focus-within")


async def test_a_run_with_other_settings_proves_nothing(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await pilot.press("2", "a")
        await pilot.pause()
        assert await run_once(bed, pilot) == ""


async def test_a_run_that_was_stopped_proves_nothing(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        said = await run_once(bed, pilot, "cancelled")
        assert said.startswith("Your prediction still waits: it is about a training that goes")


PREDICT = """[predict]
id = "judged"
type = "choice"
prompt = "What will come out?"
shuffle = false
hints = ["Guess."]
solution = "It depends."
right = "So it was: {run.val_accuracy}, of {runs.count}."
wrong = "Yours had {run.val_accuracy}."

[[predict.options]]
text = "Under 50 %"
holds = ["val_accuracy < 0.5"]
correct = true
why = "Few."

[[predict.options]]
text = "50 % or more"
holds = ["val_accuracy >= 0.5"]
why = "Many."

"""
OWN = """Yours: {run.val_accuracy} after {run.epochs} epochs, best in {run.best_epoch}.

It reads well without.

{best.val_accuracy} was your best, {first.seconds} your first took.

"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The digits lesson with a prediction that a run judges, and texts that speak of runs."""
    text = (paths.lessons() / "03-convolutional-networks.md").read_text("utf-8")
    start, end = text.index("[predict]"), text.index("[on]")
    text = text[:start] + PREDICT + text[end:]
    text = text.replace("## Build it and train it\n", f"## Build it and train it\n\n{OWN}")
    words = '{ say = "Yours came to {run.val_accuracy}.", tip = "Take {run.epochs} more." }'
    text = text.replace("[on]\n", f"[on]\noverfitting = {words}\n")
    lines = text.split("\n")
    twice = [n for n, line in enumerate(lines) if line.startswith("overfitting = ")]
    del lines[twice[1]]
    folder = tmp_path / "course"
    (folder / "data").mkdir(parents=True)
    (folder / "03.md").write_text("\n".join(lines), "utf-8")
    recorded = "data/convolutional-networks.jsonl"
    (folder / recorded).write_bytes((paths.lessons() / recorded).read_bytes())
    return folder


def read(bed: Bed) -> str:
    """What stands in the texts of the step."""
    pane = bed.app.screen.query_one("#read")
    shown = [one for one in pane.query("Prose").results() if one.display]
    return "\n".join(one.source for one in shown)  # type: ignore[attr-defined]


async def test_the_run_decides_what_was_right(beds: Beds, course: Path) -> None:
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        said = await run_once(bed, pilot)
        assert said == (
            "✗ You predicted: Under 50 %. It came out: validation accuracy 79.0 %. "
            "Right was: 50 % or more. Yours had 79.0 %."
        )
        card = bed.app.screen.query(QuestionCard).last()
        feedback = str(card.query_one(".feedback", Static).render())
        assert "otherwise: validation accuracy 79.0 %. Right was: 50 % or more." in feedback
        assert "Yours had 79.0 %." in feedback
        assert not bed.app.session.progress.best("convolutional-networks")["judged"].correct
        diagnosed = str(bed.app.screen.query_one(DiagnosisCard).render())
        assert " r  " in diagnosed
        assert "In this lesson: Yours came to 79.0 %." in diagnosed
        assert "more." not in diagnosed


async def test_the_authors_tip_stands_where_the_program_has_no_advice(
    beds: Beds, course: Path
) -> None:
    file = course / "03.md"
    text = file.read_text("utf-8")
    goal = 'goal = ["parameters >= 10000"]\n'
    file.write_text(re.sub(r"goal = \[.*\]\n", goal, text, count=1), "utf-8")
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        alone = replace(OVERFITTING.primary, change={}, further=(), remedy="Nothing is known.")
        await run_once(bed, pilot, diagnosis=Diagnosis((alone,)))
        diagnosed = str(bed.app.screen.query_one(DiagnosisCard).render())
        assert "In this lesson: Yours came to 79.0 %. Take 8 more." in diagnosed


async def test_a_prediction_that_came_true_counts_from_then_on(beds: Beds, course: Path) -> None:
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        card = next(
            card for card in bed.app.screen.query(QuestionCard) if card.standing.unpredicted
        )
        await pilot.press("1")
        card.focus_answers()
        await pilot.press("down", "down", "enter")
        best = bed.app.session.progress.best
        assert not best("convolutional-networks")["judged"].correct
        await train(bed, pilot)
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: best("convolutional-networks")["judged"].correct)
        feedback = str(card.query_one(".feedback", Static).render())
        assert "as you predicted (validation accuracy 79.0 %)." in feedback
        assert "So it was: 79.0 %, of 1." in feedback


async def test_other_settings_leave_a_judged_prediction_open(beds: Beds, course: Path) -> None:
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await pilot.press("2", "a")
        await pilot.pause()
        assert await run_once(bed, pilot) == ""
        card = bed.app.screen.query(QuestionCard).last()
        feedback = str(card.query_one(".feedback", Static).render())
        assert feedback.startswith("Noted. Train with the settings you were given")


async def test_the_text_follows_a_run(beds: Beds, course: Path) -> None:
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        assert read(bed).startswith(
            "*Your own figures come here once you have trained.*\n\nIt reads well without.\n\nIn"
        )
        await run_once(bed, pilot)
        await until(pilot, lambda: "Yours" in read(bed), "the text does not follow")
        assert read(bed).startswith(
            "Yours: 79.0 % after 8 epochs, best in 4.\n\nIt reads well without.\n\n"
            "79.0 % was your best, 0.4 s your first took.\n\nIn"
        )


NUMBER = """[predict]
id = "share"
type = "number"
prompt = "Which share will it name right?"
measure = "val_accuracy"
tolerance = 0.1
accept = [0.8]
hints = ["Guess."]
solution = "It depends."
right = "So it was."
wrong = "It was not so."

"""


async def test_a_number_that_cannot_be_read_keeps_the_focus(beds: Beds, course: Path) -> None:
    file = course / "03.md"
    file.write_text(file.read_text("utf-8").replace(PREDICT, NUMBER), "utf-8")
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        card = next(card for card in bench.query(QuestionCard) if card.quiz.id == "share")
        field = card.query_one(Input)
        card.focus_answers()
        for _ in range(2):  # the second time over a noted one
            await pilot.press(*"n7n//8", "enter", *"3")  # letters are not taken
            await pilot.pause()
            assert field.has_focus
            assert field.value == "3"
            assert "cannot be read" in str(card.query_one(".feedback", Static).render())
            field.value = "70"
            await pilot.press("enter")
            await pilot.pause()
            assert not field.has_focus
            assert "Noted." in str(card.query_one(".feedback", Static).render())
            card.focus_answers()


async def test_beside_a_field_the_keys_that_begin_are_told_to_come_after_esc(
    beds: Beds, course: Path
) -> None:
    file = course / "03.md"
    file.write_text(file.read_text("utf-8").replace(PREDICT, NUMBER), "utf-8")
    bed = beds(course=course)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        told = bench.query_one("#read .next", Static)
        assert str(told.render()) == "Next: 2 builds the network, t trains it."
        next(card for card in bench.query(QuestionCard) if card.quiz.id == "share").focus_answers()
        await pilot.pause()
        assert str(told.render()).startswith("Next: Esc, then 2 builds the network, t trains")
        await pilot.press("escape")
        await pilot.pause()
        assert str(told.render()).startswith("Next: 2 builds")
