"""How well tags or labels are found, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from tutor.lab.text.shares import percent, probability
from tutor.lab.text.width import cut
from tutor.lab.views.scores import Figure, Labelled, Scores, Tagged, Wrong

_PLACES = {"words": "sentences", "frames": "stretches"}
"""In what mistakes are shown one by one."""
_LONGEST = 30


def summary(scores: Scores, *, brief: bool = False) -> str:
    """How much was judged, and the F1 of all together with its interval.

    The `brief` one leaves out what is not counted here.
    """
    first = scores.rows[0]
    if not scores.total:
        return f"There are no {scores.part} {scores.counted}."
    single = "single frames, " if scores.counted == "frames" else ""
    text = (
        f"{scores.total:,} {scores.part} {scores.counted}. "
        f"F1 of {single}{first.name}: {figure(first.f1)}."
    )
    if brief or not single:
        return text
    return f"{text} Each counts as the network answers it; a run's own F1 is of whole appearances."


def clusters(scores: Scores, *, brief: bool = False) -> str:
    """Over what the intervals are."""
    if scores.many < 2:
        return ""
    if brief:
        return f"95 % intervals, {scores.many:,} {scores.clusters}:"
    return f"In brackets: 95 % intervals over {scores.many:,} {scores.clusters}."


def figure(one: Figure | None) -> str:
    """A share with its interval."""
    if one is None:
        return "none, since there is nothing of it"
    told = f"{100 * one.value:.1f} %"
    if one.low is None or one.high is None:
        return told
    return f"{told} ({100 * one.low:.1f} to {100 * one.high:.1f})"


def mistake(scores: Scores, row: int, at: int) -> str:
    """One mistake of a row: what was missed or said, and how probable the network found it."""
    score, wrong = scores.rows[row], scores.rows[row].wrong[at]
    example = scores.examples[wrong.example]
    shown, one_place = len(score.wrong), _PLACES[scores.counted]
    of = "" if score.places == shown else f" (the worst of {score.places:,})"
    head = f"{at + 1} of {shown} wrong {one_place}{of}"
    if isinstance(example, Tagged):
        return f"{head}: {_tagged(example, wrong)} {percent(wrong.share)}."
    return f"{head}, {_where(example, wrong)}: {_labelled(example, wrong)}"


def no_mistakes(scores: Scores, row: int) -> str:
    """Said where a row has none."""
    return f"Nothing of {scores.rows[row].name} is missed, and there is no false alarm."


def caption(scores: Scores, wrong: Wrong) -> Callable[[int, int], list[str]]:
    """A mistake in a line of a few columns: `Ada missed 3 %, frame 41`."""
    example = scores.examples[wrong.example]
    kind = "missed" if wrong.there else "false"

    def told(width: int, _lines: int) -> list[str]:
        sure = probability(wrong.share)
        if isinstance(example, Labelled):
            text = f"{wrong.name} {kind} {sure}"
            most = f"{text}, frame {example.number + 1:,}"
            fitting = (one for one in (most, text) if len(one) <= width)
            return [next(fitting, cut(f"{wrong.name} {kind}", width))]
        words = " ".join(example.words[wrong.first : wrong.after])
        kind_of = "missed" if wrong.there else "false alarm"
        return [cut(f"{kind_of} {sure}: {words}", width)]

    return told


def _tagged(example: Tagged, wrong: Wrong) -> str:
    words = f"“{cut(' '.join(example.words[wrong.first : wrong.after]), _LONGEST)}”"
    if wrong.other:
        tags = (wrong.name, wrong.other) if wrong.there else (wrong.other, wrong.name)
        return f"{words} is tagged {tags[0]}, found {tags[1]}; the network gave {wrong.name}"
    if wrong.there:
        return f"{words} is {wrong.name}, and missed; the network gave it"
    return f"{words} was found, and is not {wrong.name}; the network gave it"


def _labelled(example: Labelled, wrong: Wrong) -> str:
    state = "is there, and missed" if wrong.there else "was found, and is not there"
    true, found = (", ".join(names) or "none" for names in (example.true, example.found))
    gave = f"the network gave {percent(wrong.share)}"
    return f"{wrong.name} {state}; {gave}. True: {true}. Found: {found}."


def _where(example: Labelled, wrong: Wrong) -> str:
    place = f", {example.place}" if example.place else ""
    if wrong.after - wrong.first == 1:
        return f"frame {example.number + 1:,}{place}"
    return f"frame {example.number + 1:,} of {wrong.first + 1:,}–{wrong.after:,}{place}"
