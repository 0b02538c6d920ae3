"""The second look: what a worker with nothing else to do tries after a run, for its diagnosis.

Whatever is wanted meanwhile comes first: the look is given up between two compiled calls.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from tutor.diagnosis.examples import Grouping
from tutor.diagnosis.limits import Limit
from tutor.diagnosis.second_look import Floats, Mean, SecondLook
from tutor.diagnosis.verdict import NAMES, Diagnosis
from tutor.lab import events
from tutor.lab.architecture import describe
from tutor.lab.run import Order
from tutor.lab.schedule import steady
from tutor.lab.settings import Settings, number
from tutor.lab.trials import changed, times, triable, wider_within
from tutor.lab.wider import past
from tutor.lab.work import heavy
from tutor.training.drawn_together import witnesses
from tutor.training.epoch import Epoch
from tutor.training.likeness import likeness
from tutor.training.prepare import Compiled, Workshop
from tutor.training.rates import rate_of
from tutor.training.sink import Sink
from tutor.training.supervised import Supervised

MOST_SECONDS = 120.0
"""After so long it is given up: whoever still reads the card should not see it change."""

_UNDECIDED = ("unstable", *NAMES[NAMES.index("noisy_validation") :])
"""What else is found first is not to be doubted by anything that is tried."""

_TELL_SECONDS = 0.25
_ROSE, _EARLY = 0.05, 0.8
"""The share by which a loss must end above its lowest for the epoch of that to be told, and which
share of the run that epoch must come in."""


class GivenUpError(Exception):
    """Something else is wanted, or it took too long."""


def worth_while(order: Order, diagnosis: Diagnosis, reason: str) -> bool:
    """Whether a run that ended for `reason` is to be looked at again."""
    wanted = order.second_look and triable(order, reason)
    return wanted and diagnosis.primary.name in _UNDECIDED


class Look:
    """One second look at a run whose network is still as it ended."""

    def __init__(
        self,
        order: Order,
        compiled: Compiled,
        workshop: Workshop,
        sink: Sink,
        wanted: Callable[[], bool],
        limit: Limit = "",
    ) -> None:
        """Get ready.

        Args:
            order: of the run.
            compiled: its network, with the weights and the optimizer that the last epoch left.
            workshop: builds the wider network.
            sink: told how far it is.
            wanted: whether something else is wanted by now.
            limit: of the run's network.
        """
        self._order = order
        self._compiled = compiled
        self._workshop = workshop
        self._sink = sink
        self._wanted = wanted
        self._limit = past(order.settings, limit)
        self._until = time.monotonic() + MOST_SECONDS
        self._told = 0.0
        self._groups = Grouping(len(compiled.data.validation), witnesses(compiled.data))

    def look(self, ended: Epoch) -> SecondLook:
        """Try everything.

        Args:
            ended: the run's last epoch.

        Raises:
            GivenUpError: something else is wanted, or it took too long.
            DataError: the data cannot be had any more.
        """
        data, epochs = self._compiled.data, self._compiled.epochs
        learned = epochs.judge(data.train, between=self._check, once=True).accuracy
        (later, longest), simple = self._longer(ended), self._simple()
        settings = wider_within(self._order, self._limit)
        order = self._with(settings)
        best, last, at = self._wider(order)
        change = changed(self._order.settings, settings)
        if at and not self._limit:  # the way past a limit is one thing, when to stop another
            change["epochs"] = at
        # On other threads sums are rounded otherwise, and a run of it would come to something else.
        alike = heavy(order) == heavy(self._order)
        ends = _figures(best if "epochs" in change else last) if alike else {}
        return SecondLook(
            later=later, wider=self._losses(best), wider_train=_train(best), wider_at=at,
            train=_train(ended), times=times(self._order.settings, settings), simple=simple,
            learned=learned, past=self._limit, change=change,
            later_end=_figures(longest), wider_end=ends,
        )  # fmt: skip

    def _longer(self, ended: Epoch) -> tuple[Floats, Epoch]:
        """The losses at the end and over half as many epochs again, and the last of these.

        The training goes on at its rate or, where a schedule has shrunk that, begins anew: in
        steps planned for all of these epochs, of which the first stand for those of the run.
        """
        order, epochs, more = self._order, self._epochs, -(-self._epochs // 2)
        if steady(order.settings):
            trained = self._trained(order, self._compiled, "longer", more)
        else:
            settings = {**order.settings, "epochs": epochs + more}
            order = msgspec.structs.replace(order, settings=settings)
            self._compiled.restart(order, self._compiled.data)
            anew = self._trained(order, self._compiled, "anew", epochs + more)
            trained = itertools.islice(anew, epochs, None)
        last, rows = ended, [self._losses(ended)]
        for last in trained:
            rows.append(self._losses(last))
        return np.stack(rows), last

    def _with(self, settings: Settings) -> Order:
        """The run's order with other settings."""
        network = describe(self._order.network.inputs, settings, self._order.parts)
        return msgspec.structs.replace(self._order, settings=settings, network=network)

    def _wider(self, order: Order) -> tuple[Epoch, Epoch, int]:
        """The best epoch of a wider network, its last one, and the number of the best.

        The number is 0 where the network ended hardly worse.
        """
        compiled = self._workshop.aside(order, self._check)
        best: Epoch | None = None
        last: Epoch | None = None
        at = count = 0
        for count, last in enumerate(self._trained(order, compiled, "wider", self._epochs), 1):
            if best is None or last.metrics["val_loss"] < best.metrics["val_loss"]:
                best, at = last, count
        assert best is not None
        assert last is not None
        rose = last.metrics["val_loss"] > (1 + _ROSE) * best.metrics["val_loss"]
        return best, last, at if rose and at <= _EARLY * count else 0

    def _simple(self) -> tuple[Mean, Mean] | None:
        data = self._compiled.data
        self._tell("simple", 0, 0)
        return likeness(data.train, data.validation, self._order.network.inputs, self._check)

    def _trained(
        self, order: Order, compiled: Compiled, stage: str, epochs: int
    ) -> Iterator[Epoch]:
        """So many epochs of a network, one after the other; of the run's own, those after it."""
        before = self._epochs if order is self._order else 0
        learner = Supervised(order, compiled, None, self._give_way, done=before)
        constant = steady(order.settings)
        done = 0
        while done < epochs:
            self._check()
            self._tell(stage, done, epochs)
            if not constant:
                compiled.model.optimizer.learning_rate = rate_of(order.settings, done + 1)
            found = learner.epochs(
                done + 1, min(learner.together, epochs - done) if constant else 1
            )
            if not found:
                raise GivenUpError
            done += len(found)
            yield from found

    @property
    def _epochs(self) -> int:
        return int(number(self._order.settings, "epochs", 1))

    def _losses(self, epoch: Epoch) -> Floats:
        """The losses of the groups of validation examples, (groups,)."""
        assert epoch.judged is not None
        return self._groups.means(epoch.judged.losses, epoch.judged.counts)

    def _give_way(self) -> bool:
        return self._wanted() or time.monotonic() > self._until

    def _check(self) -> None:
        if self._give_way():
            raise GivenUpError

    def _tell(self, stage: str, epoch: int, epochs: int) -> None:
        """Tell how far it is, a few times a second and at each stage's beginning."""
        now = time.monotonic()
        if epoch and now - self._told < _TELL_SECONDS:
            return
        self._told = now
        self._sink.write(events.Looking(stage=stage, epoch=epoch, epochs=epochs))


def _figures(epoch: Epoch) -> dict[str, float]:
    """The validation figures of an epoch."""
    return {name: value for name, value in epoch.metrics.items() if name.startswith("val_")}


def _train(epoch: Epoch) -> float:
    """The training loss without penalties."""
    assert epoch.judged is not None
    return epoch.metrics["train_loss"] - epoch.judged.penalty
