"""Key phrases and sentiment of any text, by two of the learner's runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tutor.course.lesson import Lesson
from tutor.lab.run import Run, RunError
from tutor.lab.tasks import headline
from tutor.lab.text import analytics as drawing
from tutor.lab.text.flow import flow
from tutor.lab.text.phrases import NOTHING
from tutor.lab.text.plot import PlotRow
from tutor.lab.views import queries
from tutor.lab.views.analytics import Analytics, AnalyticsQuery
from tutor.lab.views.partners import DATASET_OF, Skill, newest, skill_of
from tutor.store.runs import asked_at
from tutor.ui.views.base import Viewed
from tutor.ui.views.typed import TextPane
from tutor.ui.widgets.rows import Rows
from tutor.ui.words import moment, percent

if TYPE_CHECKING:
    from tutor.ui.screens.base import TutorScreen

EXAMPLES = (
    "A compass needle turns until it points to the magnetic north pole of the Earth.",
    "Sailors once ate lemons and oranges on long voyages, since the fruit kept scurvy away.",
    "The museum was wonderful. The café sells soup, bread and cake. I did not like the shop.",
    "A thermometer holds a thin column of mercury or alcohol that rises when it is warm.",
    "The heart pumps blood through the arteries, and the veins carry it back.",
)
"""What is read first: plain statements, and a text of several sentences."""

_WHAT: dict[Skill, str] = {"phrases": "Key phrases", "sentiment": "Sentiment"}


class AnalyticsPane(TextPane[Analytics]):
    """Both at once: what a text is about, and whether it praises or blames."""

    PLACEHOLDER = "Type or paste any text"

    def __init__(self, viewed: Viewed) -> None:
        """Find the run that tells the other half."""
        super().__init__(viewed)
        own = skill_of(viewed.order) or "sentiment"  # a learner's own texts have classes too
        self._other: Skill = "sentiment" if own == "phrases" else "phrases"
        found = newest(self._other)
        self._partner = found[0].id if found else ""
        self._sources = {own: _source(viewed.run)}
        if found:
            self._sources[self._other] = _source(found[0])

    def question(self, text: str) -> queries.Any:
        """Both."""
        return AnalyticsQuery(text=text, partner=self._partner)

    def show_example(self, number: int) -> None:
        """One of some plain texts."""
        self.read(EXAMPLES[number % len(EXAMPLES)])

    def drawn(self, told: Analytics, width: int) -> tuple[str, list[PlotRow]]:
        """The sentiment in words; all else below, and which runs tell it."""
        found = drawing.rows(told, width, self.query_one(Rows).way)
        if not found[-1]:
            found.pop()
        sources = " ".join(
            f"{_WHAT[skill]}: {self._sources[skill]}."
            for skill in ("phrases", "sentiment") if skill in self._sources
        )  # fmt: skip
        found += flow([(sources, "axis")], width)
        if not self._partner:
            found += flow([(self._missing(), "mark")], width)
        return self._sentence(told), found

    def _sentence(self, told: Analytics) -> str:
        parts = [drawing.verdict_of(told)]
        if told.phrases is not None:
            count = len(told.phrases)
            parts.append(f"{count} key phrase{'' if count == 1 else 's'}" if count else NOTHING)
        return "; ".join(part.rstrip(".") for part in parts if part)

    def _missing(self) -> str:
        """Where a network can be trained that tells the other half."""
        dataset = DATASET_OF[self._other]
        what = "marks key phrases" if self._other == "phrases" else "tells the sentiment of a text"
        for lesson in self._lessons():
            if any(experiment.dataset == dataset for experiment in lesson.experiments):
                return f"No run of yours {what} yet. Train one in the lesson ‘{lesson.title}’."
        return f"No run of yours {what} yet. Train one on the data set {dataset}."

    def _lessons(self) -> list[Lesson]:
        return cast("TutorScreen", self.screen).tutor.session.catalog.lessons


def _source(run: Run) -> str:
    """Which run tells something, by the time that the list of runs has, and how good it is."""
    try:
        record = run.record()
    except RunError:
        return f"run {run.id}"
    best = headline(record.metrics)
    told = f", {best.words} {percent(best.value)}" if best is not None else ""
    at = record.started.at if record.started is not None else asked_at(run.id)
    return f"run of {moment(at)}{told}"
