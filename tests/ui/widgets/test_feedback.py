"""What is said about answers, in words that fit the type of question, each thing once."""

from __future__ import annotations

import msgspec
import pytest
from textual.widgets import Static

from tests.support import lesson
from tests.ui.conftest import COURSE, Beds
from tutor.course.answers import Answer, right_answer
from tutor.course.grading import grade
from tutor.course.lesson import Quiz
from tutor.ui.widgets.feedback import every_why, feedback, judged, predicted, shortfall
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.standing import Standing

QUIZZES = {quiz.id: quiz for quiz in lesson(course=COURSE).quizzes}


def test_a_missed_question_names_the_step_that_tells_the_answer() -> None:
    quiz = msgspec.structs.replace(QUIZZES["recall-map"], told_in="Filters")
    wrong = Standing(quiz=quiz, once=True).tried("picture", grade(quiz, "picture"))
    right = Standing(quiz=quiz, once=True).tried("feature map", grade(quiz, "feature map"))
    assert str(feedback(wrong, "")[-1]) == "The step “Filters” tells it."
    assert not any("Filters" in str(line) for line in feedback(right, ""))


@pytest.mark.parametrize(
    ("measure", "tolerance", "said"),
    [
        ("val_accuracy", 0.05, "Within 5 points of what comes out counts as right."),
        ("gap", 0.01, "Within 1 point of what comes out counts as right."),
        ("best_epoch", 4, "Within 4 epochs of what comes out counts as right."),
        ("seconds", 1, "Within 1 second of what comes out counts as right."),
        ("val_loss", 0.2, "Within 0.2 of what comes out counts as right."),
        ("", 10, "Within 10 of what comes out counts as right."),
        ("parameters", 0, ""),
    ],
)
def test_how_near_a_predicted_number_has_to_come_is_told_once(
    measure: str, tolerance: float, said: str
) -> None:
    quiz = msgspec.structs.replace(QUIZZES["edge-filter"], measure=measure, tolerance=tolerance)
    told = [str(line) for line in feedback(Standing(quiz=quiz, prediction=True), "")]
    assert told == [said] * bool(said)
    by_author = msgspec.structs.replace(quiz, prompt="How much? Five either way count as right.")
    assert not feedback(Standing(quiz=by_author, prediction=True), "")


def test_options_and_what_is_said_of_them_are_joined_alike_whatever_their_signs() -> None:
    options = [
        msgspec.structs.replace(one, text=text, why="It can: so it is.")
        for one, text in zip(
            QUIZZES["dense-shift"].options,
            ("More epochs", "A layer: held?", "It depends."),
            strict=False,
        )
    ]
    quiz = msgspec.structs.replace(QUIZZES["dense-shift"], options=options)
    said = [f"{one.text} – It can: so it is." for one in options]
    assert [str(judged(quiz, at, grade(quiz, at))[-1]) for at in range(len(options))] == said
    assert [str(line)[2:] for line in every_why(quiz)] == said


@pytest.mark.parametrize(
    ("quiz", "answer", "said"),
    [
        (
            "order-parts",
            [5, 4, 3, 2, 1, 0],
            "✗ Not right. Of the 5 entries below the first, none rightly follows the one above.",
        ),
        (
            "order-parts",
            [1, 2, 5, 4, 3, 0],
            "◐ Not right. Of the 5 entries below the first, 1 rightly follows the one above.",
        ),
        ("match-symptom", [1, 2, 0], "✗ No pair was right."),
        ("match-symptom", [0, 2, 1], "◐ Not right: 1 of the 3 pairs was."),
    ],
)
def test_where_one_answer_is_all_no_other_try_is_promised(
    quiz: str, answer: Answer, said: str
) -> None:
    asked = QUIZZES[quiz]
    standing = Standing(quiz=asked, once=True).tried(answer, grade(asked, answer))
    assert str(feedback(standing, "")[0]) == said


def test_once_the_right_one_is_marked_nothing_calls_it_wrong() -> None:
    quiz = QUIZZES["dense-shift"]
    wrong = next(at for at, one in enumerate(quiz.options) if not one.correct)
    told = feedback(Standing(quiz=quiz).tried(wrong, grade(quiz, wrong)).asked(), "")
    assert str(told[0]).startswith(f"✗ {quiz.options[wrong].text}")
    assert str(told[1]).startswith("Solution: ")


def test_of_pairs_only_the_right_ones_are_explained_while_it_is_open() -> None:
    quiz = QUIZZES["match-symptom"]
    standing = Standing(quiz=quiz).tried([0, 2, 1], grade(quiz, [0, 2, 1]))
    told = [str(line) for line in feedback(standing, "")]
    first = quiz.options[0]
    assert told[1].startswith(f"✓ {first.text} → {first.match}")
    assert not any(one.why in line for one in quiz.options[1:] for line in told)
    assert all(
        one.why in " ".join(map(str, feedback(standing.asked(), ""))) for one in quiz.options[1:]
    )


def test_where_one_answer_is_all_every_entry_out_of_place_is_explained() -> None:
    quiz = QUIZZES["order-parts"]
    given = [5, 4, 3, 2, 1, 0]
    closed = feedback(Standing(quiz=quiz, once=True).tried(given, grade(quiz, given)), "")
    still_open = feedback(Standing(quiz=quiz).tried(given, grade(quiz, given)), "")
    explained = [one.why for one in quiz.options if one.why in " ".join(map(str, closed))]
    assert len(explained) == len(quiz.options)
    assert sum(one.why in " ".join(map(str, still_open)) for one in quiz.options) == 2
    marked = [str(line)[:1] for line in still_open if " – " in str(line)]
    assert marked == ["✗", "✗"]


def words(quiz: Quiz, answer: Answer) -> str:
    return shortfall(quiz, answer, grade(quiz, answer))


@pytest.mark.parametrize(
    ("quiz", "answer", "said"),
    [
        ("dense-shift", 0, "Not this one."),
        ("edge-filter", " 6", "Not 6."),
        ("recall-map", "filter ", "Not “filter”."),
        ("pooling-true", [0, 1], "2 of 3 right ones found."),
        ("pooling-true", [0, 1, 3], "2 of 3 right ones found, 1 wrong one ticked."),
        ("pooling-true", [3], "No right one found, 1 wrong one ticked."),
        (
            "order-parts",
            [5, 4, 3, 2, 1, 0],
            "Not yet. Of the 5 entries below the first, none rightly follows the one above.",
        ),
        (
            "order-parts",
            [1, 0, 2, 3, 4, 5],
            "Not yet. Of the 5 entries below the first, 3 rightly follow the one above.",
        ),
        (
            "order-parts",
            [1, 2, 5, 4, 3, 0],
            "Not yet. Of the 5 entries below the first, 1 rightly follows the one above.",
        ),
        ("match-symptom", [1, 2, 0], "No pair was right."),
        ("match-symptom", [0, 2, 1], "1 of 3 pairs was right."),
    ],
)
def test_each_type_has_words_of_its_own(quiz: str, answer: Answer, said: str) -> None:
    assert words(QUIZZES[quiz], answer) == said


def test_what_was_typed_is_said_once() -> None:
    quiz = QUIZZES["count-second"]
    lines = [str(line) for line in judged(quiz, "320", grade(quiz, "320"))]
    assert lines[0] == "✗ Not 320."
    assert lines[1].startswith("That is (3 × 3 + 1)")


def test_of_ticks_each_is_marked_as_true_or_untrue_in_the_order_of_the_options() -> None:
    quiz = QUIZZES["pooling-true"]
    shown = [3, 2, 0, 1]
    right, wrong = (
        Standing(quiz=quiz, once=True).tried(ticks, grade(quiz, ticks))
        for ticks in ([0, 1, 2], [1, 3])
    )
    told = [str(line) for line in feedback(right, "", shown)]
    assert [line[:16] for line in told] == [
        "✓ Right.", "○ Rightly left o", "✓ It makes the n", "✓ It has no weig", "✓ It halves the ",
    ]  # fmt: skip
    assert told[1].endswith(
        "number of feature maps – Each map is pooled by itself: 16 maps stay 16 maps, only smaller."
    )
    told = [str(line) for line in feedback(wrong, "", shown)]
    assert [line[:29] for line in told[1:3]] == [
        "✗ It halves the number of fea", "✓ It halves the height and th",
    ]  # fmt: skip
    told_all = Standing(quiz=quiz, given=[0], result=grade(quiz, [0]), tries=1, answered=True,
                     solved=True)  # fmt: skip
    said = "\n".join(map(str, feedback(told_all, "how")))
    assert "ticked" not in said
    assert all(str(line) in said for line in every_why(quiz))
    skipped = Standing(quiz=quiz, solved=True, skipped=True)
    assert [str(line)[0] for line in feedback(skipped, "", shown)][-4:] == ["✗", "✓", "✓", "✓"]


def test_a_wrong_order_is_not_explained_from_beginning_to_end() -> None:
    quiz = QUIZZES["order-parts"]
    lines = judged(quiz, [5, 4, 3, 2, 1, 0], grade(quiz, [5, 4, 3, 2, 1, 0]))
    assert len(lines) == 4
    assert lines[-1].plain == "✗ … and 4 more."
    right = right_answer(quiz)
    assert len(judged(quiz, right, grade(quiz, right))) == 1 + len(quiz.options)


def test_a_prediction_is_no_mistake() -> None:
    quiz = QUIZZES["predict-default"]
    assert str(predicted(quiz, grade(quiz, 1))[0]) == "✓ It came out as you predicted."
    assert str(predicted(quiz, grade(quiz, 0))[0]) == (
        "✗ It came out otherwise: Somewhere from 50 % to 96 %."
    )


def test_a_word_that_is_right_is_not_said_to_be_so_because_it_is_that_word() -> None:
    quiz = QUIZZES["recall-map"]
    assert quiz.solution == "A feature map."
    right = Standing(quiz=quiz).tried("feature map", grade(quiz, "feature map"))
    assert [str(line) for line in feedback(right, "")] == ["✓ Right."]
    other = Standing(quiz=quiz).tried("activation map", grade(quiz, "activation map"))
    assert str(feedback(other, "")[-1]) == "Called here: A feature map."
    told = msgspec.structs.replace(quiz, solution="A feature map: it shows where a feature is.")
    right = Standing(quiz=told).tried("feature map", grade(told, "feature map"))
    assert str(feedback(right, "")[-1]).startswith("Why: A feature map: ")


async def test_a_right_answer_is_explained_once(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        card._grade(1)
        said = str(card.query_one(".feedback", Static).render())
        assert said.startswith("✓ Right.")
        assert "The shifted pixels meet other weights" in said
        assert "Solution" not in said
        await pilot.press("n")
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        card._grade("3")
        said = str(card.query_one(".feedback", Static).render())
        assert "Why: Left: 3" in said  # nothing else explains a number


async def test_the_solution_is_shown_when_it_is_asked_for(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        card._grade(0)
        await pilot.press("s")
        await pilot.pause()
        said = str(card.query_one(".feedback", Static).render())
        assert "Solution: Shifted pixels" in said
