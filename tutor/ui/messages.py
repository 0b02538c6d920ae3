"""What crosses from background work to the screen: small frozen messages, each with one handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tutor.datasets.fetching import Fetching
from tutor.lab import events
from tutor.lab.inspection import Inspection
from tutor.lab.survey import Survey
from tutor.lab.trial import Trial

if TYPE_CHECKING:
    from tutor.lab.export.export import Exported


class WorkerChanged(Message):
    """The worker loaded its libraries, prepared a network, failed, or is gone.

    Attributes:
        text: one line for the learner; empty where nothing needs to be said.
        failed: whether no training is possible.
    """

    def __init__(self, text: str, *, failed: bool = False) -> None:
        self.text = text
        self.failed = failed
        super().__init__()


class TrialChanged(Message):
    """The trial on the desk has news, or its phase changed.

    Attributes:
        trial: with everything known so far.
        news: the events that are new.
        moved: whether it came to another phase.
    """

    def __init__(self, trial: Trial, news: list[events.Any], *, moved: bool) -> None:
        self.trial = trial
        self.news = news
        self.moved = moved
        super().__init__()


class SurveyChanged(Message):
    """A look at the learner's own data goes on, or is over.

    Attributes:
        survey: with what was found.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        super().__init__()


class ViewChanged(Message):
    """A look at a run's network is over.

    Attributes:
        inspection: with its data, or with why there are none.
    """

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        super().__init__()


class ExportDone(Message):
    """A run was written out, or could not be.

    Attributes:
        done: what was written; None where nothing was.
        problem: why nothing was; empty where all is well.
    """

    def __init__(self, done: Exported | None, problem: str = "") -> None:
        self.done = done
        self.problem = problem
        super().__init__()


class FetchChanged(Message):
    """A download goes on, or is over.

    Attributes:
        fetching: as far as it has come.
    """

    def __init__(self, fetching: Fetching) -> None:
        self.fetching = fetching
        super().__init__()
