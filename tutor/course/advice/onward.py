"""What to do next, where the runs of an experiment speak against what a diagnosis advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.course.advice.enough import advising
from tutor.course.advice.goalwards import ENOUGH
from tutor.course.advice.known import Known
from tutor.course.advice.pace import pace
from tutor.course.advice.set_words import set_words, smoothing_key
from tutor.course.advice.tried import LOSS, Past
from tutor.course.goal import Outcome
from tutor.diagnosis.verdict import Diagnosis, Finding, Remedy, Value
from tutor.lab.knobs import COUNTS

_MUCH = 0.35
"""Of the loss: so much saved by going on tells more than what two runs ended at."""
_FEW = 3
"""Settings that are told in one sentence."""


@dataclass(frozen=True, slots=True)
class Onward:
    """Chooses and words what comes next, from what is known of a run and those before it."""

    _known: Known

    def shorter(self, diagnosis: Diagnosis, outcomes: Sequence[Outcome]) -> Diagnosis | None:
        """With a deeper or wider network as advice where more epochs alone would take too long."""
        primary = diagnosis.primary
        if primary.name != "still_improving" or set(primary.change) != {"epochs"}:
            return None
        if primary.gain > _MUCH:
            return None  # whatever luck the figures of single runs had
        found = pace(self._known.tried, outcomes, self._known.metric)
        if found is None or not found.slow:
            return None
        # Whether a wider one is the shorter way was tried after the run; a deeper one was not.
        deeper = [one for one in self._known.ways.others if set(one) <= set(COUNTS)]
        larger = [self._known.ways.larger]
        for change in (
            [*larger, *deeper] if self._known.ways.rather == "wider" else [*deeper, *larger]
        ):
            if change and self._known.no_use(change) is None:
                return advising(
                    diagnosis, f"{set_words(change, self._known.ways)}: {found.told}.", change
                )
        return None

    def back_to_best(self, diagnosis: Diagnosis, *, clearly: bool = False) -> Diagnosis | None:
        """With the settings of the best run so far as advice; None where this one is the best."""
        best = self._known.tried.best(self._known.metric, clearly=clearly)
        change = {} if best is None else self._known.tried.changes(best)
        if (
            best is None
            or not change
            or len(change) > _FEW
            or set(change) & set(self._known.ways.aside)
        ):
            return None
        if diagnosis.primary.name == "still_improving" and self._less("epochs", change):
            return None  # that it did better was luck: it only ended earlier
        deed, figures = set_words(change, self._known.ways), self._known.figures(best, change)
        return advising(diagnosis, f"{deed}: {figures}. Go on from there.", change)

    def beside_best(self, diagnosis: Diagnosis) -> Diagnosis:
        """With a word on an earlier run whose loss was better, where nothing else is advised."""
        best = self._known.tried.best(LOSS, clearly=True)
        change = {} if best is None else self._known.tried.changes(best)
        if best is None or diagnosis.advised.change or not self._known.reached or not change:
            return diagnosis
        if len(change) > _FEW or not self._known.tried.dearer(best):
            return diagnosis
        figures = self._known.figures(best, change, LOSS)
        words = f"{ENOUGH} {figures[:1].upper()}{figures[1:]}."
        return advising(diagnosis, words, {})

    def untried(self, diagnosis: Diagnosis) -> Diagnosis | None:
        """With a change that was never made as advice; None where all were.

        Who still improves is not told to take smaller steps, which get less far.
        """
        improves = diagnosis.primary.name == "still_improving"
        for change in self._known.ways.others:
            if (
                not (improves and self._less("learning_rate", change))
                and self._known.no_use(change) is None
            ):
                said = "it is untried with these settings; what it brings, a run will tell."
                if change.keys() <= {"smoothing"}:
                    key = smoothing_key(self._known.tried.settings, change)
                    said = f"it is untried; the film's view (v, then {key}) shows what it brings."
                return advising(diagnosis, f"{set_words(change, self._known.ways)}: {said}", change)
        return None

    def fresh(self, finding: Finding) -> Finding:
        """A finding with the first of its remedies that leads not back to what was no better."""
        vain: tuple[Past, Mapping[str, Value]] | None = None
        for remedy in self._fresh_first(finding):
            past = self._known.no_use(remedy.change)
            seen = past is not None and self._seen_better(finding, remedy.change)
            if past is None or seen or self._all_the_same(finding, remedy.change):
                chosen = self._best_of(remedy)
                return replace(finding, remedy=self._known.told(chosen), change=chosen.change)
            vain = vain or (past, remedy.change)
        if vain is None:
            return finding
        past, change = vain
        words = f"Change something else in Build: {self._known.figures(past, change)}."
        if self._known.reached:
            figures = self._known.figures(past, change)
            words = f"The goal is reached, and what these curves advise was tried: {figures}."
            if not self._known.tried.same(past, change) and self._known.tried.dearer(past):
                figures = self._known.figures(past, change, LOSS)
                words = f"The goal is reached, and to go on this way raises the loss: {figures}."
        return replace(finding, remedy=words, change={}, further=())

    def _fresh_first(self, finding: Finding) -> Sequence[Remedy]:
        """The remedies of a finding, of two those first that lead to no run that is self._known.

        To stop where a run of so few epochs has stopped trains that one again, and it has missed
        the goal as well. And who still improves, with another network than the one that has reached
        it, learns nothing by that one.
        """
        again = "still_improving" if self._known.tried.done else "overfitting"
        if finding.name != again or not self._known.missed:
            return finding.remedies
        past = self._known.tried.past
        return sorted(
            finding.remedies,
            key=lambda one: any(self._known.tried.same(run, one.change) for run in past),
        )

    def _best_of(self, remedy: Remedy) -> Remedy:
        """A remedy that leads to an earlier run, or to a rate past it: to the best of these."""
        best = self._known.tried.best(self._known.metric)
        known = any(self._known.tried.same(one, remedy.change) for one in self._known.tried.past)
        steps = remedy.change.keys() == {"learning_rate"}
        if best is None or not (known or (steps and best in self._known.tried.back(remedy.change))):
            return remedy
        change = self._known.tried.changes(best)
        if change.keys() != remedy.change.keys():
            return remedy
        return Remedy(f"{set_words(change, self._known.ways)}:", change)

    def _all_the_same(self, finding: Finding, change: Mapping[str, Value]) -> bool:
        """Whether a change is advised although an earlier run speaks against it.

        It mends what must be, or saved much of the loss when it was tried after the run.
        """
        if finding.urgent:
            return self._known.mends(change)
        return finding.gain > _MUCH and self._known.in_vain(change) is None

    def _seen_better(self, finding: Finding, change: Mapping[str, Value]) -> bool:
        """Whether a change that was not trained yet was tried after the run, and lowered its loss.

        What an earlier run of another network speaks against, that has shown of this one.
        """
        known = any(self._known.tried.same(past, change) for past in self._known.tried.past)
        return not known and any(one.change == change for one in finding.proven)

    def _less(self, name: str, change: Mapping[str, Value]) -> bool:
        """Whether a change is one to less of a number, and nothing else."""
        asked, here = change.get(name), self._known.tried.settings.get(name)
        less = isinstance(asked, int | float) and isinstance(here, int | float) and asked < here
        return less and change.keys() == {name}
