"""The real worker reads texts: sentiment, key phrases, both; whatever is typed."""

from __future__ import annotations

from typing import cast

import pytest

from tests.benchmarks.texts import ask
from tests.benchmarks.trainings import make_order
from tutor.lab.client import Worker
from tutor.lab.run import Run
from tutor.lab.settings import Settings
from tutor.lab.text.typed import cleaned
from tutor.lab.trial import train
from tutor.lab.views.analytics import Analytics, AnalyticsQuery
from tutor.lab.views.phrases import Phrases, PhrasesQuery
from tutor.lab.views.sentiment import Sentiment, SentimentQuery

pytestmark = pytest.mark.slow

SMALL: Settings = {
    "recurrent_layers": 1, "cell": "GRU", "units": 8, "learning_rate": 0.01, "batch_size": 64,
    "epochs": 1,
}  # fmt: skip
ODD = ["", "\U0001f389\U0001f389", "火山は山です。", "مرحبا", "...", "n't", "7", "good " * 400]


@pytest.fixture(scope="module")
def read(worker: Worker) -> dict[str, Run]:
    """A run of each kind, trained a little."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_HOME", str(worker.folder.parents[1]))
        return {
            name: train(worker, make_order(name, {**SMALL, **more})).run
            for name, more in (("reviews", {"train_size": 600}), ("key-phrases", {}))
        }


def test_a_sentence_is_read_word_by_word(worker_home: Worker, read: dict[str, Run]) -> None:
    query = SentimentQuery(text="It isn't bad, zyx!")
    told = cast("Sentiment", ask(worker_home, read["reviews"], query).data)
    assert told.labels == ["negative", "neutral", "positive"]
    assert sum(told.shares) == pytest.approx(1, abs=1e-5)
    assert [word.text for word in told.words] == ["it", "is", "n't", "bad", "zyx"]
    assert [word.known for word in told.words] == [True, True, True, True, False]
    without = SentimentQuery(text="It isn't, zyx!")
    less = cast("Sentiment", ask(worker_home, read["reviews"], without).data)
    place = told.shares.index(max(told.shares))
    fall = told.shares[place] - less.shares[place]
    assert told.words[3].moved == pytest.approx(fall, abs=1e-5)
    assert told.support is not None
    assert told.support.low <= max(told.shares) <= told.support.high


def test_examples_come_with_their_truth(worker_home: Worker, read: dict[str, Run]) -> None:
    told = cast("Sentiment", ask(worker_home, read["reviews"], SentimentQuery(example=-1)).data)
    assert told.true is not None
    assert told.words
    marked = cast("Phrases", ask(worker_home, read["key-phrases"], PhrasesQuery(example=3)).data)
    assert marked.true
    assert all(marked.text[one.first : one.after].strip() for one in marked.true)


def test_whatever_is_typed_has_an_answer(worker_home: Worker, read: dict[str, Run]) -> None:
    for typed in ODD:
        text, _ = cleaned(typed)
        told = cast("Sentiment", ask(worker_home, read["reviews"], SentimentQuery(text=text)).data)
        assert bool(told.shares) == bool(told.words)
        both = AnalyticsQuery(text=text, partner=read["key-phrases"].id)
        found = cast("Analytics", ask(worker_home, read["reviews"], both).data)
        assert found.phrases is not None
        alone = cast("Phrases", ask(worker_home, read["key-phrases"], PhrasesQuery(text=text)).data)
        assert alone.found == found.phrases


def test_a_network_of_something_else_says_so(worker_home: Worker, read: dict[str, Run]) -> None:
    with pytest.raises(RuntimeError, match="did not learn from texts"):
        ask(worker_home, read["key-phrases"], SentimentQuery(text="x"))
    with pytest.raises(RuntimeError, match="did not learn to mark phrases"):
        ask(worker_home, read["reviews"], PhrasesQuery(text="x"))
