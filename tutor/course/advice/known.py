"""What is known of an experiment from its runs, as advice on the newest is held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tutor.course.advice.tried import Past, Tried, figure
from tutor.course.goal import reading
from tutor.course.run_figures import setting_text
from tutor.diagnosis.verdict import Diagnosis, Remedy, Value
from tutor.lab.names import listed
from tutor.lab.ways import Ways


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

    def gains(self, diagnosis: Diagnosis) -> bool:
        """Whether the run was still getting better, on a way that was not gone before."""
        primary = diagnosis.primary
        change = primary.change if primary.name == "still_improving" else {}
        return bool(change) and self.no_use(change) is None

    def mends(self, change: Mapping[str, Value]) -> bool:
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

    def no_use(self, change: Mapping[str, Value]) -> Past | None:
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

    def told(self, remedy: Remedy) -> str:
        """A remedy's words; where it goes back to a run that did better, that is its reason."""
        for past in self.tried.back(remedy.change):
            if self.tried.same(past, remedy.change):
                deed = remedy.text.partition(":")[0]
                return f"{deed}: {self.figures(past, remedy.change)}."
        return remedy.text

    def figures(self, past: Past, change: Mapping[str, Value], metric: str = "") -> str:
        """What an earlier run had for the settings of a change; its figure and this one's.

        The figure is that by which runs are held against each other, or another metric.
        """
        metric = metric or self.metric
        held = (past.metrics, self.tried.beside(past))
        theirs, mine = (figure(metric, metrics) for metrics in held)
        had = [f"{self.ways.called(name)} {setting_text(past.settings[name], name)}"
               for name in change if name in past.settings]  # fmt: skip
        with_them = f"with {listed(had, 'and')} " if had else ""
        who = f"{with_them}an earlier run had"
        if past.seeds > 1:
            who = f"{past.seeds} earlier runs {with_them}had on average"
        seeds = self.tried.seeds if past.beside is None else past.seeds
        here = "here" if seeds == 1 else "here on average"
        return f"{who} a {reading(metric)} of {theirs} ({here} {mine})"
