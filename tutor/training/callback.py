"""The diagnosis for any training with Keras: a callback that says what the curves mean."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from typing import Any

import keras

from tutor.diagnosis.history import History
from tutor.diagnosis.judge import FIRST_LOOK, diagnose, early, next_look
from tutor.diagnosis.meaning import headed
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.logs.names import LOSSES
from tutor.lab.text.card import card
from tutor.lab.text.curves import curves
from tutor.lab.text.glyphs import legible, shows_unicode
from tutor.lab.text.layout import page_width
from tutor.training.followed import Followed, Known
from tutor.training.labelled import Arrays, Labelled

_ENDINGS = ("overfitting", "diverged")
"""The early findings that end a training where that is asked for."""


class DiagnosisCallback(keras.callbacks.Callback):  # type: ignore[misc]
    """Say what the curves of a training mean, while it goes on and at its end.

    At the end of an epoch the callback looks at the losses and accuracies so far. When overfitting
    has begun or the loss leaves all bounds, it says so in a line. When the training ends, it prints
    a card: what was found and how sure that is, the evidence in numbers, one thing to change, and
    what would change the finding. It works on every backend of Keras.

    It looks at `loss`, `val_loss`, `accuracy` and `val_accuracy`, under whatever names Keras gives
    the accuracies; without validation there is little to say. From the model it reads whether the
    last layer, its activation and the loss fit each other and the labels, the number of its
    parameters, its optimizer and first learning rate, and after each epoch how far a step moved the
    weights of each layer. Gradients a callback never sees: that they explode can't be found here.

    The curves are looked at again when there are 5 % more epochs than at the last look, so that
    long trainings lose no time by it. With `validation_data`, a training of a small dense or
    convolutional network on four times as many examples took 0 to 11 % longer.

    Args:
        validation_data: Pair `(x, y)` of arrays, the same that `fit` validates on. With it, the
            loss before the first step is known, and the loss of every single example is followed,
            so that examples which did not choose the best epoch can tell whether the end is worse;
            of them 40 means of groups are kept for each epoch. Layers with ReLU are found out of
            which most units are zero on all of 1,000 examples. It costs an evaluation at the
            beginning and a prediction of these examples after each epoch in which `fit` validates.
            Single examples are followed where answers are classes and the model has one output.
            Defaults to `None`.
        train_data: Pair `(x, y)` of arrays, those that `fit` trains on. With it, examples that
            stand in both sets and classes that are too rare are found, and training loss and
            accuracy are measured as those of validation are: after the epoch, without dropout. It
            costs a second prediction, of at most as many examples as `validation_data` has, which
            must be there too. Defaults to `None`.
        train_examples: Number of training examples, for the intervals of what is said. Defaults to
            `None`: the length of `train_data`, or unknown.
        validation_examples: Number of validation examples. Defaults to `None`: the length of
            `validation_data`, or unknown.
        batch_size: Of the predictions on `validation_data` and `train_data`. Defaults to `32`.
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

    Raises:
        ValueError: `validation_data` or `train_data` is no pair of equally long arrays.

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
        train_data: tuple[Arrays, Arrays] | None = None,
        train_examples: int | None = None,
        validation_examples: int | None = None,
        batch_size: int = 32,
        stop: bool = False,
        restore_best_weights: bool = False,
        on_finding: Callable[[Finding], object] | None = None,
        verbose: int = 1,
    ) -> None:
        super().__init__()
        self.stop = stop
        self.restore_best_weights = restore_best_weights
        self.on_finding = on_finding
        self.verbose = verbose
        validation, train = (
            None if data is None else Labelled(data, name)
            for data, name in ((validation_data, "validation_data"), (train_data, "train_data"))
        )  # fmt: skip
        self._known = Known(
            validation=validation,
            train=train,
            train_examples=train_examples or (len(train) if train else None),
            validation_examples=validation_examples or (len(validation) if validation else None),
            batch_size=batch_size,
        )
        self._reset()

    def _reset(self) -> None:
        """Forget an earlier training, so that one callback serves several."""
        self.diagnosis: Diagnosis | None = None
        self.early: list[Finding] = []
        self.best_epoch: int | None = None
        self._followed: Followed | None = None
        self._next_look = FIRST_LOOK
        self._best = math.inf
        self._best_weights: Any = None

    @property
    def history(self) -> History:
        """The epochs so far, those without validation left out once there are some with it."""
        return History() if self._followed is None else self._followed.history

    def on_train_begin(self, logs: Mapping[str, Any] | None = None) -> None:
        """Begin anew, and judge the validation examples before the first step."""
        self._reset()
        self._followed = Followed(self.model, self._known, self.params or {})
        if self._followed.curves_only and self.verbose:
            _tell("The loss of single examples can't be followed here: curves only.")

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Take an epoch's metrics and, where it is time, look at them."""
        assert self._followed is not None
        metrics = self._followed.add(epoch + 1, logs or {})
        self._keep_best(epoch + 1, metrics.get("val_loss", math.inf))
        lost = any(not math.isfinite(metrics.get(name, 0.0)) for name in LOSSES)
        seen = len(self._followed.epochs)
        if seen >= self._next_look or lost:
            self._next_look = next_look(seen)
            self._look(self._followed, epoch + 1)

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Judge the whole training; give the best weights back where that is asked for."""
        followed, restored = self._followed, ""
        if followed is None:
            return
        history = followed.history
        if self.restore_best_weights and self._best_weights is not None:
            if self.best_epoch != followed.epochs.last:
                self.model.set_weights(self._best_weights)
                restored = f"\nThe weights of epoch {self.best_epoch} are restored."
            self._best_weights = None
        if not any(name in history.metrics for name in LOSSES):
            return
        kept = self.best_epoch if restored else None
        facts, examples = followed.facts(kept=bool(restored)), followed.epochs.examples()
        self.diagnosis = diagnose(history, facts, examples, kept=kept)
        if self.verbose:
            chart = _chart(history, self.diagnosis, kept) if self.verbose > 1 else ""
            _tell(f"{chart}{card(self.diagnosis, page_width())}{restored}")

    def _look(self, followed: Followed, number: int) -> None:
        """Tell what can be told already, each thing once."""
        history = followed.history
        if not any(name in history.metrics for name in LOSSES):
            return
        finding = early(history, followed.facts(), followed.epochs.examples())
        if finding is None:
            return
        if finding.name not in [known.name for known in self.early]:
            self.early.append(finding)
            if self.verbose:
                _tell(f"Epoch {number}: {headed(finding)}. {finding.evidence}")
            if self.on_finding is not None:
                self.on_finding(finding)
        if self.stop and finding.name in _ENDINGS:
            self.model.stop_training = True

    def _keep_best(self, number: int, loss: float) -> None:
        if loss < self._best:
            self._best, self.best_epoch = loss, number
            if self._followed is not None:
                self._followed.keep()
            if self.restore_best_weights:
                self._best_weights = self.model.get_weights()


def _chart(history: History, diagnosis: Diagnosis, kept: int | None) -> str:
    unicode = shows_unicode(sys.stdout)
    rows = curves(history, diagnosis, page_width(), braille=unicode, kept=kept)
    return "\n".join("".join(text for text, _ in row).rstrip() for row in rows) + "\n\n"


def _tell(text: str) -> None:
    """Write below the progress bar that Keras draws."""
    sys.stdout.write(f"\n{legible(text, sys.stdout)}\n")
    sys.stdout.flush()
