"""The panes on texts: examples by keys, typing, pasting; with answers that were kept."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace
from textual import events

from tests.answers.kept import kept
from tests.answers.texts import ANALYTICS, PHRASES, SENTIMENT
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn, line, looking, pane
from tutor.lab.commands import Inspect
from tutor.lab.run import Run
from tutor.lab.settings import Settings
from tutor.lab.text.typed import MOST
from tutor.lab.views.analytics import AnalyticsQuery
from tutor.lab.views.phrases import PhrasesQuery
from tutor.lab.views.sentiment import SentimentQuery
from tutor.store.runs import asked_at
from tutor.ui.views.sentiment import SentimentPane
from tutor.ui.views.typed import TextField
from tutor.ui.words import moment

SMALL: Settings = {"recurrent_layers": 1, "cell": "GRU", "units": 4}
FIRST = "The plot is not good, it is great."
READS, TAGS = "20260101-120000-000001", "20260101-120000-000002"


def reviews() -> Run:
    """A run on reviews that was asked about some sentences before."""
    queries = (SentimentQuery(text=FIRST), SentimentQuery(text="x"), SentimentQuery(example=0))
    answers = [
        (query, replace(SENTIMENT, true=2 if query.example is not None else None))
        for query in queries
    ]
    return kept(answers, made("reviews", SMALL), run=READS, network=True)


def key_phrases() -> Run:
    """A run on key phrases that was asked about its first validation sentence."""
    answers = [(PhrasesQuery(example=0), PHRASES)]
    return kept(answers, made("key-phrases", SMALL), run=TAGS, network=True)


def field(bed: Bed) -> TextField:
    return pane(bed).query_one(TextField)


def asked(bed: Bed) -> list[str]:
    """The texts that the worker was asked about, where there is one."""
    return [
        one.query.text
        for one in bed.app.desk.errands.inspections
        if isinstance(one.query, SentimentQuery | AnalyticsQuery | PhrasesQuery)
    ]


async def test_the_first_sentence_is_read_at_once(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, reviews(), "your-sentence"):
        assert line(bed) == "positive, 93 %"
        assert "1 of 6 words is unknown to it: zyx." in drawn(bed)
        assert field(bed).value == FIRST


async def test_keys_show_examples_with_their_class(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, reviews(), "your-sentence") as pilot:
        await pilot.press("up", "down", "down", "down")
        assert line(bed).endswith("A validation text: its class is positive.")
        assert field(bed).value == SENTIMENT.text


async def test_what_is_typed_is_read_and_only_the_newest_is_asked(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, reviews(), "your-sentence") as pilot:
        await pilot.press("enter", *"3v!")
        assert field(bed).value == "3v!"
        await until(pilot, lambda: asked(bed) == ["3v!"], "not the newest alone is asked")
        await pilot.press("backspace", "backspace", "backspace")
        assert line(bed).startswith("Type a text.")
        assert not drawn(bed).strip()
        await pilot.press("x", "escape")
        assert line(bed) == "positive, 93 %"
        await pilot.press("2")
        assert not isinstance(pane(bed), SentimentPane)


async def test_an_example_that_comes_late_is_written_over_and_leaves_what_was_typed(
    beds: Beds,
) -> None:
    bed = beds(None)
    async with looking(bed, key_phrases(), "key-phrases") as pilot:
        await pilot.press("enter")
        pane(bed).show(PHRASES)  # the answer comes when the field has the focus
        await pilot.press("h", "o")
        assert field(bed).value == "ho"
        pane(bed).show(PHRASES)
        assert field(bed).value == "ho"


async def test_a_paste_comes_clean_and_is_cut(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, reviews(), "your-sentence") as pilot:
        await pilot.press("enter")
        field(bed).post_message(events.Paste("\x1b[2Jone\ntwo \U0001f389" + " word" * 200_000))
        await until(pilot, lambda: field(bed).value.startswith("one two \U0001f389 word"))
        assert len(field(bed).value) == MOST
        await until(pilot, lambda: f". Only the first {MOST:,} char" in line(bed), line(bed))
        await pilot.press("escape", "up")
        assert line(bed) == "positive, 93 %"
        assert field(bed).value == FIRST


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (200, 50)])
async def test_phrases_are_marked_at_any_size(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds(None)
    async with looking(bed, key_phrases(), "key-phrases", size=size):
        assert line(bed).startswith("3 key phrases in 13 words, each with how sure")
        assert "volcano" in drawn(bed)


async def test_both_at_once_by_the_newest_run_of_the_other_kind(beds: Beds) -> None:
    bed = beds(None)
    reviews()
    async with looking(bed, key_phrases(), "text-analytics"):
        query = bed.app.desk.errands.inspections[-1].query
        assert isinstance(query, AnalyticsQuery)
        assert query.partner == READS
        pane(bed).show(ANALYTICS)
        assert line(bed) == "positive, 50 %, the mean of 2 sentences; 3 key phrases"
        found = " ".join(drawn(bed).split())
        assert f"Sentiment: run of {moment(asked_at(READS))}, validation accuracy 90.0 %." in found


async def test_where_the_other_run_is_missing_its_lesson_is_told(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, key_phrases(), "text-analytics"):
        pane(bed).show(replace(ANALYTICS, labels=[], shares=[]))
        found = " ".join(drawn(bed).split())
        assert "No run of yours tells the sentiment of a text yet." in found
        assert "Train one in the lesson ‘Sentiment in sentences’." in found


def test_a_question_about_a_text_crosses_to_the_worker() -> None:
    sent = Inspect(key="k", run=READS, query=SentimentQuery(text="a\nb \U0001f389"))
    assert msgspec.json.decode(msgspec.json.encode(sent), type=Inspect) == sent
