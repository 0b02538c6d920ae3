"""What is told of a sentence: its class, how often that is right, its words."""

from __future__ import annotations

from msgspec.structs import replace

from tests.answers.texts import SENTIMENT
from tutor.lab.text import sentiment as drawing
from tutor.lab.text.picture import Way
from tutor.lab.text.width import cells
from tutor.lab.views.sentiment import Sentiment, Support


def lines(told: Sentiment, width: int = 74, way: Way = "shades") -> list[str]:
    return ["".join(text for text, _ in row) for row in drawing.rows(told, width, way)]


def test_the_class_is_told_in_words() -> None:
    assert drawing.verdict(SENTIMENT.labels, SENTIMENT.shares) == "positive, 93 %"
    assert drawing.verdict(["a", "b"], [0.997, 0.003]) == "a, >99 %"
    assert drawing.verdict(["a", "b"], []) == drawing.NO_WORD


def test_how_often_it_is_right_has_an_interval() -> None:
    support = Support(low=0.5, high=0.6, right=114, of=212)
    assert drawing.supported(support) == (
        "Of 212 validation texts where it was 50 to 60 % sure, 54 % (47 to 60) were right."
    )
    assert "No validation text" in drawing.supported(replace(support, right=0, of=0))


def test_each_word_has_its_points_below_it_without_colours_too() -> None:
    found = lines(SENTIMENT)
    at = next(number for number, line in enumerate(found) if line.startswith("the plot"))
    assert found[at].split() == ["the", "plot", "is", "not", "bad", "zyx?"]
    assert found[at + 1].split() == ["·", "−5╌", "·", "+61━", "+40━", "·"]
    assert found[at].index("not") == found[at + 1].index("+61━")


def test_every_sign_below_the_words_is_explained() -> None:
    found = lines(SENTIMENT)
    at = next(number for number, line in enumerate(found) if line.startswith("the plot"))
    signs = "".join(found[at + 1 :])
    legend = " ".join(found[:at])
    assert {sign for sign in "━╌·" if sign in signs} == {"━", "╌", "·"}
    for sign in ("━ speaks for it", "╌ against it", "· hardly moves it"):
        assert sign in legend


def test_colours_stand_for_the_same() -> None:
    row = next(row for row in drawing.rows(SENTIMENT, 74, "colours") if row[:1] == [("the", "")])
    styles = {text: style for text, style in row if text.strip()}
    assert styles["the"] == ""
    assert styles["not"] not in {"", styles["plot"]}


def test_on_a_light_ground_a_weak_word_is_light() -> None:
    rows = drawing.rows(SENTIMENT, 74, "colours", (251, 251, 248))
    styles = dict(part for row in rows for part in row)
    assert styles["plot"].startswith("#000000/#")


def test_unknown_words_are_named_and_what_that_means() -> None:
    told = " ".join(lines(SENTIMENT))
    assert "1 of 6 words is unknown to it: zyx." in told
    strange = replace(SENTIMENT, words=[replace(word, known=False) for word in SENTIMENT.words])
    assert "your text is unlike them" in " ".join(lines(strange))
    assert drawing.unknown(replace(SENTIMENT, words=SENTIMENT.words[:3])) == ""


def test_what_did_not_fit_in_is_told() -> None:
    long = replace(SENTIMENT, left_out=12)
    assert "It reads the first 6 words; 12 more are left out." in lines(long)
    assert drawing.left_out(replace(long, from_end=True)).startswith("It reads the last")


def test_every_width_and_way_is_kept_to() -> None:
    for width in (20, 36, 74, 190):
        for way in ("colours", "shades", "letters"):
            assert all(cells(line) <= width + 1 for line in lines(SENTIMENT, width, way))


def test_a_text_without_a_word_has_no_rows() -> None:
    assert lines(replace(SENTIMENT, shares=[], words=[])) == []
