"""Errands: a look at the learner's own data, a download, and looks at what networks do."""

from __future__ import annotations

from textual.message import Message

from tutor.datasets.fetching import Fetching
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.survey import Survey
from tutor.lab.views import queries
from tutor.ui.messages import FetchChanged, SurveyChanged, ViewChanged


class Errands:
    """What the desk has others fetch or look at.

    Attributes:
        survey: the look at the learner's own data that is under way or came last.
        fetching: the download that is under way or came last.
        inspections: looks at networks that are under way.
    """

    def __init__(self) -> None:
        """None yet."""
        self.survey: Survey | None = None
        self.fetching: Fetching | None = None
        self.inspections: list[Inspection] = []
        self._fetch_told = True

    @property
    def waiting(self) -> bool:
        """Whether there may be news of any of them."""
        surveying = self.survey is not None and not self.survey.over
        return self.fetch_under_way or surveying or bool(self.inspections)

    @property
    def fetch_under_way(self) -> bool:
        """Whether a download is under way, or its end has not been told yet."""
        return not self._fetch_told

    def look_at(self, path: str, worker: Worker) -> Survey:
        """Have `worker` look at the learner's own data; an earlier look is forgotten.

        Raises:
            WorkerError: the worker is gone.
        """
        self.survey = Survey(worker, path)
        return self.survey

    def inspect(self, inspection: Inspection, worker: Worker) -> None:
        """Have `worker` answer; an older question to the same view of the run is forgotten.

        Raises:
            WorkerError: the worker is gone.
        """
        inspection.ask(worker)
        for one in self.inspections:
            one.yield_to(inspection)
        self.inspections = [one for one in self.inspections if not one.superseded]
        self.inspections.append(inspection)

    def asked(self, run: Run, query: queries.Any) -> Inspection | None:
        """The inspection under way that asks this very question of `run`; None where none does."""
        return next((one for one in self.inspections if one.asks(run, query)), None)

    def fetch(self, name: str) -> Fetching:
        """Have a data set fetched, unless another one is on its way.

        Raises:
            DataError: nothing of that name is fetched.
        """
        if self.fetching is None or self.fetching.over:
            self.fetching, self._fetch_told = Fetching(name), False
        return self.fetching

    def poll(self) -> list[Message]:
        """How far they are, and once that they are over."""
        found: list[Message] = []
        if self.survey is not None and not self.survey.over:
            self.survey.poll()
            found.append(SurveyChanged(self.survey))
        over = [inspection for inspection in self.inspections if inspection.poll()]
        self.inspections = [one for one in self.inspections if not one.over]
        found += map(ViewChanged, over)
        fetching = self.fetching
        if fetching is not None and not self._fetch_told:
            self._fetch_told = fetching.over
            found.append(FetchChanged(fetching))
        return found

    def close(self) -> None:
        """Give a download up."""
        if self.fetching is not None:
            self.fetching.cancel()
