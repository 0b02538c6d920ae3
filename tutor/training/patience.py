"""Early stopping."""

from __future__ import annotations

import math

from tutor.training.build import State, set_state, state_of


class Patience:
    """Early stopping: ends a run some epochs after its best, and brings the best weights back.

    The best epoch has the lowest validation loss or, where a policy plays, solves the most games.

    Source: L. Prechelt, Early Stopping – But When?, in Neural Networks: Tricks of the Trade,
    Springer 1998, 55–69, the criterion UP with strips of one epoch.

    Attributes:
        best_epoch: the best so far, the first of several that are alike; 0 before the first.
    """

    def __init__(self, patience: int) -> None:
        """End after `patience` epochs in a row that are no better than the best; 0 for never."""
        self._patience = patience
        self._judged_by = "Validation loss has not fallen"
        self._best = math.inf
        self._state: State | None = None
        self.best_epoch = 0

    @property
    def awake(self) -> bool:
        """Whether it looks at the weights after every epoch."""
        return self._patience > 0

    @property
    def sentence(self) -> str:
        """Why the run was ended."""
        epochs = f"{self._patience} epoch{'s' if self._patience > 1 else ''}"
        return f"{self._judged_by} for {epochs}."

    def kept(self, epochs: int) -> str:
        """Which weights are kept after `epochs` epochs; empty where they are the last."""
        if self._state is None or self.best_epoch == epochs:
            return ""
        return f"The weights of epoch {self.best_epoch} are kept."

    def over(self, epoch: int, metrics: dict[str, float], model: object) -> bool:
        """Take an epoch's metrics; whether patience is at its end."""
        value = metrics.get("val_loss")
        if value is None and "val_success" in metrics:
            value, self._judged_by = -metrics["val_success"], "Success in new games has not risen"
        if value is None or not self._patience:
            return False
        if value < self._best:
            self._best, self.best_epoch, self._state = value, epoch, state_of(model)
            return False
        return epoch - self.best_epoch >= self._patience

    def restore(self, model: object) -> bool:
        """Bring the best epoch's weights back; whether there are any."""
        if self._state is None:
            return False
        set_state(model, self._state)
        return True
