"""Answers questions about trained networks, in a thread of its own, beside whatever is trained."""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections import OrderedDict

import msgspec

from tutor.datasets.registry import DataError
from tutor.lab import commands, events
from tutor.lab.memory import held
from tutor.lab.run import RunError, find
from tutor.lab.views import files
from tutor.lab.views.query import Query, name_of
from tutor.training.shelf import Shelf
from tutor.training.sink import Sink
from tutor.training.views import VIEWS, Subject

_SUBJECTS = 2
"""Networks that are kept at hand: two can be held against each other."""


class Inspector:
    """Looks at runs, one question after the other.

    Of questions to one view of one run only the newest is answered: who moves through a picture
    faster than it is computed sees the last one.
    """

    def __init__(self, sink: Sink, shelf: Shelf | None = None) -> None:
        """Get ready.

        Args:
            sink: where answers are told.
            shelf: where data come from.
        """
        self._sink = sink
        self._shelf = shelf or Shelf()
        self._asked: OrderedDict[tuple[str, str], commands.Inspect] = OrderedDict()
        self._expected = ""
        self._some = threading.Condition()
        self._subjects: OrderedDict[str, Subject] = OrderedDict()
        self._thread: threading.Thread | None = None

    def ask(self, question: commands.Inspect) -> None:
        """Take a question on; it is answered soon, or made obsolete by a newer one."""
        place = (question.run, name_of(question.query))
        with self._some:
            self._asked.pop(place, None)
            self._asked[place] = question
            self._some.notify()
        self._begin()

    def expect(self, run: str) -> None:
        """Get the network of a run ready, once there is no question; the newest one only."""
        with self._some:
            self._expected = run
            self._some.notify()
        self._begin()

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while True:
            with self._some:
                self._some.wait_for(lambda: bool(self._asked or self._expected))
                question = self._asked.popitem(last=False)[1] if self._asked else None
                expected = "" if question else self._expected
                self._expected = self._expected if question else ""
            if question is not None:
                self._sink.write(self._answer(question))
            else:
                self._get_ready(expected)

    def _get_ready(self, run: str) -> None:
        """Have the network of a run compiled and its data loaded; whoever asks is told problems."""
        if run in self._subjects:
            return
        with contextlib.suppress(files.ViewError, DataError, RunError):
            self._subject(run).get_ready()
        self._sink.write(events.Memory(megabytes=held()))

    def _answer(self, question: commands.Inspect) -> events.Event:
        """Where the answer lies, or why there is none."""
        key, query = question.key, question.query
        try:
            subject = self._subject(question.run)
            data = self._computed(subject, query)
            path = files.write(subject.run.folder, files.answer_of(query), data)
        except (files.ViewError, DataError, RunError) as error:
            return events.Refused(key=key, message=str(error))
        except OSError as error:
            return events.Refused(key=key, message=f"This cannot be kept: {error}.")
        except Exception as error:  # told to the screen, whatever it is; the log has the details
            traceback.print_exc()
            return events.Refused(key=key, message=f"This cannot be shown: {error}.")
        files.tidy(subject.run.folder, query)
        return events.Inspected(key=key, path=path)

    def _computed(self, subject: Subject, query: Query) -> msgspec.Struct:
        return VIEWS[type(query)](subject, query)

    def _subject(self, run: str) -> Subject:
        """The run, from those at hand or read anew."""
        found = self._subjects.pop(run, None) or Subject(find(run), self._shelf)
        self._subjects[run] = found
        while len(self._subjects) > _SUBJECTS:
            self._subjects.popitem(last=False)
        return found
