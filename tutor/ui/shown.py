"""The run that a bench shows: what becomes of it, and what its diagnosis advises."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Tried
from tutor.course.goal import Outcome
from tutor.course.lesson import Lesson
from tutor.course.plan import complete
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.run import Order
from tutor.lab.settings import Value
from tutor.lab.trial import Trial
from tutor.lab.ways import Ways
from tutor.store.ran import order_of
from tutor.ui.predictions import settled
from tutor.ui.run_words import status_line, undecided
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.results import Results

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

_WAITING_TICK_SECONDS = 0.25
_READING_SECONDS = 2.0
"""After so long, who presses a key has seen what stands there."""


class Shown:
    """What stands in the results of one bench.

    Attributes:
        trial: the one shown; None where there is none yet.
    """

    def __init__(self, app: TutorApp, lesson: Lesson, bench: Bench) -> None:
        """Show nothing yet in `bench`, an experiment of `lesson`."""
        self._app = app
        self._lesson = lesson
        self._bench = bench
        self._order: Order | None = None
        self._outcomes: Sequence[Outcome] = ()
        self._ways = Ways()
        self._tried: Tried | None = None
        self._loaded = 0.0  # when the worker had its libraries, on the monotonic clock
        self._judged: Diagnosis | None = None
        self._advised: dict[str, Value] = {}
        self._warned = False
        self._turned = -math.inf  # when other advice took its place, on the same clock
        self.trial: Trial | None = None

    @property
    def under_way(self) -> bool:
        """Whether the run shown is training, here or elsewhere."""
        return self.trial is not None and not self.trial.over

    @property
    def seed(self) -> int | None:
        """Of the run; None where there is none. What is tried next keeps it, so that luck does."""
        return None if self._order is None else self._order.seed

    @property
    def waits(self) -> bool:
        """Whether what to advise is still being tried out."""
        return self.trial is not None and undecided(self.trial)

    @property
    def remedy(self) -> dict[str, Value]:
        """What the diagnosis of the run would change; empty where nothing is to be done."""
        diagnosis = None if self.trial is None else self.trial.record.diagnosis
        if diagnosis is None or self._order is None or self.trial is None:
            return {}
        if self.waits:
            return {}
        offered = self._bench.draft.experiment.offered
        told = towards(diagnosis, self._outcomes, self._ways, self._tried)
        change = told.advised.change
        return {name: value for name, value in change.items() if name in offered}

    def doubt(self) -> str:
        """Why advice should not be carried out yet, said once: who insists has been told.

        Other advice stands there since a moment ago, or may soon.
        """
        fresh = time.monotonic() - self._turned < _READING_SECONDS
        self._turned = -math.inf
        if fresh:
            return "The advice has just changed: read it, then r does it."
        looking = self.trial is not None and self.trial.record.looking and not self.trial.settled
        if looking and not self._warned:
            self._warned = True
            return (
                "The second look goes on and may change this advice. r again does it all the same."
            )
        return ""

    def newest(self) -> None:
        """Show the experiment's newest run, live if it still goes on."""
        run = self._app.session.tried.newest(self._lesson, self._bench.experiment)
        if run is None:
            return
        trial = self._app.desk.watch(run)
        trial.poll()
        self._order = order_of(trial.run)
        if self._order is not None:
            self.trial = trial
            self.changed(trial)
            self._app.desk.expect(trial)
            self._app.wake()

    def begin(self, trial: Trial, order: Order) -> None:
        """Show a run that was ordered just now."""
        self.trial, self._order = trial, order
        self._judged, self._advised, self._warned = None, {}, False
        self._loaded = time.monotonic()
        self.show()
        self._tick()
        self._app.wake()

    def again(self) -> None:
        """Show the run again, which may have gone on while another screen was seen.

        What the desk follows it alone polls: news that were read here would never be recorded.
        """
        if self.trial is not None:
            if self._app.desk.following(self.trial.run) is not self.trial:
                self.trial.poll()
            self.changed(self.trial)

    def changed(self, trial: Trial) -> None:
        """Show news of a trial, if it is the one shown here."""
        if trial is not self.trial:
            return
        self.show()
        waiting = [card for card in self._bench.query(QuestionCard) if card.standing.revealable]
        if trial.over and waiting:
            found = settled(self._app.session, self._lesson, self._bench.experiment)
            for card in waiting:
                card.reveal(found)

    def show(self) -> None:
        """Show the run as it is now."""
        if self._order is not None and self.trial is not None:
            context = self._app.session.context(self._order, self.trial.record)
            self._outcomes, self._ways = context.outcomes, context.ways
            self._tried = context.tried
            self._bench.results.show(self.trial, context)
            self._note_advice()
            if context.outcomes and all(outcome.met for outcome in context.outcomes):
                self._bench.reached()

    def _note_advice(self) -> None:
        """Remember when a second look put other advice in the place of what was read."""
        found = None if self.trial is None else self.trial.record.diagnosis
        if found is self._judged:  # news of an epoch or of a trial change no advice
            return
        self._judged, before, self._advised = found, self._advised, self.remedy
        if before and self._advised and before != self._advised:
            self._turned = time.monotonic()

    def recorded(self, reason: str) -> None:
        """Say why nothing can be trained, and show the lesson's recorded run in place of one."""
        results, experiment = self._bench.results, self._bench.experiment
        if experiment.recorded:
            recorded = Trial.replay(self._lesson.path.parent / experiment.recorded)
            settings = complete(experiment, experiment.reference)
            context = self._app.session.context_of(
                self._lesson, experiment, settings, recorded.record
            )
            results.show(recorded, context)
            reason += " Here is a recorded run of the reference settings instead."
        results.announce(reason)

    def _tick(self) -> None:
        """Until the training starts, count the seconds: of loading, then of compiling."""
        trial, seconds = self.trial, self._app.desk.loading_seconds
        if trial is None or trial.over or trial.record.started is not None:
            return
        if not self._bench.query(Results):  # its screen is being left
            return
        if seconds is None:
            seconds = time.monotonic() - self._loaded
        else:
            self._loaded = time.monotonic()
        if seconds >= 1.0:
            self._bench.results.announce(f"{status_line(trial)} {seconds:.0f} s")
        self._bench.set_timer(_WAITING_TICK_SECONDS, self._tick)
