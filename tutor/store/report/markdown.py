"""A report as Markdown; curves are drawn in braille, in blocks of code."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from tutor.course.problem import visible
from tutor.diagnosis.meaning import named
from tutor.lab.text.curves import curves
from tutor.store.remarks import as_markdown
from tutor.store.report.gathered import BestRun, Learned, Report, Tried

_WIDTH = 76
_MARKS = re.compile(r"[\\`*_<>&\[\]#|~]")
"""Signs that Markdown reads as more than themselves."""


def markdown(report: Report) -> str:
    """The whole report, one Markdown file."""
    parts = [_head(report), *map(_lesson, report.learned)]
    if report.remarks:
        parts.append(as_markdown(report.remarks).replace("# Notes", "## Your notes", 1)
                     .replace("\n### ", "\n#### ").replace("\n## ", "\n### "))  # fmt: skip
    return "\n\n".join(parts) + "\n"


def day(at: float) -> str:
    """A date such as `26 November 2026`; `at` in seconds since 1970."""
    return time.strftime("%d %B %Y", time.localtime(at)).lstrip("0")


def counted(number: int, noun: str) -> str:
    """`1 run`, `2 runs`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def totals(report: Report) -> str:
    """How much was done, in one sentence."""
    lessons = f"{report.done} of {counted(report.lessons, 'lesson')} done"
    return f"{lessons}, {counted(report.runs, 'network')} trained in {spent(report.seconds)}."


def spent(seconds: float) -> str:
    """A time such as `48 s` or `12 min`."""
    if 0 < seconds < 1:
        return f"{seconds:.1f} s"
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def final_words(report: Report) -> str:
    """The result of the final quiz, in one or two sentences; empty where none was ended."""
    sat = report.final
    if sat is None:
        return ""
    verdict = "passed" if sat.passed else "not passed yet"
    said = f"Final quiz: {verdict}, {sat.right} of {len(sat.places)} right ({day(sat.at)})."
    again = f" At the first go: {sat.right_at_first}."
    return said + (again if sat.asked_again else "")


def missed_words(report: Report) -> str:
    """On which lessons the final quiz has wrong answers; empty where it has none."""
    found = ", ".join(f"{visible(title)} ({times})" for title, times in report.missed)
    said = [f"Missed: {found}."] if found else []
    if report.again:
        left = counted(report.again, "question")
        said.append(f"What was missed is being asked again: {left} left.")
    return " ".join(said)


def answered_words(learned: Learned) -> str:
    """How many questions of a lesson were right, how many skipped, and how many not tried."""
    skipped = f", {learned.skipped} skipped" if learned.skipped else ""
    untried = f", {learned.untried} not tried" if learned.untried else ""
    return f"{learned.right} of {counted(learned.asked, 'question')} right{skipped}{untried}"


def _literal(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\g<0>", text)


DONE = (
    "A lesson is done once you have read it to its end, or its pre-quiz has shown that you know it."
)
"""What is meant by it, since questions may be left out."""


def _head(report: Report) -> str:
    by = f"{_literal(visible(report.learner))}, " if report.learner else ""
    lines = [f"# {visible(report.course)}: report", "", f"{by}{day(report.at)}", "", totals(report)]
    if report.done:
        lines += ["", DONE]
    if report.final:
        lines += ["", " ".join(filter(None, (final_words(report), missed_words(report))))]
    return "\n".join(lines)


def _lesson(learned: Learned) -> str:
    when = f", done on {day(learned.done)}" if learned.done is not None else ""
    lines = [f"## {visible(learned.title)}", ""]
    lines.append(f"{answered_words(learned)}{when}.")
    if learned.objectives:
        lines += ["", objectives_words(learned), ""]
        lines += [f"- {one}" for one in learned.objectives]
    for tried in learned.tried:
        lines += ["", *_tried(tried)]
    return "\n".join(lines)


def objectives_words(learned: Learned) -> str:
    """What leads to the objectives: they are claimed only where the answers show them."""
    return "You can now:" if learned.shown else "It is about how to:"


def _tried(tried: Tried) -> Iterator[str]:
    best = tried.best
    yield f"### {visible(tried.step)}"
    yield ""
    yield f"- {goal_words(tried)}"
    yield f"- Best run: {run_words(best)}"
    if best.chosen:
        yield f"- Chosen: {'; '.join(f'{name} {value}' for name, value in best.chosen)}"
    if best.told:
        yield f"- {diagnosis_words(best)}"
    record = best.record
    if record.diagnosis and record.history.column("loss"):
        drawn = curves(
            record.history, record.diagnosis, _WIDTH, braille=True, kept=record.kept, band=False
        )
        yield from ("", "```text")
        for row in drawn:
            yield "".join(text for text, _style in row).rstrip()
        yield "```"


def goal_words(tried: Tried) -> str:
    """The goal, and in how many runs it was reached."""
    came = "reached" if tried.reached else "not reached yet"
    return f"Goal {came} {reached_in(tried)}: {tried.goal}."


def reached_in(tried: Tried) -> str:
    """In how many runs the goal was reached, or was not: `in 2 of 6 runs`, `in all 6 runs`."""
    runs = counted(tried.runs, "run")
    if tried.reached in {0, tried.runs}:
        return f"in all {runs}" if tried.reached > 1 else f"in {runs}"
    return f"in {tried.reached:,} of {runs}"


def run_words(best: BestRun) -> str:
    """The figures of a run in one line."""
    row = best.row
    said = [best.figure] if best.figure else []
    said += [counted(row.parameters, "parameter"), counted(row.epochs, "epoch")]
    return ", ".join([*said, f"{row.seconds:.1f} s"]) + "."


def diagnosis_words(best: BestRun) -> str:
    """The diagnosis, with its evidence; of a goal that is reached, what is open is a remark."""
    found = best.record.diagnosis
    if not found or not best.told:
        return ""
    open_ = found.primary.name == "not_enough_evidence"
    said = named(found.primary)
    if open_ and best.row.goal_reached:
        said = f"Goal reached; beyond that, {said[:1].lower()}{said[1:]}"
    return f"{said}. {best.told}"
