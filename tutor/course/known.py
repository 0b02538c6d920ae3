"""What is known of an experiment from its runs, as advice on the newest is held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.course.enough import advising
from tutor.course.goal import Outcome, reading
from tutor.course.goalwards import ENOUGH
from tutor.course.pace import pace
from tutor.course.run_figures import setting_text
from tutor.course.set_words import set_words, smoothing_key
from tutor.course.tried import LOSS, Past, Tried, figure
from tutor.diagnosis.verdict import Diagnosis, Finding, Remedy, Value
from tutor.lab.knobs import COUNTS
from tutor.lab.names import listed
from tutor.lab.ways import Ways

_MUCH = 0.35
"""Of the loss: so much saved by going on tells more than what two runs ended at."""
_FEW = 3
"""Settings that are told in one sentence."""


@dataclass(frozen=True, slots=True)
class Known:
    """A run, those before it, and what its goal still asks for.

    Attributes:
        tried: the run and those before it.
        metric: by which they are compared.
        ways: to other networks.
        reached: whether the goal is reached: what is as good and smaller is then no failure.
        missed: whether a figure that it asks for is missed.
    """

    tried: Tried
    metric: str
    ways: Ways
    reached: bool
    missed: bool

    def left(self, *, slow: bool) -> Ways:
        """The ways that were not gone yet.

        Args:
            slow: whether a smaller network is to save time, and not to be small.
        """
        ways, larger = self.ways, self.ways.larger
        if slow and self.tried.shrunk(ways.smaller, self.metric):
            ways = replace(ways, smaller={})
        if larger and (self.in_vain(larger) or self.tried.outgrown(larger, self.metric)):
            ways = replace(ways, larger={})
        if any(self.tried.same(one, ways.smaller) for one in self.tried.past):
            ways = replace(ways, smaller={})
        if any(self.tried.same(one, ways.quicker) for one in self.tried.past):
            # Such batches alone were not enough: a smaller network has to do with them, too.
            smaller = {**ways.smaller, **ways.quicker} if ways.smaller else {}
            ways = replace(ways, quicker={}, smaller=smaller)
        return ways

    def shorter(self, diagnosis: Diagnosis, outcomes: Sequence[Outcome]) -> Diagnosis | None:
        """With a deeper or wider network as advice where more epochs alone would take too long."""
        primary = diagnosis.primary
        if primary.name != "still_improving" or set(primary.change) != {"epochs"}:
            return None
        if primary.gain > _MUCH:
            return None  # whatever luck the figures of single runs had
        found = pace(self.tried, outcomes, self.metric)
        if found is None or not found.slow:
            return None
        # Whether a wider one is the shorter way was tried after the run; a deeper one was not.
        deeper = [one for one in self.ways.others if set(one) <= set(COUNTS)]
        larger = [self.ways.larger]
        for change in [*larger, *deeper] if self.ways.rather == "wider" else [*deeper, *larger]:
            if change and self._no_use(change) is None:
                return advising(diagnosis, f"{set_words(change, self.ways)}: {found.told}.", change)
        return None

    def back_to_best(self, diagnosis: Diagnosis, *, clearly: bool = False) -> Diagnosis | None:
        """With the settings of the best run so far as advice; None where this one is the best."""
        best = self.tried.best(self.metric, clearly=clearly)
        change = {} if best is None else self.tried.changes(best)
        if best is None or not change or len(change) > _FEW or set(change) & set(self.ways.aside):
            return None
        if diagnosis.primary.name == "still_improving" and self._fewer_epochs(change):
            return None  # that it did better was luck: it only ended earlier
        words = f"{set_words(change, self.ways)}: {self._figures(best, change)}. Go on from there."
        return advising(diagnosis, words, change)

    def beside_best(self, diagnosis: Diagnosis) -> Diagnosis:
        """With a word on an earlier run whose loss was better, where nothing else is advised."""
        best = self.tried.best(LOSS, clearly=True)
        change = {} if best is None else self.tried.changes(best)
        if best is None or diagnosis.advised.change or not self.reached or not change:
            return diagnosis
        if len(change) > _FEW or not self.tried.dearer(best):
            return diagnosis
        figures = self._figures(best, change, LOSS)
        words = f"{ENOUGH} {figures[:1].upper()}{figures[1:]}."
        return advising(diagnosis, words, {})

    def gains(self, diagnosis: Diagnosis) -> bool:
        """Whether the run was still getting better, on a way that was not gone before."""
        primary = diagnosis.primary
        change = primary.change if primary.name == "still_improving" else {}
        return bool(change) and self._no_use(change) is None

    def _slower(self, change: Mapping[str, Value]) -> bool:
        """Whether a change is one to smaller steps, and nothing else."""
        asked, here = (one.get("learning_rate") for one in (change, self.tried.settings))
        smaller = isinstance(asked, float) and isinstance(here, float) and asked < here
        return smaller and change.keys() == {"learning_rate"}

    def _fewer_epochs(self, change: Mapping[str, Value]) -> bool:
        """Whether a change is one to fewer epochs, and nothing else."""
        asked, here = change.get("epochs"), self.tried.settings.get("epochs")
        less = isinstance(asked, int) and isinstance(here, int) and asked < here
        return less and change.keys() == {"epochs"}

    def untried(self, diagnosis: Diagnosis) -> Diagnosis | None:
        """With a change that was never made as advice; None where all were.

        Who still improves is not told to take smaller steps, which get less far.
        """
        improves = diagnosis.primary.name == "still_improving"
        for change in self.ways.others:
            if not (improves and self._slower(change)) and self._no_use(change) is None:
                said = "it is untried with these settings; what it brings, a run will tell."
                if change.keys() <= {"smoothing"}:
                    key = smoothing_key(self.tried.settings, change)
                    said = f"it is untried; the film's view (v, then {key}) shows what it brings."
                return advising(diagnosis, f"{set_words(change, self.ways)}: {said}", change)
        return None

    def onward(self, finding: Finding) -> Finding:
        """A finding with the first of its remedies that leads not back to what was no better."""
        vain: tuple[Past, Mapping[str, Value]] | None = None
        for remedy in self._fresh_first(finding):
            past = self._no_use(remedy.change)
            if past is None or self._all_the_same(finding, remedy.change):
                chosen = self._best_of(remedy)
                return replace(finding, remedy=self._told(chosen), change=chosen.change)
            vain = vain or (past, remedy.change)
        if vain is None:
            return finding
        past, change = vain
        words = f"Change something else in Build: {self._figures(past, change)}."
        if self.reached:
            words = "The goal is reached, and what these curves advise was tried."
            if not self.tried.same(past, change) and self.tried.dearer(past):
                figures = self._figures(past, change, LOSS)
                words = f"The goal is reached, and to go on this way raises the loss: {figures}."
        return replace(finding, remedy=words, change={}, further=())

    def _fresh_first(self, finding: Finding) -> Sequence[Remedy]:
        """The remedies of a finding, of two those first that lead to no run that is known.

        To stop where a run of so few epochs has stopped trains that one again, and it has missed
        the goal as well. And who still improves, with another network than the one that has reached
        it, learns nothing by that one.
        """
        again = "still_improving" if self.tried.done else "overfitting"
        if finding.name != again or not self.missed:
            return finding.remedies
        past = self.tried.past
        return sorted(
            finding.remedies,
            key=lambda one: any(self.tried.same(run, one.change) for run in past),
        )

    def _best_of(self, remedy: Remedy) -> Remedy:
        """A remedy that leads to an earlier run, or to a rate past it: to the best of these."""
        best = self.tried.best(self.metric)
        known = any(self.tried.same(one, remedy.change) for one in self.tried.past)
        steps = remedy.change.keys() == {"learning_rate"}
        if best is None or not (known or (steps and best in self.tried.back(remedy.change))):
            return remedy
        change = self.tried.changes(best)
        if change.keys() != remedy.change.keys():
            return remedy
        return Remedy(f"{set_words(change, self.ways)}:", change)

    def _all_the_same(self, finding: Finding, change: Mapping[str, Value]) -> bool:
        """Whether a change is advised although an earlier run speaks against it.

        It mends what must be, or saved much of the loss when it was tried after the run.
        """
        if finding.urgent:
            return self._mends(change)
        return finding.gain > _MUCH and self.in_vain(change) is None

    def _mends(self, change: Mapping[str, Value]) -> bool:
        """Whether an earlier run with these very settings did better, if not best of all."""
        past = self.tried.past
        return any(
            self.tried.same(one, change) and self.tried.better(one, self.metric) for one in past
        )

    def in_vain(self, change: Mapping[str, Value]) -> Past | None:
        """An earlier run that a change leads back to in vain; None for none.

        It did no better, or has these very settings and is not clearly the best.
        """
        tried, best = self.tried, self.tried.best(self.metric, clearly=True)
        if best is not None and tried.same(best, change):
            return None
        vain = [
            one
            for one in tried.back(change)
            if tried.same(one, change) or not tried.better(one, self.metric)
        ]
        return vain[-1] if vain else None

    def _no_use(self, change: Mapping[str, Value]) -> Past | None:
        """The same; or a run from which it leads further, while this one is no better.

        Once the goal is reached, as good is good enough, but not at the cost of the loss.
        """
        vain, tried = self.in_vain(change), self.tried
        if vain is not None:
            return vain
        begun = [
            one
            for one in tried.begun(change)
            if (tried.dearer(one) if self.reached else not tried.ahead(one, self.metric))
        ]
        return begun[-1] if begun else None

    def _told(self, remedy: Remedy) -> str:
        """A remedy's words; where it goes back to a run that did better, that is its reason."""
        for past in self.tried.back(remedy.change):
            if self.tried.same(past, remedy.change):
                deed = remedy.text.partition(":")[0]
                return f"{deed}: {self._figures(past, remedy.change)}."
        return remedy.text

    def _figures(self, past: Past, change: Mapping[str, Value], metric: str = "") -> str:
        """What an earlier run had for the settings of a change; its figure and this one's.

        The figure is that by which runs are held against each other, or another metric.
        """
        metric = metric or self.metric
        theirs, mine = (figure(metric, one.metrics) for one in (past, self.tried))
        had = [f"{self.ways.called(name)} {setting_text(past.settings[name], name)}"
               for name in change if name in past.settings]  # fmt: skip
        with_them = f"with {listed(had, 'and')} " if had else ""
        who = f"{with_them}an earlier run had"
        if past.seeds > 1:
            who = f"{past.seeds} earlier runs {with_them}had on average"
        here = "here" if self.tried.seeds == 1 else "here on average"
        return f"{who} a {reading(metric)} of {theirs} ({here} {mine})"
