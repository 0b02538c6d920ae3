"""The diagnosis for any training with Keras: a callback that says what the curves mean."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np

from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.logs.names import KNOWN, LOSSES, standard_name
from tutor.lab.text.card import card, heading
from tutor.lab.text.curves import curves
from tutor.lab.text.glyphs import legible, shows_unicode
from tutor.lab.text.layout import page_width
from tutor.training.validation import Arrays, Measured, ValidationExamples

_FIRST_LOOK = 5
_LOOK_FACTOR = 1.15
"""After so many more epochs the curves are looked at again: every look is a chance to be wrong."""
_ENDINGS = ("overfitting", "diverged")
"""The early findings that end a training where that is asked for."""


class DiagnosisCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Say what the curves of a training mean, while it goes on and at its end.

    At the end of an epoch the callback looks at the losses and accuracies so far. When overfitting
    has begun or the loss leaves all bounds, it says so in a line. When the training ends, it prints
    a card: what was found and how sure that is, the evidence in numbers, one thing to change, and
    what would change the finding. It works on every backend of Keras.

    It looks at `loss`, `val_loss`, `accuracy` and `val_accuracy`, under whatever names Keras gives
    the accuracies; without validation there is little to say. The curves are looked at again when
    there are 15 % more epochs than at the last look, so that long trainings lose no time by it.

    Args:
        validation_data: Pair `(x, y)` of arrays, the same that `fit` validates on. With it, the
            loss of every single example is followed, so that examples which did not choose the
            best epoch can tell whether the end is worse. It costs one prediction of these examples
            an epoch. It is used where answers are classes and the model has one output. Defaults to
            `None`.
        train_examples: Number of training examples, for the intervals of what is said. Defaults to
            `None`, unknown.
        validation_examples: Number of validation examples. Defaults to `None`: the length of
            `validation_data`, or unknown.
        batch_size: Of the predictions on `validation_data`. Defaults to `32`.
        stop: Whether to end the training when overfitting has begun or the loss has diverged.
            Defaults to `False`.
        restore_best_weights: Whether the model gets back the weights of the epoch with the lowest
            `val_loss` when the training ends. Where nothing is validated it keeps its last ones.
            Defaults to `False`.
        on_finding: Function that is called with each `Finding` that comes up during the training,
            once for each name. Defaults to `None`.
        verbose: Verbosity mode, 0, 1 or 2. Mode 0 is silent; mode 1 displays a line for each
            finding that comes up and the card at the end; mode 2 draws the losses above the card.
            Defaults to `1`.

    Attributes:
        diagnosis: The `Diagnosis` of the whole training; `None` until it ends. Its `primary` has a
            `name`, a `confidence`, `evidence` and a `remedy`.
        history: The `History` of what was looked at: `history.column("val_loss")`.
        early: List of the findings that came up during the training.
        best_epoch: Number of the epoch with the lowest `val_loss`, counted from 1; `None` where
            nothing was validated.

    Example:
    >>> callback = tutor.DiagnosisCallback(validation_data=(x_val, y_val), stop=True,
    ...                                    restore_best_weights=True)
    >>> # It ends the training when overfitting has begun.
    >>> model.fit(x, y, epochs=100, validation_data=(x_val, y_val), callbacks=[callback])
    >>> callback.diagnosis.primary.name
    'overfitting'
    """

    def __init__(  # noqa: PLR0913 - Keras's callbacks take their settings so
        self,
        validation_data: tuple[Arrays, Arrays] | None = None,
        *,
        train_examples: int | None = None,
        validation_examples: int | None = None,
        batch_size: int = 32,
        stop: bool = False,
        restore_best_weights: bool = False,
        on_finding: Callable[[Finding], object] | None = None,
        verbose: int = 1,
    ) -> None:
        super().__init__()
        self.validation_data = validation_data
        self.train_examples = train_examples
        self.validation_examples = validation_examples
        self.batch_size = batch_size
        self.stop = stop
        self.restore_best_weights = restore_best_weights
        self.on_finding = on_finding
        self.verbose = verbose
        self._judged: ValidationExamples | None = None
        if validation_data is not None:
            self._judged = ValidationExamples(validation_data, batch_size)
            self.validation_examples = validation_examples or self._judged.count
        self._reset()

    def _reset(self) -> None:
        """Forget an earlier training, so that one callback serves several."""
        self.diagnosis: Diagnosis | None = None
        self.early: list[Finding] = []
        self.best_epoch: int | None = None
        self._epochs: list[tuple[int, dict[str, float]]] = []
        self._measured: list[Measured] = []
        self._next_look = _FIRST_LOOK
        self._best = math.inf
        self._best_weights: Any = None

    @property
    def history(self) -> History:
        """The epochs so far, those without validation left out once there are some with it."""
        validated = any("val_loss" in metrics for _, metrics in self._epochs)
        told = [(number, metrics) for number, metrics in self._epochs
                if not validated or "val_loss" in metrics]  # fmt: skip
        common = [name for name in KNOWN if told and all(name in metrics for _, metrics in told)]
        columns = {name: [metrics[name] for _, metrics in told] for name in common}
        numbers = [number for number, _ in told]
        plain = numbers == list(range(1, len(numbers) + 1))
        return History(columns, numbers=[] if plain else numbers)

    def on_train_begin(self, logs: Mapping[str, Any] | None = None) -> None:
        """Begin anew."""
        self._reset()
        if self.validation_data is not None:
            data = self.validation_data
            self._judged = ValidationExamples(data, self.batch_size, self._asked())

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Take an epoch's metrics and, where it is time, look at them."""
        metrics = _numbers(logs or {})
        self._epochs.append((epoch + 1, metrics))
        if self._judged is not None:
            measured = self._judged.measure(self.model)
            if measured is None:
                self._judged = None
                if self.verbose:
                    _tell("The loss of single examples can't be followed here: curves only.")
            else:
                self._measured.append(measured)
        self._keep_best(epoch + 1, metrics.get("val_loss", math.inf))
        lost = any(not math.isfinite(metrics.get(name, 0.0)) for name in LOSSES)
        if len(self._epochs) >= self._next_look or lost:
            seen = len(self._epochs)
            self._next_look = max(seen + 1, int(seen * _LOOK_FACTOR))
            self._look(epoch + 1)

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Judge the whole training; give the best weights back where that is asked for."""
        restored = ""
        last = self._epochs[-1][0] if self._epochs else 0
        if self.restore_best_weights and self._best_weights is not None:
            if self.best_epoch != last:
                self.model.set_weights(self._best_weights)
                restored = f"\nThe weights of epoch {self.best_epoch} are restored."
            self._best_weights = None
        history = self.history
        if not any(name in history.metrics for name in LOSSES):
            return
        self.diagnosis = diagnose(history, self._facts(), self._evidence(history))
        if self.verbose:
            chart = _chart(history, self.diagnosis) if self.verbose > 1 else ""
            _tell(f"{chart}{card(self.diagnosis, page_width())}{restored}")

    def _look(self, number: int) -> None:
        """Tell what can be told already, each thing once."""
        history = self.history
        if not any(name in history.metrics for name in LOSSES):
            return
        finding = early(history, self._facts(), self._evidence(history))
        if finding is None:
            return
        if finding.name not in [known.name for known in self.early]:
            self.early.append(finding)
            if self.verbose:
                _tell(f"Epoch {number}: {heading(finding)}. {finding.evidence}")
            if self.on_finding is not None:
                self.on_finding(finding)
        if self.stop and finding.name in _ENDINGS:
            self.model.stop_training = True

    def _keep_best(self, number: int, loss: float) -> None:
        if loss < self._best:
            self._best, self.best_epoch = loss, number
            if self.restore_best_weights:
                self._best_weights = self.model.get_weights()

    def _evidence(self, history: History) -> Examples | None:
        """Losses of single examples, at the epochs of the history."""
        if not self._measured or len(self._measured) != len(self._epochs):
            return None
        counted = set(history.counted)
        rows = [m for (number, _), m in zip(self._epochs, self._measured, strict=True)
                if number in counted]  # fmt: skip
        return Examples(
            losses=np.stack([row.losses for row in rows]),
            correct=np.stack([row.correct for row in rows]),
        )

    def _facts(self) -> Facts:
        judged = self._judged
        return Facts(
            train_examples=self.train_examples,
            validation_examples=self.validation_examples,
            classes=None if judged is None else judged.classes,
            majority_share=None if judged is None else judged.majority_share,
            parameters=sum(int(np.prod(w.shape)) for w in self.model.trainable_weights),
            settings={"epochs": self._asked()} if self._asked() else {},
        )

    def _asked(self) -> int:
        """How many epochs `fit` was asked for; 0 where that is unknown."""
        return int((self.params or {}).get("epochs") or 0)


def _chart(history: History, diagnosis: Diagnosis) -> str:
    rows = curves(history, diagnosis, page_width(), braille=shows_unicode(sys.stdout))
    return "\n".join("".join(text for text, _ in row).rstrip() for row in rows) + "\n\n"


def _numbers(logs: Mapping[str, Any]) -> dict[str, float]:
    """An epoch's metrics under the names that a diagnosis knows."""
    named: dict[str, float] = {}
    for name in sorted(logs, key=lambda name: standard_name(name) != name):
        known = standard_name(name)
        if known in KNOWN and known not in named:
            named[known] = float(logs[name])
    return named


def _tell(text: str) -> None:
    """Write below the progress bar that Keras draws."""
    sys.stdout.write(f"\n{legible(text, sys.stdout)}\n")
    sys.stdout.flush()
