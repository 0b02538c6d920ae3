"""The one training loop: epochs, an event for each, a reason to end, a diagnosis."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

from tutor.diagnosis.history import History
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.second_look import SecondLook
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab import events
from tutor.lab.numbers import encode_values
from tutor.lab.run import Order
from tutor.lab.schedule import steady
from tutor.lab.settings import number
from tutor.lab.views import files, writing
from tutor.training.epoch import Epoch
from tutor.training.evidence import Evidence
from tutor.training.live import Live
from tutor.training.pacer import Pacer
from tutor.training.patience import Patience
from tutor.training.policy import Practice
from tutor.training.prepare import Compiled, Workshop
from tutor.training.rates import rate_of
from tutor.training.samples import sample
from tutor.training.second_look import GivenUpError, Look, worth_while
from tutor.training.sink import Sink
from tutor.training.supervised import Supervised

_HOPELESS_EPOCHS = 3
_HOPELESS = "The loss is not a number any more, and will not be again."


class Fit:
    """One run of a compiled network, from its first batch to its diagnosis."""

    def __init__(
        self,
        order: Order,
        compiled: Compiled,
        sink: Sink,
        stopped: Callable[[], bool],
        folder: Path,
    ) -> None:
        """Get ready to train.

        Args:
            order: what to train.
            compiled: its network, set to the beginning.
            sink: where the run's events go.
            stopped: whether somebody asked the run to stop; looked at between compiled calls.
            folder: of the run, for what can be looked at afterwards.
        """
        self._order = order
        self._model = compiled.model
        self._compiled = compiled
        self._sink = sink
        self._stopped = stopped
        self._folder = folder
        self._data = compiled.data
        self._stepper = compiled.stepper
        self._evidence = Evidence(order, compiled.data, compiled.trainable)
        self._history = History()
        self._pacer = Pacer(sink)
        self._learner: Supervised | Practice = (
            Practice(order, compiled, self._halted)
            if order.network.inputs.target == "action"
            else Supervised(order, compiled, self._pacer, self._halted)
        )
        self._live = Live(order, compiled, sink, self._pacer, folder)
        self._patience = Patience(int(number(order.settings, "early_stopping", 0)))
        self._epochs = int(number(order.settings, "epochs", 1))
        self._began = 0.0
        self._last: Epoch | None = None

    def run(self) -> bool:
        """Train, then write what can be looked at, the diagnosis and the end in one piece.

        Returns:
            whether a second look is promised.

        Raises:
            OSError: the run's folder cannot be written.
        """
        self._began = time.perf_counter()
        reason, message = self._train()
        seconds = time.perf_counter() - self._began
        self._pacer.flush()
        self._tell_validated()
        final = self._final(opening_test=self._order.open_test and reason != "cancelled")
        told: list[events.Event] = []
        look = False
        if self._history.epochs:
            found = self._diagnosis()
            told.append(events.Diagnosed(diagnosis=found))
            look = worth_while(self._order, found, reason)
        ended = events.RunEnded(
            reason=reason, epochs=self._history.epochs, seconds=seconds,
            message=" ".join(filter(None, (message, self._patience.kept(self._history.epochs)))),
            metrics=encode_values(final), look=look,
        )  # fmt: skip
        self._sink.write(*self._views(), *told, ended)
        return look

    def look_again(self, workshop: Workshop, wanted: Callable[[], bool]) -> None:
        """Try what the curves cannot tell, and write the diagnosis once more.

        Args:
            workshop: builds the wider network.
            wanted: whether something else is wanted by now; the look is given up then.

        Raises:
            DataError, OSError: the data or the run's folder are gone.
        """
        assert self._last is not None
        look = Look(self._order, self._compiled, workshop, self._sink, wanted, self._evidence.limit)
        try:
            second = look.look(self._last)
        except GivenUpError:
            self._sink.write(events.Looking(stage="given_up"))
            return
        found = events.Diagnosed(diagnosis=self._diagnosis(second))
        self._sink.write(found, events.Looking(stage="done"))

    def _diagnosis(self, second: SecondLook | None = None) -> Diagnosis:
        facts, examples = self._evidence.facts(kept=True), self._evidence.examples()
        return diagnose(self._history, facts, examples, second, self._patience.best_epoch or None)

    def _views(self) -> list[events.Event]:
        """Write what can be looked at, from the weights that are kept; the events that tell it."""
        if not self._history.epochs:
            return []
        if self._order.network.inputs.target != "next":
            return self._live.last(self._patience.best_epoch or self._history.epochs)
        written = sample(self._order, self._stepper, self._data)
        path = files.write(self._folder, files.file_of(writing.SAMPLE), written)
        return [events.ViewReady(view=writing.SAMPLE, path=path)]

    def _tell_validated(self) -> None:
        """Tell what groups of validation examples meet under the weights that will be kept."""
        told = self._evidence.validated(self._patience.best_epoch or self._history.epochs)
        if told is not None:
            self._sink.write(told)

    def _final(self, *, opening_test: bool) -> dict[str, float]:
        """The metrics of the weights that are kept; the test set costs time after a stop."""
        metrics = self._history.last()
        if self._patience.restore(self._model):
            best = self._patience.best_epoch
            metrics = {name: values[best - 1] for name, values in self._history.metrics.items()}
        if not self._history.epochs:
            return metrics
        metrics |= self._learner.scores("validation")
        return metrics | (self._learner.judge("test") if opening_test else {})

    def _train(self) -> tuple[str, str]:
        """Train until a reason to end comes up; the reason and, where it needs one, a sentence."""
        self._tell_untrained()
        self._live.epoch(0)
        epoch = 1
        while epoch <= self._epochs:
            began = time.perf_counter()
            self._set_rate(epoch)
            done = self._learner.epochs(epoch, self._together(epoch))
            if not done:
                return self._why_halted()
            seconds = (time.perf_counter() - began) / len(done)
            for one in done:
                self._tell(epoch, one, seconds)
                if self._hopeless():
                    return "early_stopped", _HOPELESS
                if self._patience.over(epoch, one.metrics, self._model):
                    return "early_stopped", self._patience.sentence
                if self._patience.best_epoch == epoch:
                    self._evidence.keep()
                epoch += 1
            self._live.epoch(epoch - 1)
        return "finished", ""

    def _tell_untrained(self) -> None:
        """Tell how good the network is before its first step."""
        self._history.initial = self._learner.untrained()
        if self._history.initial:
            self._sink.write(events.Untrained(metrics=encode_values(self._history.initial)))

    def _together(self, epoch: int) -> int:
        """How many epochs from this one on nobody has to see, or to act on, one by one."""
        if epoch == 1 or self._patience.awake or not steady(self._order.settings):
            return 1
        most = min(self._learner.together, self._epochs + 1 - epoch)
        return most if self._live.apart is None else min(most, self._live.apart)

    def _set_rate(self, epoch: int) -> None:
        if not steady(self._order.settings):
            self._model.optimizer.learning_rate = rate_of(self._order.settings, epoch)

    def _halted(self) -> bool:
        return self._stopped() or self._spent()

    def _spent(self) -> bool:
        limit = self._order.budget.seconds
        return limit is not None and time.perf_counter() - self._began > limit

    def _why_halted(self) -> tuple[str, str]:
        if self._stopped():
            return "cancelled", ""
        return "budget", f"The budget of {self._order.budget.seconds:g} seconds was used up."

    def _tell(self, number: int, epoch: Epoch, seconds: float) -> None:
        """Keep and tell what an epoch brought, and what it already shows."""
        self._last = epoch
        self._evidence.took(seconds)
        if epoch.judged is not None:
            self._evidence.record(epoch.judged)
        columns, layers = (
            {name: [value] for name, value in values.items()}
            for values in (epoch.metrics, epoch.layers)
        )
        self._history.extend(columns, [seconds], layers)
        self._pacer.epoch(number, epoch, seconds)
        finding = self._evidence.early(self._history, early)
        if finding is not None:
            self._pacer.flush()
            self._sink.write(events.EarlyFinding(epoch=number, finding=finding))

    def _hopeless(self) -> bool:
        """Whether the loss has not been a number for some epochs in a row."""
        tail = self._history.column("loss")[-_HOPELESS_EPOCHS:]
        return len(tail) == _HOPELESS_EPOCHS and not any(math.isfinite(value) for value in tail)
