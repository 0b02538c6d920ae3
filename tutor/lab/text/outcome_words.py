"""What became of a set, in sentences."""

from __future__ import annotations

import math

from tutor.diagnosis.proportions import wilson
from tutor.lab.names import listed
from tutor.lab.text.confusion import Pair, mistaken
from tutor.lab.text.shares import percent, span
from tutor.lab.text.width import cut
from tutor.lab.views.outcomes import Mistake, Outcomes

_ARROW = " → "
_LEAST_SHARE = 1e-7
_NAMED = 2
"""Pairs that are named beside the first where as many mistakes are of them."""
_UNEVEN = 1.2
"""A class is common that has so many times the examples of an even share."""


def summary(outcomes: Outcomes, *, brief: bool = False) -> str:
    """How many were right, with a 95 % interval, what the commonest class gives, the worst pair.

    The `brief` one has the first sentence only.
    """
    total = sum(map(sum, outcomes.counts))
    right = sum(row[number] for number, row in enumerate(outcomes.counts))
    if not total:
        return f"There are no {outcomes.part} examples."
    low, high = wilson(right / total, total)
    text = (
        f"{right:,} of {total:,} {outcomes.part} examples right: {100 * right / total:.1f} % "
        f"({100 * low:.1f} to {100 * high:.1f})."
    )
    if brief:
        return text
    return " ".join(filter(None, (text, _commonest(outcomes, total), _most_often(outcomes))))


def _commonest(outcomes: Outcomes, total: int) -> str:
    """What the same answer each time would reach, where one class is common."""
    sizes = [sum(row) for row in outcomes.counts]
    most = max(sizes)
    if len(sizes) < 2 or most * min(len(sizes), 4) < _UNEVEN * total or most == total:
        return ""
    label = outcomes.labels[sizes.index(most)]
    return f"Always saying {label} gives {100 * most / total:.1f} %."


def _most_often(outcomes: Outcomes) -> str:
    pairs = mistaken(outcomes)
    if not pairs:
        return ""
    count, *_ = pairs[0]
    if count == 1 and len(pairs) > 1:
        return "No two mistakes are alike."
    times = "once" if count == 1 else f"{count} times"
    labels = outcomes.labels
    first, *others = [(labels[a], labels[b]) for many, a, b in pairs if many == count]
    said = f"{first[0]} taken for {first[1]}"
    if not others:
        return f"Most often: {said}, {times}."
    further = [f"{a} for {b}" for a, b in others[:_NAMED]]
    rest = len(others) - len(further)
    more = [f"{rest} more pairs" if rest > 1 else "1 more pair"] if rest else []
    return f"Most often, {times} each: {listed([said, *further, *more], 'and')}."


def pair_sentence(outcomes: Outcomes, at: Pair) -> str:
    """One cell of the matrix: how often, out of how many, and the other way round."""
    true, told = at
    labels, counts = outcomes.labels, outcomes.counts
    of_true = sum(counts[true])
    if true == told:
        given = sum(row[told] for row in counts)
        right = counts[true][true]
        text = f"{labels[true]}: {right} of {of_true} found, recall {span(right, of_true)}."
        if not given:
            return f"{text} The network never says it."
        times = "once" if given == 1 else f"{given} times"
        return f"{text} It is said {times}, precision {span(right, given)}."
    count, back = counts[true][told], counts[told][true]
    of_told = sum(counts[told])
    return (
        f"{labels[true]} taken for {labels[told]}: {count} of {of_true}, {span(count, of_true)}. "
        f"The other way round: {back} of {of_told}."
    )


def mistake_sentence(outcomes: Outcomes, at: int) -> str:
    """One mistake: what is true, what the network said, how sure it was of both, and what it cost.

    As Keras counts it, no share below 1e-7 makes a loss any larger.
    """
    mistake = outcomes.mistakes[at]
    true, told = outcomes.labels[mistake.true], outcomes.labels[mistake.told]
    total = sum(map(sum, outcomes.counts))
    wrong = total - sum(row[number] for number, row in enumerate(outcomes.counts))
    shown = len(outcomes.mistakes)
    of = "" if wrong == shown else f" (the worst of {wrong:,})"
    return (
        f"Mistake {at + 1} of {shown}{of}: it is {true}, and the network says {told}, "
        f"{percent(mistake.sure)} sure; {percent(mistake.true_share)} for {true}, a loss of "
        f"{-math.log(max(mistake.true_share, _LEAST_SHARE)):.1f}."
    )


def no_mistakes(outcomes: Outcomes) -> str:
    """Said where every example is right."""
    total = sum(map(sum, outcomes.counts))
    low, _high = wilson(1.0, total)
    return (
        f"All {total:,} {outcomes.part} examples are right. From so many, most probably at least "
        f"{100 * low:.1f} % of others like them would be."
    )


def opened_sentence(others: int) -> str:
    """How often the test set was opened in an experiment, this run's time counted; or nothing."""
    if not others:
        return ""
    return (
        f"Test set opened for {others + 1} runs of this experiment: the more often, "
        "the less it tells."
    )


def short(outcomes: Outcomes, mistake: Mistake, width: int) -> str:
    """A mistake in at most `width` columns: `4 → 9`; both names are cut where they are long."""
    true, told = outcomes.labels[mistake.true], outcomes.labels[mistake.told]
    room = max(width - len(_ARROW), 2)
    half = room // 2
    of_true = max(half, room - len(told))
    return f"{cut(true, of_true)}{_ARROW}{cut(told, max(half, room - min(len(true), of_true)))}"
