"""The panes on texts: examples by keys, typing, pasting; with answers that were kept."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.benchmarks.trainings import make_order
from tests.looked_at import ANALYTICS, PHRASES, SENTIMENT
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor import paths
from tutor.lab.commands import Inspect
from tutor.lab.run import Run, find
from tutor.lab.settings import Settings
from tutor.lab.text.typed import MOST
from tutor.lab.views import files
from tutor.lab.views.analytics import AnalyticsQuery
from tutor.lab.views.phrases import PhrasesQuery
from tutor.lab.views.sentiment import SentimentQuery
from tutor.ui.views.typed import TextField, TextPane
from tutor.ui.widgets.rows import Rows

SMALL: Settings = {"recurrent_layers": 1, "cell": "GRU", "units": 4}
FIRST = "The plot is not good, it is great."
READS, TAGS = "20260101-120000-000001", "20260101-120000-000002"


def looked_at(dataset: str, run: str) -> Run:
    """A run with a network that nobody will ask."""
    made = find(run)
    paths.private_folder(made.folder)
    of = replace(make_order(dataset, SMALL), run=run)
    (made.folder / "settings.json").write_bytes(msgspec.json.encode(of))
    (made.folder / "model.keras").touch()
    return made


def reviews() -> Run:
    """A run on reviews that was asked about some sentences before."""
    run = looked_at("reviews", READS)
    for query in (
        SentimentQuery(text=FIRST), SentimentQuery(text="x"), SentimentQuery(example=0)
    ):  # fmt: skip
        data = replace(SENTIMENT, true=2 if query.example is not None else None)
        files.write(run.folder, files.answer_of(query), data)
    return run


def key_phrases() -> Run:
    """A run on key phrases that was asked about its first validation sentence."""
    run = looked_at("key-phrases", TAGS)
    files.write(run.folder, files.answer_of(PhrasesQuery(example=0)), PHRASES)
    return run


async def look(bed: Bed, pilot: Pilot[int], run: Run, view: str) -> TextPane:
    """Open a view by its number."""
    await pilot.pause()
    bed.app.look(run)
    await pilot.pause()
    await pilot.press(view)
    await until(pilot, lambda: bool(bed.app.screen.query(TextPane)))
    await pilot.pause()
    return next(pane for pane in bed.app.screen.query(TextPane) if pane.display)


def told(pane: TextPane) -> str:
    return str(pane.query_one(".summary", Static).render())


def shown(pane: TextPane) -> str:
    rows = pane.query_one(Rows)
    return "\n".join(rows.render_line(y).text.rstrip() for y in range(rows.size.height))


def asked(bed: Bed) -> list[str]:
    """The texts that the worker was asked about, where there is one."""
    return [
        one.query.text
        for one in bed.app.desk.errands.inspections
        if isinstance(one.query, SentimentQuery | AnalyticsQuery | PhrasesQuery)
    ]


async def test_the_first_sentence_is_read_at_once(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        pane = await look(bed, pilot, reviews(), "3")
        assert told(pane) == "positive, 93 %"
        assert "1 of 6 words is unknown to it: zyx." in shown(pane)
        assert pane.query_one(TextField).value == FIRST


async def test_keys_show_examples_with_their_class(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        pane = await look(bed, pilot, reviews(), "3")
        await pilot.press("up", "down", "down", "down")
        assert told(pane).endswith("A validation text: its class is positive.")
        assert pane.query_one(TextField).value == SENTIMENT.text


async def test_what_is_typed_is_read_and_only_the_newest_is_asked(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        pane = await look(bed, pilot, reviews(), "3")
        await pilot.press("enter", *"3v!")
        assert pane.query_one(TextField).value == "3v!"
        await until(pilot, lambda: asked(bed) == ["3v!"], "not the newest alone is asked")
        await pilot.press("backspace", "backspace", "backspace")
        assert told(pane).startswith("Type a text.")
        assert not shown(pane).strip()
        await pilot.press("x", "escape")
        assert told(pane) == "positive, 93 %"
        await pilot.press("1")
        assert not pane.display


async def test_a_paste_comes_clean_and_is_cut(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        pane = await look(bed, pilot, reviews(), "3")
        await pilot.press("enter")
        field = pane.query_one(TextField)
        field.post_message(events.Paste("\x1b[2Jone\ntwo \U0001f389" + " word" * 200_000))
        await until(pilot, lambda: field.value.startswith("one two \U0001f389 word"))
        assert len(field.value) == MOST
        await until(pilot, lambda: f"first {MOST:,} characters" in told(pane), told(pane))


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (200, 50)])
async def test_phrases_are_marked_at_any_size(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=size) as pilot:
        pane = await look(bed, pilot, key_phrases(), "1")
        assert told(pane).startswith("3 key phrases in 13 words.")
        assert "volcano" in shown(pane)


async def test_both_at_once_by_the_newest_run_of_the_other_kind(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        run = key_phrases()
        reviews()
        pane = await look(bed, pilot, run, "2")
        query = bed.app.desk.errands.inspections[-1].query
        assert isinstance(query, AnalyticsQuery)
        assert query.partner == READS
        pane.show(ANALYTICS)
        assert told(pane) == "positive, 50 %, the mean of 2 sentences; 3 key phrases"
        assert f"Sentiment: run {READS}." in " ".join(shown(pane).split())


async def test_where_the_other_run_is_missing_its_lesson_is_told(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        pane = await look(bed, pilot, key_phrases(), "2")
        pane.show(replace(ANALYTICS, labels=[], shares=[]))
        found = " ".join(shown(pane).split())
        assert "No run of yours tells the sentiment of a text yet." in found
        assert "Train one in the lesson ‘Sentiment in sentences’." in found


def test_a_question_about_a_text_crosses_to_the_worker() -> None:
    sent = Inspect(key="k", run=READS, query=SentimentQuery(text="a\nb \U0001f389"))
    assert msgspec.json.decode(msgspec.json.encode(sent), type=Inspect) == sent
