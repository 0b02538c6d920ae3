"""What the final quiz says around its questions: before, between and after them."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.content import Content

from tutor.store.examiner import Examiner
from tutor.store.finals import Sat
from tutor.ui.words import plural

Title = Callable[[str], str]
"""The title of a lesson by its id."""


def before(examiner: Examiner, passed: Sat | None, undone: int) -> list[Content]:
    """What stands before the first question.

    Args:
        examiner: of a quiz that was not begun, or not ended.
        passed: another quiz that was passed; None where none was.
        undone: how many lessons are not done.
    """
    sat, asked = examiner.sat, examiner.rules.questions
    if sat is not None and examiner.under_way:
        left, count = len(sat.places) - sat.answered, len(sat.places)
        head, another = "A final quiz is under way", ""
        if sat.asked_again:
            head = "What you missed is being asked again"
            another = " a begins another quiz instead; this one stays as it is."
        return [
            Content.styled(head, "bold $primary"),
            Content(""),
            Content(f"{plural(left, 'question')} left of {count}; {sat.right} right."),
            *_passed_before(passed),
            Content(""),
            Content(f"Enter goes on.{another}"),
        ]
    enough = examiner.rules.enough(asked)
    lines = [
        Content.styled("The final quiz", "bold $primary"),
        Content(""),
        Content(
            f"{plural(asked, 'question')} on the whole course, none of them asked in a lesson."
        ),
        Content(f"You have one try at each, without hints. {enough} right are enough to pass."),
        Content("What you miss can be asked again, by fresh questions on the same lesson."),
        Content("You may leave at any time; it goes on where you left."),
    ]
    if undone:
        are = "lesson is" if undone == 1 else "lessons are"
        lines += [Content(""), Content.styled(f"{undone} {are} not done yet.", "$text-warning")]
    return [*lines, Content(""), Content("Enter begins.")]


def after_answer(sat: Sat | None, title: str, *, right: bool) -> Content:
    """One line when a question is closed.

    Args:
        sat: the quiz by now; None where it could not be kept.
        title: of the lesson that the question was on.
        right: whether it was answered right.
    """
    mark = ("✓ ", "$text-success") if right else ("✗ ", "$text-error")
    went = "" if sat is None else f"{sat.right} right of {sat.answered}."
    if sat is not None and sat.asked_again:
        went = f"{sat.right} of {len(sat.places)} right by now."
    return Content.assemble(mark, (went, "bold"), (f"  l opens the lesson, “{title}”", "dim"))


def kept(sat: Sat | None) -> Content | None:
    """What stands below a question on what was missed; None at the first go."""
    if sat is None or not sat.asked_again:
        return None
    are = "is" if sat.right == 1 else "are"
    said = f"{sat.right} of {len(sat.places)} {are} right and kept."
    return Content.assemble((said, "bold"), ("  This asks again what you missed.", "dim"))


def result(examiner: Examiner, passed: Sat | None, title: Title) -> list[Content]:
    """What came of a quiz whose questions are all answered; `passed` as for `before`."""
    sat = examiner.sat
    if sat is None:
        return []
    count, enough = len(sat.places), examiner.enough
    share = round(100 * sat.right / max(count, 1))
    score = f"{sat.right} of {count} right, {share} %; {enough} are enough to pass."
    if sat.passed:
        head = Content.styled("✓ Passed", "bold $text-success")
    else:
        head = Content.styled("✗ Not passed yet", "bold $text-error")
    lines = [head, Content(""), Content(score), *_passed_before(passed)]
    if sat.asked_again:
        lines.append(Content.styled(f"At the first go: {sat.right_at_first} of {count}.", "dim"))
    missed = examiner.missed()
    if missed:
        lines += [Content(""), Content.styled("Missed, and worth reading:", "bold")]
        lines += [Content(f"• {title(lesson) if lesson else 'a question that is gone'}"
                          + f" ({times} missed)")
                  for lesson, times in missed.items()]  # fmt: skip
        lines += [
            Content(""),
            Content(f"r asks a fresh question for each one that was missed{_keeps(sat.right)}."),
        ]
    lines += [Content(""), Content("w writes a report of all that you learned and trained.")]
    return [*lines, Content(""), Content.styled(f"Begun on {_day(sat)}.", "dim")]


def _passed_before(passed: Sat | None) -> list[Content]:
    """That another quiz was passed, which stays so; empty where none was."""
    if passed is None:
        return []
    said = f"{passed.right} of {len(passed.places)} right, begun on {_day(passed)}."
    return [
        Content(""),
        Content.assemble(
            ("✓ ", "$text-success"), f"You have passed another one: {said} That stays."
        ),
        Content.styled("p shows it.", "dim"),
    ]


def _day(sat: Sat) -> str:
    """The day on which a quiz was begun."""
    return time.strftime("%d %B %Y", time.localtime(sat.at))


def _keeps(right: int) -> str:
    """That right answers need not be given again; empty where there are none."""
    return (
        f"; the {plural(right, 'right answer')} {'is' if right == 1 else 'are'} kept"
        if right
        else ""
    )
