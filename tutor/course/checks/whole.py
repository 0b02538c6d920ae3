"""What a lesson must be as a whole: its terms used, its files there, a quiz at its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tutor.course.lesson import Lesson, Placed, Prose, Quiz
from tutor.course.prequiz import recall
from tutor.course.problem import Problem, hint, quoted
from tutor.course.prose import is_beside, parser
from tutor.course.texts import texts_of

RECALL = 5
"""Questions of the recall quiz that a lesson ends with."""


def whole_faults(lesson: Lesson) -> list[Problem]:
    """What no single block shows."""
    faults = (_unused_terms, _missing_files, _recall, _told_in)
    return [one for of in faults for one in of(lesson)]


def _parts(lesson: Lesson) -> Iterator[Prose | Placed]:
    for step in lesson.steps:
        yield from step.parts


def _texts(part: Prose | Placed) -> list[tuple[str, str]]:
    """The texts of a part: field, text."""
    if isinstance(part, Prose):
        return [("", part.text)]
    return [(one.field, one.text) for one in texts_of(part.content)]


def _unused_terms(lesson: Lesson) -> Iterator[Problem]:
    """Terms of the glossary that stand nowhere in the lesson."""
    texts = [text for part in _parts(lesson) for _field, text in _texts(part)]
    titles = [step.title for step in lesson.steps]
    everything = _plain(" ".join([lesson.title, *lesson.front.objectives, *titles, *texts]))
    for term in lesson.front.glossary:
        if term.strip() and _plain(term) not in everything:
            field = f"glossary.{term}"
            message = f"no text of the lesson has the term {quoted(term)}; use it or leave it out"
            yield Problem(lesson.path, lesson.line_of(field), field, message, warning=True)


def _plain(text: str) -> str:
    """As terms are looked for: without case, Markdown's marks, hyphens and line ends."""
    marks = text.casefold().translate(str.maketrans("-\u2010\u2011", "   ", "*_`"))
    return " ".join(marks.split())


def _missing_files(lesson: Lesson) -> Iterator[Problem]:
    """Links to files beside the lesson that are not there."""
    for part in _parts(lesson):
        for field, text in _texts(part):
            if "](" not in text:
                continue
            for offset, address in _links(text):
                if not _is_there(lesson.path.parent, address):
                    message = f"found a link to {quoted(address)}, which is not there"
                    yield _placed(lesson, part, field, offset, message)


def _links(text: str) -> Iterator[tuple[int, str]]:
    """The addresses of a text's links to files, each with its line, from 0."""
    for token in parser().parse(text):
        for child in token.children or ():
            address = str(child.attrGet("href") or child.attrGet("src") or "")
            if address and is_beside(address):
                yield (token.map or [0])[0], address


def _placed(lesson: Lesson, part: Prose | Placed, field: str, offset: int, message: str) -> Problem:
    if isinstance(part, Prose):
        return Problem(lesson.path, part.line + offset, "text", message)
    return Problem(lesson.path, part.line_of(field), f"{part.kind}.{field}", message)


def _is_there(folder: Path, address: str) -> bool:
    try:
        return (folder / unquote(address.split("?")[0].split("#")[0])).exists()
    except (OSError, ValueError):
        return False


def _recall(lesson: Lesson) -> Iterator[Problem]:
    """A lesson with an experiment and questions enough ends with five of them."""
    with_quizzes = [step for step in lesson.steps if step.quizzes]
    asked = sum(len(step.quizzes) for step in with_quizzes)
    if not lesson.experiments or asked <= RECALL:
        return
    last = with_quizzes[-1]
    if len(last.quizzes) != RECALL:
        found = len(last.quizzes)
        message = f"found {found} in the last step with questions; a recall quiz has {RECALL}"
        yield Problem(lesson.path, last.line, "step", message, warning=True)


def _told_in(lesson: Lesson) -> Iterator[Problem]:
    """Each question of the recall quiz names a step before it, so that a pre-quiz can send there.

    A lesson without an experiment is no lesson of a course, such as a bank of questions.
    """
    titles = [step.title for step in lesson.steps]
    asked_last = [id(quiz) for quiz in recall(lesson)] if lesson.experiments else []
    for step in lesson.steps:
        for part in step.parts:
            if isinstance(part, Prose) or not isinstance(part.content, Quiz):
                continue
            wanted = part.content.told_in
            if wanted and wanted not in titles[:-1]:
                message = f"found {quoted(wanted)}; {hint(wanted, titles[:-1])}"
                yield Problem(lesson.path, part.line_of("told_in"), "quiz.told_in", message)
            elif not wanted and id(part.content) in asked_last:
                message = "is missing; the title of the step that tells the answer belongs here"
                yield Problem(lesson.path, part.line, "quiz.told_in", message, warning=True)
