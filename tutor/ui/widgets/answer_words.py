"""Words around the answers of a question: how it is answered, and their lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tutor.course.lesson import Quiz
from tutor.ui.inline import inline
from tutor.ui.widgets.answer_marks import Marks

_LEAST = 10
"""Cells below which a text is not indented."""
FIRST = {
    "choice": "Choose an answer first, with ↑↓.",
    "select": "Tick an answer first, with Space.",
    "order": "Move an answer first: Space takes it up, ↑↓ move it.",
    "match": "Choose a partner first, with ←→.",
}
"""What is asked for where Enter comes before any choice, by the type of question."""
BEGUN = "So far you had come. Go on with it, or give it as it stands: Enter once more."
"""What is said where Enter comes upon an answer that was begun earlier."""


def how(quiz: Quiz, shown: Sequence[int], lead: str = "") -> str:
    """How a question with options is answered, in a few words; empty for what is typed.

    Args:
        quiz: the question.
        shown: the indices of its options in the order in which they stand.
        lead: the keys that lead to the options, such as `Enter, then `; empty where they have
            the focus.
    """
    named = _partners_named(quiz, shown)
    return {
        "choice": f"{lead}↑↓ choose · Enter answers",
        "select": f"{lead}Space ticks · Enter answers",
        "order": f"{lead}Space takes up or puts down · ↑↓ move it · Enter answers",
        "match": f"To choose from: {named}\n{lead}←→ change the partner · Enter answers",
    }.get(quiz.type, "")


def entry(quiz: Quiz, marks: Marks, place: int, *, held: bool) -> tuple[str, Content]:
    """The mark before an entry, and its text.

    Args:
        quiz: the question.
        marks: how its options stand.
        place: of the entry, from the top.
        held: whether the entry is taken up.
    """
    index, ticked = marks.shown[place], marks.ticked
    match quiz.type:
        case "choice":
            return "● " if index in ticked else "○ ", inline(quiz.options[index].text)
        case "select":
            return "[x] " if index in ticked else "[ ] ", inline(quiz.options[index].text)
        case "order":
            return f"{'↕' if held else ' '}{place + 1}. ", inline(quiz.options[index].text)
        case _:
            partner = marks.partners[place]
            said = "?" if partner is None else inline(quiz.options[partner].match)
            text = inline(quiz.options[place].text)
            return "", Content.assemble(text, (" → ", "bold"), said)


def hanging(head: Content, text: Content, width: int) -> Content:
    """A text after its mark, its later lines below its first, in so many cells."""
    indent = head.cell_length
    if width - indent < _LEAST or "\n" in text.plain:
        return head + text
    lines = [line.rstrip() for line in text.wrap(width - indent)]
    return head + Content("\n" + " " * indent).join(lines)


def _partners_named(quiz: Quiz, shown: Sequence[int]) -> str:
    """The partners of a `match` question, in the order in which the keys give them."""
    named = (inline(quiz.options[index].match).plain for index in shown)
    return " | ".join(named) if quiz.type == "match" else ""
