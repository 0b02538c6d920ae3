"""Key phrases and sentiment of one text together."""

from __future__ import annotations

from msgspec.structs import replace

from tests.answers.texts import ANALYTICS
from tutor.lab.text import analytics as drawing
from tutor.lab.views.analytics import Analytics


def lines(told: Analytics, width: int = 74) -> list[str]:
    return ["".join(text for text, _ in row) for row in drawing.rows(told, width, "shades")]


def test_each_sentence_has_its_own_class_beside_it() -> None:
    found = lines(ANALYTICS)
    assert "positive, 98 %    The [museum] was wonderful." in found
    assert "neutral, 95 %     The [café] sells [soup]." in found
    assert "For the sentiment 1 of 8 words are unknown." in found
    assert drawing.verdict_of(ANALYTICS) == "positive, 50 %, the mean of 2 sentences"


def test_where_it_is_narrow_the_class_stands_below() -> None:
    assert "  neutral, 95 %" in lines(ANALYTICS, 36)


def test_without_a_network_for_the_sentiment_the_phrases_are_shown() -> None:
    found = lines(replace(ANALYTICS, labels=[], shares=[]))
    assert found[0] == "The [museum] was wonderful. The [café] sells [soup]."
    assert drawing.verdict_of(replace(ANALYTICS, labels=[])) == ""


def test_without_a_network_for_phrases_the_sentiment_is_shown() -> None:
    found = lines(replace(ANALYTICS, phrases=None))
    assert "neutral, 95 %     The café sells soup." in found
