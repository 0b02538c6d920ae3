"""The diagnosis: a history goes in; findings come out, the one that matters most first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tutor.diagnosis import kept as keeping
from tutor.diagnosis import limits
from tutor.diagnosis.calibration import GAMES, KNOWLEDGE, calibrated, knowledge
from tutor.diagnosis.case import columns, prepare
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.findings import FINDERS, tried
from tutor.diagnosis.findings.data import copies
from tutor.diagnosis.findings.divergence import diverged
from tutor.diagnosis.findings.fit import good_fit, not_enough_evidence
from tutor.diagnosis.findings.generalization import overfitting, thrown_off
from tutor.diagnosis.findings.output import wrong_output
from tutor.diagnosis.findings.played import judge_games
from tutor.diagnosis.findings.proven import proven
from tutor.diagnosis.findings.rise import EARLY, leapt
from tutor.diagnosis.findings.unsettled import no_success
from tutor.diagnosis.games import of_games, prepare_games
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import HARMLESS, NAMES, Diagnosis, Finding

_UNKNOWN = Facts()
_LOOK_FACTOR = 1.05
_LIKELY, _TROUBLE = 0.55, 0.75
"""From which chance on a finding is said in the tutor's own runs, and from which one of trouble is:
a wrong alarm teaches a falsehood. Cross-validated on half `tune`, with the second look, 4 of 181
healthy runs are given a trouble so, and 9 where all is said from 0.55 on."""

_BY_HEART = ("overfitting", "overconfident")
_MENDED = ("class_imbalance", "overfitting", "still_improving", "large_gap", "underfitting")
"""What lies in the training, and a surer one of which is told before a noisy validation set."""

_AS_MANY = "about as many answers are right as"
_SURER = "but wrong ones are given with more certainty: that is why the loss rose."

_WITH_EXAMPLES = KNOWLEDGE[2:]


def diagnose(
    history: History,
    facts: Facts = _UNKNOWN,
    examples: Examples | None = None,
    second: SecondLook | None = None,
    kept: int | None = None,
) -> Diagnosis:
    """What a whole run means.

    Args:
        history: metrics of each epoch; only the standard names are looked at. Accuracies may be
            shares or percent; losses may be negative, zero or not finite.
        facts: what else is known; remedies keep to `facts.choices`.
        examples: losses of single validation examples, one row for each epoch.
        second: what further trainings showed; used where it has the groups of `examples`.
        kept: the number of the epoch whose weights were kept, where they are not the last ones:
            the verdict is then on that network, and so must `facts` be; of games, and of a loss
            that left all bounds, it is on the whole training.

    Returns:
        All findings, in the order of `NAMES`, save that what a setting mends may come before what
        none does; at least one. Their confidences are calibrated, those on games aside. Where
        groups of examples are known, what is hardly likelier true than not is left out, and a
        trouble that is less likely than three in four; beside overfitting, that it is still
        improving. Logs made elsewhere may be of another kind than those of the calibration.

    Raises:
        UnevenHistoryError: recorded columns differ in length.
    """
    whole, place = (history, facts, examples), keeping.place_of(history, kept)
    if place is not None and not _of_whole(history, facts):
        history, facts, examples = keeping.until(history, facts, examples, place)
    known, found, otherwise = findings(history, facts, examples, second)

    def sure(finding: Finding) -> Finding:
        return replace(finding, confidence=calibrated(known, finding.sort, finding.confidence))

    said = tuple(one for one in map(sure, found) if known not in _WITH_EXAMPLES or _said(one))
    first, *others = in_order(said, facts) or (sure(otherwise),)
    if kept is not None and facts.after:
        first = keeping.told(first, facts, kept, rose=_rises(*whole))
    return Diagnosis((first, *others))


def _of_whole(history: History, facts: Facts) -> bool:
    """Whether a verdict is on the whole training, whatever weights were kept."""
    if of_games(history):
        return True
    with np.errstate(all="ignore"):
        return diverged(columns(history), history, facts) is not None


def _rises(history: History, facts: Facts, examples: Examples | None) -> bool:
    """Whether the whole training ends in overfitting, so surely that it would be said."""
    known, found, _ = findings(history, facts, examples)
    return any(
        one.name == "overfitting" and calibrated(known, one.sort, one.confidence) >= _TROUBLE
        for one in found
    )


def in_order(kept: tuple[Finding, ...], facts: Facts) -> tuple[Finding, ...]:
    """The findings that go together, the one to act on first.

    What overfits or jumps is not told to go on, nor what learned nothing that it jumps, and
    overconfidence is told beside overfitting alone, whose evidence then tells both. A fault of the
    validation set that no setting here mends stands behind a surer one of the training set that a
    setting does.

    Args:
        kept: what is said, in the order of `NAMES`.
        facts: for the settings that there are.
    """
    names = {one.name for one in kept}
    left_out = {"overconfident"} if "overfitting" not in names else set()
    if names & {"overfitting", "unstable"}:
        left_out.add("still_improving")
    if "not_learning" in names:
        left_out.add("unstable")  # what never was learned isn't lost
    found = [one for one in kept if one.name not in left_out]
    beside = next((one for one in found if one.name == "overconfident"), None)
    if beside is not None:
        many = "more answers are right than" if beside.kind else _AS_MANY
        told = f" So {many} before, {_SURER}"
        found = [
            replace(one, evidence=one.evidence + told) if one.name == "overfitting" else one
            for one in found
        ]
    first = next((one for one in found if one.name == "noisy_validation"), None)
    if not facts.choices or first is None or first.change:
        return tuple(found)
    at = found.index(first)
    surer = [
        one for one in found[at:]
        if one.name in _MENDED and one.change and one.confidence > first.confidence
    ]  # fmt: skip
    return (*found[:at], *surer, *(one for one in found[at:] if one not in surer))


def _said(finding: Finding) -> bool:
    """Whether a finding is likely enough to be told to a learner."""
    return finding.confidence >= (_LIKELY if finding.name in HARMLESS else _TROUBLE)


def findings(
    history: History,
    facts: Facts = _UNKNOWN,
    examples: Examples | None = None,
    second: SecondLook | None = None,
) -> tuple[str, list[Finding], Finding]:
    """The findings as they see themselves.

    Arguments and errors are those of `diagnose`.

    Returns:
        how much is known, one of `calibration.KNOWLEDGE`, or `calibration.GAMES`; what
        was found, in the order of `NAMES`; and what is to be said where nothing was.
    """
    arrays = columns(history)
    with np.errstate(all="ignore"):
        gone = diverged(arrays, history, facts)
        if gone is not None:
            gone = _explained(gone, facts)
            return GAMES if gone.played else KNOWLEDGE[0], [gone], gone
        if of_games(history):
            games = prepare_games(history, facts)
            only = no_success() if games is None else judge_games(games)
            return GAMES, [only], only
        case = prepare(history, arrays, facts, examples, second)
        found = [finding for finder in FINDERS if (finding := finder(case)) is not None]
        if thrown_off(case) and any(one.name == "unstable" for one in found):
            found = [one for one in found if one.name not in _BY_HEART]
        unfit = wrong_output(history, arrays, facts, case.epoch(-1) if case.epochs else 1)
        if unfit is not None:
            found.append(unfit)
        vain, better = tried.in_vain(case), proven(case)
        found = [_explained(finding, facts) for finding in found]
        found.append(good_fit(case) or not_enough_evidence(case))
        beside = "" if any(one.name == "leakage" for one in found) else copies(case)
        *found, otherwise = [
            replace(one, in_vain=vain, proven=better, evidence=one.evidence + beside)
            for one in found
        ]
    return knowledge(case), sorted(found, key=lambda finding: NAMES.index(finding.name)), otherwise


def _explained(finding: Finding, facts: Facts) -> Finding:
    """With what stands in the way, where scaling is advised and the evidence leaves it out."""
    why = limits.told(facts)
    if "scaling" not in finding.change or why in finding.evidence:
        return finding
    return replace(finding, evidence=finding.evidence + why)


FIRST_LOOK = 5
"""The epoch after which it is worth asking for the first time what can be said already."""


def next_look(epochs: int) -> int:
    """After which epoch to ask again, having asked after so many.

    Epochs grow by a factor, so that looking stays a small share of a long training.
    """
    return max(epochs + 1, int(epochs * _LOOK_FACTOR))


def early(
    history: History, facts: Facts = _UNKNOWN, examples: Examples | None = None
) -> Finding | None:
    """What can be said while the run goes on: it diverged, or overfitting has begun.

    The same statistics as at the end with other demands, since it is asked again and again and
    each question is a chance to be wrong. Who stops the training then loses hardly ever anything.

    Args:
        history: the epochs so far.
        facts: what else is known.
        examples: losses of single validation examples, one row for each epoch so far.

    Raises:
        UnevenHistoryError: recorded columns differ in length.
    """
    arrays = columns(history)
    with np.errstate(all="ignore"):
        gone = diverged(arrays, history, facts)
        if gone is not None or of_games(history):
            return gone
        case = prepare(history, arrays, facts, examples)
        return None if leapt(case) else overfitting(case, EARLY)
