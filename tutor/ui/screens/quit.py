"""What is asked before quitting while a network trains."""

from __future__ import annotations

from tutor.lab.trial import Phase, Trial
from tutor.ui.messages import TrialChanged
from tutor.ui.screens.dialogs import Ask

LEAVE, STOP, QUIT, STAY = "l", "s", "y", "c"
"""The letters of the answers."""


class AskQuit(Ask):
    """Asks what to do with the training; once that has ended by itself, only whether to quit."""

    def __init__(self, trial: Trial) -> None:
        """Ask about `trial`, which is under way."""
        super().__init__(
            "A network is training.",
            (
                (LEAVE, "Leave it running: it is there when you come back"),
                (STOP, "Stop it, then quit"),
                (STAY, "Stay here"),
            ),
        )
        self._trial = trial

    def on_trial_changed(self, event: TrialChanged) -> None:
        """The training may have ended: then there is nothing left to stop or to leave."""
        if event.trial is not self._trial or not self._trial.over:
            return
        lost = self._trial.phase is Phase.LOST
        said = self._trial.problem if lost else "The training has ended meanwhile, and is kept."
        self.ask(f"{said} Quit?", ((QUIT, "Yes, quit"), (STAY, "No, stay here")))
