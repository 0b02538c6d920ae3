"""Errands: a look at the learner's own data, a download, and looks at what networks do."""

from __future__ import annotations

from textual.message import Message

from tutor.datasets.fetching import Fetching
from tutor.lab.client import Worker, WorkerError
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.survey import Survey
from tutor.lab.views import queries
from tutor.lab.workers import Workers
from tutor.ui.messages import FetchChanged, SurveyChanged, ViewChanged


class Errands:
    """What the desk has others fetch or look at.

    Attributes:
        survey: the look at the learner's own data that is under way or came last.
        fetching: the download that is under way or came last.
        inspections: looks at networks that are under way.
    """

    def __init__(self, workers: Workers) -> None:
        """None yet.

        Args:
            workers: who look.
        """
        self._workers = workers
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

    def look_at(self, path: str) -> Survey:
        """Have the worker look at the learner's own data; an earlier look is forgotten.

        Raises:
            WorkerError: no worker can be had.
        """
        self.survey = Survey(self._worker(), path)
        return self.survey

    def inspect(self, run: Run, query: queries.Any) -> Inspection:
        """Look at what the network of a run does; what was seen before is there at once.

        Who asks what is being asked already shares its answer; an older question to the same view
        of the run is forgotten.
        """
        under_way = next((one for one in self.inspections if one.asks(run, query)), None)
        if under_way is not None:
            return under_way
        inspection = Inspection(run, query)
        if inspection.over:
            return inspection
        try:
            inspection.ask(self._worker())
        except WorkerError as error:
            inspection.refuse(str(error))
            return inspection
        for one in self.inspections:
            one.yield_to(inspection)
        self.inspections = [one for one in self.inspections if not one.superseded]
        self.inspections.append(inspection)
        return inspection

    def _worker(self) -> Worker:
        """The worker of now.

        Raises:
            WorkerError: none can be had.
        """
        self._workers.warm()
        if self._workers.current is None:
            raise WorkerError(self._workers.failure)
        return self._workers.current

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
