"""The rows of Home: a lesson, the final quiz, a run."""

from __future__ import annotations

import time
from typing import Literal

from textual.content import Content

from tutor.course.catalog import Entry
from tutor.course.final import Final
from tutor.lab.text.width import cut
from tutor.store.finals import Sat
from tutor.store.rows import Position
from tutor.store.runs import RunRow
from tutor.ui.run_rows import OUTCOME, figure, outcome
from tutor.ui.words import plural

_FULL_ROW = 60
"""Cells from which on a row has room for minutes and times."""
_BEFORE_TITLE = 5
"""Cells of a lesson's number and mark."""

Stage = Literal["new", "begun", "done"]
"""How far a learner is in a lesson: begun is who was beyond its first step, or answered in it."""

_STAGES: dict[Stage, tuple[str, str]] = {
    "new": ("○", "dim"), "begun": ("●", "$text-primary"), "done": ("✓", "$text-success")
}  # fmt: skip


def lesson_line(
    entry: Entry,
    place: tuple[int, int],
    answered: tuple[int, int],
    room: int,
    *,
    stage: Stage,
    skipped: int = 0,
) -> Content:
    """One lesson in one row: its title and, at the right, what was answered of it.

    Args:
        entry: the lesson's.
        place: its number, and the cells of the longest title in the course.
        answered: how many of its questions were answered right, and how many there are.
        room: cells that the row has.
        stage: how far the learner is in it.
        skipped: how many of its questions were skipped.
    """
    number, longest = place
    right, asked = answered
    if not entry.read:
        mark, style, told, far = "✓" if stage == "done" else "○", "dim", "", "dim"
    elif entry.lesson is None:
        mark, style, told = "✗", "$text-error", plural(len(entry.problems), "problem")
        far = "$text-error"
    else:
        mark, style = _STAGES[stage]
        told, far = f"{right}/{asked}", "dim"
        if room > _FULL_ROW:
            told += " right" + (f", {skipped} skipped" if skipped else "")
            told += f"  {entry.lesson.front.minutes} min"
    width = max(min(longest, room - len(told) - _BEFORE_TITLE - 2), 8)
    return Content.assemble(
        f"{number:>2} ", (mark, style), f" {cut(entry.title, width):<{width}}", (f"  {told}", far)
    )


def about_lesson(
    entry: Entry, position: Position | None, skipped: int, *, done: bool = False, untried: int = 0,
    missed: int = 0,
) -> list[Content]:  # fmt: skip
    """What stands beside the list while a lesson is under the cursor.

    Args:
        entry: the lesson's.
        position: where the learner is in it; None where it was never opened.
        skipped: how many of its questions were skipped.
        done: whether it was done.
        missed: how many were answered, and never right.
        untried: how many of its questions were neither answered nor skipped, which is told of one
            that is done.
    """
    lesson = entry.lesson
    if lesson is None:
        head = Content.styled("This lesson cannot be opened:", "bold $text-error")
        return [head, *(Content(str(problem)) for problem in entry.problems)]
    front = lesson.front
    lines = [Content.styled(front.title, "bold $primary"), Content("")]
    if front.objectives:
        lines.append(Content.styled("You will be able to:", "bold"))
        lines += [Content(f"• {objective}") for objective in front.objectives]
        lines.append(Content(""))
    steps = plural(len(lesson.steps), "step")
    where = f"{steps}, about {front.minutes} minutes."
    if position is not None and not (done and position.step == 0):
        at = f"You are at step {position.step + 1} of {len(lesson.steps)}"
        where = f"{at}; the lesson takes about {front.minutes} minutes."
    elif done:
        where = f"You have finished this lesson: {where}"
    left = f" You skipped {plural(skipped, 'question')}." if skipped else ""
    if missed:
        left += f" {plural(missed, 'answer')} {'was' if missed == 1 else 'were'} not right: such "
        left += "questions come back in reviews."
    if done and untried:
        left += f" {plural(untried, 'question')} of it {'is' if untried == 1 else 'are'} not tried."
    return [*lines, Content(f"{where}{left}")]


def final_line(
    rules: Final, sat: Sat | None, passed: Sat | None, longest: int, room: int
) -> Content:
    """The final quiz in one row, below the lessons.

    Args:
        rules: how many questions are asked, and how many have to be right.
        sat: the quiz that was begun last; None where none was.
        passed: the best that was passed; None where none was.
        longest: cells of the longest title of a lesson.
        room: cells that the row has.
    """
    mark, style, told = "○", "dim", plural(rules.questions, "question")
    shown = passed or sat
    if shown is not None:
        mark, style = ("✓", "$text-success") if shown.passed else ("●", "$text-primary")
        told = f"{shown.right}/{len(shown.places)}"
        told += " right" if room > _FULL_ROW else ""
    width = max(min(longest, room - len(told) - _BEFORE_TITLE - 2), 8)
    title = cut("Final quiz", width)
    return Content.assemble("   ", (mark, style), f" {title:<{width}}", (f"  {told}", "dim"))


def about_final(rules: Final, sat: Sat | None, passed: Sat | None) -> list[Content]:
    """What stands beside the list while the final quiz is under the cursor.

    Args:
        rules: how many questions are asked, and how many have to be right.
        sat: the quiz that was begun last; None where none was.
        passed: the best that was passed; None where none was.
    """
    pass_at = f"{rules.enough(rules.questions)} right are enough to pass."
    lines = [
        Content.styled("Final quiz", "bold $primary"),
        Content(""),
        Content(f"{plural(rules.questions, 'question')} on the whole course. {pass_at}"),
    ]
    if sat is not None:
        count = len(sat.places)
        left = count - sat.answered
        again = ", asked again" if sat.asked_again else ""
        now = f"{plural(left, 'question')} left{again}." if left else "Enter shows what came of it."
        done = "Passed: " if sat.passed else ""
        if passed is not None and passed.key != sat.key:
            right = f"{passed.right} of {len(passed.places)} right"
            lines += [Content(""), Content(f"Passed: {right}.")]
            done = "Another one: "
        lines += [Content(""), Content(f"{done}{sat.right} of {count} right. {now}")]
    return lines


def run_line(row: RunRow, title: str, room: int, aim: str = "") -> Content:
    """One run in one row: what came out, then its lesson and, where there is room, the time.

    Args:
        row: of the run.
        title: of its lesson.
        room: cells that the row has.
        aim: the metric that the goal of its experiment is on; empty where that is not known.
    """
    mark, style, came = " ■ ", "dim", outcome(row)
    if row.problem:
        mark, style = " ✗ ", "$text-error"
    elif row.ended is None:
        mark, style = " ▶ ", "bold $text-warning"
    if row.problem:
        return Content.assemble((mark, style), cut(f"{row.run}: {came}", room - 3))
    said = f"{figure(row, aim):>7}  "
    if room <= _FULL_ROW:
        return Content.assemble((mark, style), cut(f"{said}{came} · {title}", room - 3))
    when = time.strftime("  %H:%M", time.localtime(row.at))
    said += f"{came:<{OUTCOME}}  "
    left = max(room - 3 - len(said) - len(when), 0)
    return Content.assemble((mark, style), said + cut(title, left), (when, "dim"))


def about_run(row: RunRow | None, title: str, changed: str) -> Content:
    """When a run was, what came out, and which settings differ from the lesson's defaults.

    Args:
        row: of the run; None where it is gone.
        title: of its lesson.
        changed: the settings that differ; empty for none.
    """
    if row is None or row.problem:
        return Content(row.problem if row else "")
    when = time.strftime("%d %B %Y, %H:%M", time.localtime(row.at))
    lines = [Content.styled(f"{title} · {when}", "bold $primary"), Content("")]
    epochs = f"{row.epochs} of {plural(row.asked, 'epoch')}"
    lines.append(Content(f"{epochs}, {plural(row.parameters, 'parameter')}, seed {row.seed}"))
    if changed:
        lines.append(Content(f"Changed: {changed}"))
    return Content("\n").join(
        [*lines, Content(""), Content("Enter opens it: its curves and its diagnosis.")]
    )
