"""What is said about a question: what the answer was worth, the author's words, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tutor.course.answers import Answer, normal
from tutor.course.grading import Grade
from tutor.course.lesson import Option, Quiz
from tutor.course.prediction import Settled, leeway, right_words
from tutor.ui.inline import inline
from tutor.ui.widgets.standing import Standing
from tutor.ui.words import plural

_MOST_MISPLACED = 2
"""How many entries of a wrong order get a comment: those further down mostly only follow."""


_SKIP = (
    "Try it, or press {key} again to skip it: its answer is shown, it counts as not right, and it "
    "comes back in review."
)
_SKIPPED = "Skipped. It counts as not right, and comes back in review."
_NOTED = {
    False: "Noted. Train, and see whether it comes out like this.",
    True: "Noted. Train with the settings you were given, and see whether it comes out like this.",
}
"""What is said to a prediction, by whether the run alone can tell what is right."""
_ARTICLES = ("a", "an", "the")


def feedback(standing: Standing, how: str, shown: Sequence[int] = ()) -> list[Content]:
    """All lines under a question: the verdict, hints and keys while it is open, the solution.

    Args:
        standing: of the question.
        how: how it is answered, in a few words; empty for a field to type in.
        shown: the indices of its options in the order in which they stand, that of the file where
            none are given.
    """
    # The judgement of another answer would be read as that of the one which is shown now.
    arranged = standing.quiz.type in {"select", "order", "match"}
    replaced = standing.solved and arranged and not standing.skipped
    lines = [] if replaced else _verdict(standing, shown)
    if not standing.answered and not standing.prediction:
        hints = standing.quiz.hints[: standing.hints]
        lines += [Content.assemble(("Hint: ", "bold"), inline(hint)) for hint in hints]
        lines.append(Content.styled(_offer(standing, how), "dim"))
        if standing.offered:
            lines.append(Content.styled(_SKIP.format(key=_keys(how)[1]), "$text-warning"))
    if standing.unpredicted:
        said = how or _near(standing.quiz)
        lines += [Content.styled(said, "dim")] if said else []
    if _explained(standing):
        known = standing.result is not None and standing.result.correct and not standing.solved
        head = "Called here: " if known and _a_word(standing.quiz) else "Why: "
        head = head if known else "Solution: "
        lines.append(Content.assemble((head, "bold"), inline(standing.quiz.solution)))
        lines += _told_in(standing)
    if replaced or (standing.solved and standing.skipped):
        lines += every_why(standing.quiz, shown)
    return lines


def _near(quiz: Quiz) -> str:
    """How near a predicted number has to come, where the question itself does not say it."""
    near = leeway(quiz)
    told = "as right" in quiz.prompt
    return "" if told or not near else f"Within {near} of what comes out counts as right."


def _verdict(standing: Standing, shown: Sequence[int]) -> list[Content]:
    """What the last answer was worth, and the author's words on its options."""
    if standing.solved and standing.skipped:
        return [Content.styled(_SKIPPED, "bold $text-warning")]
    result = standing.result
    if standing.problem:
        return [Content.styled(standing.problem, "$text-warning")]
    if result is None or standing.given is None:
        return []
    if standing.prediction:
        return [Content(_NOTED[standing.quiz.judged])]
    if standing.revealed:
        return predicted(standing.quiz, result, standing.settled, shown)
    lines = judged(standing.quiz, standing.given, result, shown, closed=standing.answered)
    if standing.solved and standing.quiz.type == "choice":  # the mark stands on the right one now
        picked = [one for one in standing.quiz.options if (one.text, one.why) in result.comments]
        lines = [_explained_option(_option_head(standing.quiz, one), one.why) for one in picked]
    return lines


def _offer(standing: Standing, how: str) -> str:
    """What can be done next, in one line."""
    quiz = standing.quiz
    left = len(quiz.hints) - standing.hints if standing.hintable else 0
    parts = [how] if how else []
    hint, solution = _keys(how)
    keys = [f"{hint} hint ({left} left)"] if left else []
    keys += [f"{solution} solution"] if standing.solvable else []
    keys += ["one try"] if standing.once else []
    return " · ".join([*parts, *keys])


def _keys(how: str) -> tuple[str, str]:
    """The keys of a hint and of the solution, which a field to type in would take for letters."""
    return ("h", "s") if how else ("F2", "F3")


def _explained(standing: Standing) -> bool:
    """Whether the solution is shown.

    A right answer whose options have said why it is right needs no second explanation.
    """
    result = standing.result
    if standing.solved:
        return True
    if not standing.answered or standing.prediction or result is None:
        return False
    return not (result.correct and (result.comments or _says_no_more(standing)))


def _says_no_more(standing: Standing) -> bool:
    """Whether the solution of what was typed is the answer itself, in the lesson's own word."""
    return _a_word(standing.quiz) and _bare(str(standing.given)) == _word(standing.quiz)


def _a_word(quiz: Quiz) -> bool:
    """Whether the solution is no more than one of the answers that are taken."""
    return quiz.type == "text" and _word(quiz) in {_bare(str(one)) for one in quiz.accept}


def _word(quiz: Quiz) -> str:
    return _bare(quiz.solution.rstrip("."))


def _bare(word: str) -> str:
    """A word as answers are held against it, without an article."""
    text = normal(word)
    first, _, rest = text.partition(" ")
    return rest if rest and first in _ARTICLES else text


def _told_in(standing: Standing) -> list[Content]:
    """Where the lesson tells what was not known."""
    step = standing.quiz.told_in
    known = standing.result is not None and standing.result.correct and not standing.solved
    return [] if known or not step else [Content.styled(f"The step “{step}” tells it.", "dim")]


def judged(
    quiz: Quiz, answer: Answer, result: Grade, shown: Sequence[int] = (), *, closed: bool = False
) -> list[Content]:
    """The lines about a graded answer: what it was worth, then the author's comments.

    Args:
        quiz: the question.
        answer: that was given.
        result: its grade.
        shown: as for `feedback`.
        closed: whether no other answer is taken, so that none must be promised.
    """
    said = shortfall(quiz, answer, result, closed=closed)
    if result.correct:
        lines = [Content.styled("✓ Right.", "bold $text-success")]
    elif result.score > 0:
        lines = [Content.styled(f"◐ {said}", "bold $text-warning")]
    else:
        lines = [Content.styled(f"✗ {said}", "bold $text-error")]
    if quiz.type == "match" and not (closed or result.correct):
        return lines + _right_pairs(quiz, result)
    return lines + _comments(quiz, result, shown, every=closed)


def _right_pairs(quiz: Quiz, result: Grade) -> list[Content]:
    """The author's words on the pairs that are right; on the others they would tell the answer."""
    right = [one for one in quiz.options if (one.text, one.why) not in result.comments]
    mark = Content.styled("✓ ", "bold")
    return [_explained_option(mark + _option_head(quiz, one), one.why) for one in right]


def predicted(
    quiz: Quiz, result: Grade, settled: tuple[Settled, str] | None = None, shown: Sequence[int] = ()
) -> list[Content]:
    """The lines about a prediction, once a run has shown what happens."""
    right = settled[0].right if settled else right_words(quiz)
    came_out = settled[0].came_out if settled else ""
    if result.correct:
        figure = f" ({came_out})" if came_out else ""
        said = f"✓ It came out as you predicted{figure}."
        lines = [Content.styled(said, "bold $text-success")]
    else:
        otherwise = f"{came_out}. Right was: {right}" if came_out else right
        said = f"✗ It came out otherwise: {otherwise.removesuffix('.')}."
        lines = [Content.styled(said, "bold $text-error")]
    learned = [inline(settled[1])] if settled and settled[1] else []
    return lines + learned + _comments(quiz, result, shown)


def shortfall(quiz: Quiz, answer: Answer, result: Grade, *, closed: bool = False) -> str:
    """In what an answer fell short, in words that fit the type of question; see `judged`.

    What is arranged changes while the words stand, so that they tell what it was.
    """
    match quiz.type:
        case "select":
            return _ticks(quiz, answer)
        case "order":
            return _order(result.score, len(quiz.options) - 1, closed=closed)
        case "match":
            return _match(result.score, len(quiz.options), closed=closed)
        case "number":
            return f"Not {str(answer).strip()}."
        case "text":
            return f"Not “{str(answer).strip()}”."
        case _:
            return "Not this one."


def _order(score: float, neighbours: int, *, closed: bool) -> str:
    """How many entries of an order stand directly below the one that they follow."""
    right = round(score * neighbours)
    below = "1 entry" if neighbours == 1 else f"{neighbours} entries"
    followed = f"{right or 'none'} rightly {'follow' if right > 1 else 'follows'} the one above"
    return f"{'Not right' if closed else 'Not yet'}. Of the {below} below the first, {followed}."


def _match(score: float, count: int, *, closed: bool) -> str:
    """How many pairs are right."""
    right = round(score * count)
    if not right:
        return "No pair was right."
    if closed:
        return f"Not right: {right} of the {count} pairs {'was' if right == 1 else 'were'}."
    return f"{right} of {count} pairs {'was' if right == 1 else 'were'} right."


def _ticks(quiz: Quiz, answer: Answer) -> str:
    """How many right options a `select` answer has found, and how many wrong ones it ticked."""
    ticked = set(answer) if isinstance(answer, list) else set()
    right = {index for index, option in enumerate(quiz.options) if option.correct}
    found, wrong = len(ticked & right), len(ticked - right)
    said = f"{found} of {len(right)} right ones found" if found else "No right one found"
    return f"{said}, {plural(wrong, 'wrong one')} ticked." if wrong else f"{said}."


def _comments(
    quiz: Quiz, result: Grade, shown: Sequence[int], *, every: bool = False
) -> list[Content]:
    """The author's words; of what was typed the learner need not be reminded.

    Where true and untrue options may both be told, each is marked as what it is; beside a right
    answer the untrue ones, which it has left alone, have no mark of a mistake. Of a wrong order
    the first few are told, or with `every` all.
    """
    comments = result.comments
    if quiz.type == "select":
        told = [one for one in _standing(quiz, shown) if (one.text, one.why) in comments]
        heads = [_left_alone(one) if result.correct and not one.correct else _option_head(quiz, one)
                 for one in told]  # fmt: skip
        return [_explained_option(head, one.why) for head, one in zip(heads, told, strict=True)]
    if quiz.type == "order" and not result.correct:
        some = comments if every else comments[:_MOST_MISPLACED]
        more = [Content(f"✗ … and {len(comments) - len(some)} more.")] if some != comments else []
        return [*(_explained_option(inline(f"✗ {text}"), why) for text, why in some), *more]
    if quiz.type in {"number", "text"}:
        return [inline(why) for _text, why in comments]
    return [_explained_option(inline(text), why) for text, why in comments]


def every_why(quiz: Quiz, shown: Sequence[int] = ()) -> list[Content]:
    """The author's words on every option, right or wrong, for whom has picked none."""
    options = _standing(quiz, shown)
    return [_explained_option(_option_head(quiz, option), option.why) for option in options]


def _standing(quiz: Quiz, shown: Sequence[int]) -> list[Option]:
    """The options as they stand on the screen; those that are arranged, as they should stand."""
    if quiz.type not in {"choice", "select"}:
        return list(quiz.options)
    return [quiz.options[index] for index in shown or range(len(quiz.options))]


def _explained_option(option: Content, why: str) -> Content:
    """An option and the author's words on it, either of which may have a colon of its own."""
    return Content.assemble(option.stylize("bold"), (" – ", "bold"), inline(why))


def _left_alone(option: Option) -> Content:
    """An untrue option that was rightly left alone: a cross would be read as a mistake."""
    return Content.assemble("○ Rightly left out: ", inline(option.text))


def _option_head(quiz: Quiz, option: Option) -> Content:
    match quiz.type:
        case "order":
            return inline(option.text)
        case "match":
            return Content.assemble(inline(option.text), " → ", inline(option.match))
        case _:
            return Content.assemble("✓ " if option.correct else "✗ ", inline(option.text))
