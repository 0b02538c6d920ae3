"""The data of one bench: the learner's own in place of the lesson's, and what is fetched first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.course.draft import Draft
from tutor.course.lesson import Lesson
from tutor.course.own import wanted
from tutor.datasets import downloads
from tutor.datasets.fetching import Fetching
from tutor.datasets.registry import CARDS, Card
from tutor.lab.settings import SettingError
from tutor.ui.fetch_words import progress
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.own_data import BACK, OwnData
from tutor.ui.widgets.bench import Bench

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class BenchData:
    """Which data a bench trains on, and whether they are there."""

    def __init__(
        self, app: TutorApp, lesson: Lesson, bench: Bench, on_change: Callable[[], None]
    ) -> None:
        """Look after the data of `bench`, an experiment of `lesson`.

        Args:
            app: keeps what the learner chose while the lesson is left.
            lesson: of the bench.
            bench: shows the data in use.
            on_change: called when other data are in use, and when a download began or ended.
        """
        self._app = app
        self._errands = app.desk.errands
        self._bench = bench
        self._place = (lesson.id, bench.experiment.id)
        self._on_change = on_change
        self._train: Callable[[], None] | None = None
        kept = app.own_drafts.get(self._place)
        if kept is not None:
            bench.use(kept)

    @property
    def choosable(self) -> bool:
        """Whether the experiment can learn from data of the learner's own."""
        return bool(wanted(self._bench.experiment))

    @property
    def own(self) -> Card | None:
        """The card of the learner's data, where they are in use."""
        return self._bench.draft.own

    @property
    def lesson_data(self) -> str:
        """The name of the lesson's data set."""
        return self._bench.experiment.dataset

    @property
    def missing(self) -> int:
        """Bytes to fetch before the data in use can be trained on."""
        card = CARDS[self.lesson_data]
        return downloads.missing(card.name) if self.own is None and card.download else 0

    @property
    def fetching(self) -> bool:
        """Whether the lesson's data are on their way."""
        return self._mine(self._errands.fetching) and self._errands.fetch_under_way

    def choose(self) -> None:
        """Ask for data of the learner's own."""
        forms = wanted(self._bench.experiment)
        self._app.push_screen(OwnData(forms, self._misfit, self.own), self._use)

    def fetch_first(self, then_train: Callable[[], None]) -> None:
        """Ask whether to fetch the lesson's data, and if so train once they are there."""
        card = CARDS[self.lesson_data]
        other = self._errands.fetching
        if other is not None and self._errands.fetch_under_way:
            self._bench.results.announce(f"{CARDS[other.name].title} must be here first: wait.")
            return
        question = (
            f"{card.title} must be fetched first: {downloads.megabytes(self.missing)}.\n"
            f"Source: {card.source}.\nLicence: {card.license}."
        )
        answers = (("y", "Fetch it, then train"), ("n", "Not now"))

        def answered(answer: str | None) -> None:
            if answer == "y":
                self._train = then_train
                self._errands.fetch(card.name)
                self._app.wake()
                self._on_change()

        self._app.push_screen(Ask(question, answers), answered)

    def fetch_changed(self, fetching: Fetching) -> None:
        """Show how far the download is; once it is over, train as the learner wished."""
        if not self._mine(fetching):
            return
        self._bench.results.announce(progress(fetching))
        if not fetching.over:
            return
        self._on_change()
        train, self._train = self._train, None
        if fetching.complete and train is not None:
            train()

    def stop(self) -> None:
        """Give the download up."""
        fetching = self._errands.fetching
        if fetching is not None and self.fetching:
            fetching.cancel()

    def _mine(self, fetching: Fetching | None) -> bool:
        return fetching is not None and fetching.name == self.lesson_data

    def _misfit(self, card: Card) -> str:
        """Why data with this card can't be used here; empty where they can."""
        try:
            self._drafted(card)
        except SettingError as error:
            return error.told
        return ""

    def _drafted(self, card: Card) -> Draft:
        """A draft on own data with the learner's settings, else with the defaults.

        Raises:
            SettingError: neither makes a network on these data.
        """
        try:
            return Draft(self._bench.experiment, self._bench.draft.settings, card)
        except SettingError:
            return Draft(self._bench.experiment, None, card)

    def _use(self, answer: Card | str | None) -> None:
        if isinstance(answer, Card):
            self._app.own_drafts[self._place] = draft = self._drafted(answer)
            self._bench.use(draft)
        elif answer == BACK:
            self._app.own_drafts.pop(self._place, None)
            self._bench.use(None)
        else:
            return
        self._on_change()
