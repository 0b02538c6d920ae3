"""What Home tells about the row under the cursor."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from tutor.store.finals import Sat, best
from tutor.store.runs import RunRow
from tutor.ui.home_lines import about_final, about_lesson, about_run
from tutor.ui.session import Session


def about(session: Session, runs: Iterable[RunRow], name: str) -> Content:
    """About a lesson, a run or the final quiz.

    Args:
        session: what is known of them.
        runs: those that are listed.
        name: of the row: `lesson:ID`, `run:ID` or `final:`.
    """
    kind, _, key = name.partition(":")
    if kind == "run":
        row = next((row for row in runs if row.run == key), None)
        title = session.title(row.lesson) if row else ""
        return about_run(row, title, session.changed(row) if row else "")
    final = session.catalog.final
    if kind == "final" and final is not None:
        return Content("\n").join(about_final(final.rules, *sats(session)))
    entry = session.catalog.find(key)
    if entry is None:
        return Content("")
    position = session.keep(lambda progress: progress.position(key), None)
    skipped = 0 if entry.lesson is None else session.skipped(entry.lesson)
    done = key in session.keep(lambda progress: progress.completed(), {})
    answers = session.keep(lambda progress: progress.best(key), {})
    questions = entry.lesson.questions if entry.lesson is not None else []
    untried = sum(quiz.id not in answers for quiz in questions)
    told = [answers[quiz.id] for quiz in questions if quiz.id in answers]
    missed = sum(not one.correct and not one.skipped for one in told)
    return Content("\n").join(
        about_lesson(entry, position, skipped, done=done, untried=untried, missed=missed)
    )


def sats(session: Session) -> tuple[Sat | None, Sat | None]:
    """The final quiz that was begun last, and the best that was passed; None where none was."""
    every: list[Sat] = session.keep(lambda progress: progress.finals.every(), [])
    found = best(every)
    return next(iter(reversed(every)), None), found if found and found.passed else None
