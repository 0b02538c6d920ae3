"""Errands about data: a look at the learner's own, and a download; one of each at a time."""

from __future__ import annotations

from textual.message import Message

from tutor.datasets.fetching import Fetching
from tutor.lab.client import Worker
from tutor.lab.survey import Survey
from tutor.ui.messages import FetchChanged, SurveyChanged


class Errands:
    """What the desk has others fetch or look at.

    Attributes:
        survey: the look at the learner's own data that is under way or came last.
        fetching: the download that is under way or came last.
    """

    def __init__(self) -> None:
        """None yet."""
        self.survey: Survey | None = None
        self.fetching: Fetching | None = None
        self._fetch_told = True

    @property
    def waiting(self) -> bool:
        """Whether there may be news of any of them."""
        return self.fetch_under_way or (self.survey is not None and not self.survey.over)

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
        fetching = self.fetching
        if fetching is not None and not self._fetch_told:
            self._fetch_told = fetching.over
            found.append(FetchChanged(fetching))
        return found

    def close(self) -> None:
        """Give a download up."""
        if self.fetching is not None:
            self.fetching.cancel()
