"""What the review says around its questions: what came of one, of all, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tutor.course.review import Rating, all_due_words, due_words, waiting
from tutor.lab.text.width import cut
from tutor.store.reviews import Asked, Outlook
from tutor.ui.inline import inline
from tutor.ui.words import plural

_LONGEST_PROMPT = 44


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What came of one question.

    Attributes:
        asked: the question.
        prompt: its text, as it was shown.
        rated: what the answers say.
        due: when it comes back, in seconds since 1970.
    """

    asked: Asked
    prompt: str
    rated: Rating
    due: float


def came_of(one: Reviewed, now: float) -> Content:
    """When a question that is answered comes back, and where the lesson tells of it."""
    step = one.asked.lesson.steps[one.asked.told]
    return Content.assemble(
        (f"Back {due_words(one.due, now)}.", "bold"),
        (f"  l opens the step “{step.title}”", "dim"),
    )  # fmt: skip


def summary(done: Sequence[Reviewed], outlook: Outlook, now: float) -> list[Content]:
    """The lines at the end of a sitting.

    Args:
        done: what came of each question, at least one.
        outlook: what waits now.
        now: seconds since 1970.
    """
    by = {rated: [one for one in done if one.rated == rated] for rated in ("good", "hard", "again")}
    lines = [Content.styled(f"Reviewed: {plural(len(done), 'question')}.", "bold"), Content("")]
    kinds = (
        ("good", "✓", "right at once", "$text-success"),
        ("hard", "◐", "right with a hint or another try", "$text-warning"),
        ("again", "✗", "missed", "$text-error"),
    )
    for rated, mark, said, style in kinds:
        if by[rated]:
            lines.append(Content.assemble((f"{mark} ", style), f"{len(by[rated])} {said}"))
    if by["again"]:
        back = all_due_words([one.due for one in by["again"]], now)
        lines += [Content(""), Content.styled(f"Missed, and back {back}:", "bold")]
        lines += [_missed(one) for one in by["again"]]
    return [*lines, Content(""), *ahead(outlook, now)]


def ahead(outlook: Outlook, now: float) -> list[Content]:
    """What waits: how many are due now, and when the others are."""
    lines = []
    if outlook.due:
        lines.append(Content.assemble((f"Due now: {len(outlook.due)}. ", "bold"), "v goes on."))
    if outlook.upcoming:
        words = waiting(outlook.upcoming, now)
        lines.append(Content.assemble(("Next: ", "bold"), f"{words}."))
    return lines


def nothing_due(outlook: Outlook, now: float) -> list[Content]:
    """What stands where no question is due."""
    if not outlook.questions:
        return [
            Content.styled("There is nothing to review yet.", "bold"),
            Content(""),
            Content(
                "What you answer in a lesson comes back here: missed questions after ten minutes, "
                "the others after a day or two, then ever later, before you forget them."
            ),
        ]
    # Where some are due all the same, they became so a moment ago, and `ahead` tells how to go on.
    first = f" The next question is due {due_words(outlook.upcoming[0], now)}."
    head = "Nothing is due now." + ("" if outlook.due else first)
    of = f"You have answered {plural(outlook.questions, 'question')}."
    return [Content.styled(head, "bold"), Content(""), Content(of), *ahead(outlook, now)]


def _missed(one: Reviewed) -> Content:
    return Content.assemble("• ", in_short(one.prompt), (f"  {one.asked.lesson.title}", "dim"))


def in_short(prompt: str) -> str:
    """The first line of a question without Markdown's marks, cut."""
    first = prompt.strip().partition("\n")[0].lstrip("# ")
    return cut(inline(first).plain, _LONGEST_PROMPT)
