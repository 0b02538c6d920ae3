"""What was predicted stands beside what came out."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from tests.support import CURVES, lesson
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import go_to_experiment, train, until
from tutor.course.lesson import Option, Quiz
from tutor.lab.tasks import Headline
from tutor.ui.predictions import in_words, right_words, told
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.question import QuestionCard

FIGURE = Headline("val_accuracy", "validation accuracy", 0.897)


def predict_quiz() -> Quiz:
    quiz = lesson().experiments[0].predict
    assert quiz is not None
    return quiz


def test_a_right_and_a_wrong_prediction_are_told_with_what_came_out() -> None:
    quiz = predict_quiz()
    right = told(quiz, 1, FIGURE)
    assert right.startswith("✓ You predicted: Somewhere from 80 % to 95 %.")
    assert "It came out: validation accuracy 89.7 %. You were right." in right
    wrong = told(quiz, 2, FIGURE)
    assert wrong.startswith("✗ You predicted: Over 97 %.")
    assert wrong.endswith("Right was: Somewhere from 80 % to 95 %.")


def test_an_answer_to_a_question_that_has_changed_since_is_left_out() -> None:
    assert told(predict_quiz(), 9, FIGURE) == ""
    assert told(predict_quiz(), "by heart", FIGURE) == ""


def test_answers_of_every_type_in_words() -> None:
    options = [Option(text="a", why="w", match="x"), Option(text="b", why="w", match="y")]
    match = Quiz(
        id="m", type="match", prompt="p", solution="s", hints=["h"], options=options
    )  # fmt: skip
    assert in_words(match, [1, 0]) == "a → y, b → x"
    number = Quiz(id="n", type="number", prompt="p", solution="s", hints=["h"], accept=[80])
    assert in_words(number, " 80 ") == "80"
    assert right_words(number) == "80"


async def run_once(bed: Bed, pilot: Pilot[int], reason: str = "finished") -> str:
    """Predict the first option, train, and read the line about it."""
    card = next(card for card in bed.app.screen.query(QuestionCard) if card.unpredicted)
    await pilot.press("1")
    card.focus_answers()
    await pilot.press("enter")
    await train(bed, pilot)
    bed.worker.epochs(CURVES)
    diagnosed = bed.app.screen.query_one(DiagnosisCard)
    bed.worker.end(reason, metrics={"val_accuracy": 0.79})
    await until(pilot, lambda: diagnosed.display, "no diagnosis was shown")
    lines = str(bed.app.screen.query_one("#run-outcome", Static).render()).splitlines()
    assert any("Goal" in line for line in lines)
    return "\n".join(line for line in lines if "predicted" in line)


async def test_results_say_what_became_of_the_prediction(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        said = await run_once(bed, pilot)
        assert said.startswith("✗ You predicted: Near 10 %")
        assert "79.0 %" in said
        card = bed.app.screen.query(QuestionCard).last()
        feedback = str(card.query_one(".feedback", Static).render())
        assert "It came out otherwise" in feedback
        assert "Not this one" not in feedback


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
        assert await run_once(bed, pilot, "cancelled") == ""
