"""A text that is written together: what stands, what is asked, which answers are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets import alphabet
from tutor.lab.views.writing import LONGEST_SEED, Likely, Step, WritingQuery, Written
from tutor.ui.views.manuscript import Manuscript


def answer(given_text: str, drawn: str = "", skipped: int = 0) -> Written:
    """What a worker tells of a text, every character being as likely as any other."""
    likely = [Likely("x", 0.5, 0.6), Likely("y", 0.2, 0.1)]

    def steps(text: str) -> list[Step]:
        return [Step(symbol, 0.5, 1.0, likely) for symbol in text]

    return Written(
        given=steps(given_text), skipped=skipped, drawn=steps(drawn), following=likely, entropy=1.0,
        val_loss=1.5, bigram=2.4,
    )  # fmt: skip


def text_of(script: Manuscript) -> str:
    return "".join(mark.symbol for mark in script.marks)


@pytest.fixture
def script() -> Manuscript:
    made = Manuscript(0.7)
    assert made.first() == WritingQuery(text=None, temperature=0.7)
    assert made.take_in(answer("The "))
    return made


def test_what_was_written_is_written_anew_until_it_stands(script: Manuscript) -> None:
    assert script.take_in(answer("The ", "cat"))
    script.warm(3)
    assert script.anew() == WritingQuery(text="The ", length=200, temperature=1.0)
    assert script.take_in(answer("The ", "dog"))
    script.type("s")
    assert text_of(script) == "The dogs"
    assert script.anew() == WritingQuery(text="The dogs", temperature=1.0)
    assert [mark.mine for mark in script.marks] == [True] * 4 + [False] * 3 + [True]


def test_to_write_on_asks_for_more_of_the_same_until_it_is_too_much(script: Manuscript) -> None:
    asked = []
    for count in range(6):
        asked.append(script.further())
        assert script.take_in(answer(str(asked[-1].text), "x" * asked[-1].length)), count
    assert [one.length for one in asked] == [200, 400, 600, 800, 1000, 200]
    assert [one.text for one in asked] == ["The "] * 5 + ["The " + 1000 * "x"]
    script.warm(1)
    assert script.anew().length == 200
    script.lengthen()
    assert script.anew().length == 400
    assert len(script.marks) == 1204


def test_what_was_written_in_several_goes_is_written_anew_as_a_whole(script: Manuscript) -> None:
    for _ in range(2):
        assert script.take_in(answer("The ", "x" * script.further().length))
    script.warm(-1)
    assert script.anew() == WritingQuery(text="The ", length=400, temperature=0.6)


def test_an_answer_about_another_text_is_not_taken(script: Manuscript) -> None:
    script.type("ne")
    assert not script.take_in(answer("The n"))
    assert not script.take_in(answer(""))
    assert script.take_in(answer("The ne"))


def test_accepting_takes_the_likeliest_and_taking_back_drops_it(script: Manuscript) -> None:
    script.accept()
    assert text_of(script) == "The x"
    assert not script.marks[-1].mine
    script.take_back()
    script.clear()
    script.take_back()
    assert script.question() == WritingQuery(text="", temperature=0.7)


def test_temperature_stays_within_bounds(script: Manuscript) -> None:
    script.warm(-99)
    assert script.temperature == 0.0
    script.warm(99)
    assert script.temperature == 2.0


def test_at_temperature_0_the_likeliest_is_known_to_come(script: Manuscript) -> None:
    assert script.likely(4)[1] is None
    script.warm(-99)
    assert script.likely(4)[1] == "x"
    assert script.likely(0)[1] == "T"


def test_unknown_characters_are_told_and_known_ones_folded(script: Manuscript) -> None:
    script.type("é–日本日\x1b")
    assert script.unknown == ["日", "本"]
    assert text_of(script).startswith("The e-" + alphabet.OTHER)
    script.type("a")
    assert script.unknown == []


@given(st.text(max_size=50))
def test_any_text_can_be_typed(text: str) -> None:
    script = Manuscript(0.7)
    script.type(text)
    folded = text_of(script)
    assert set(folded) <= set(alphabet.CHARACTERS)
    assert script.take_in(answer(folded))


def test_of_a_very_long_text_the_end_is_kept(script: Manuscript) -> None:
    script.type("ab" * LONGEST_SEED)
    assert len(script.kept) == LONGEST_SEED
    assert script.take_in(answer("ab" * 300, skipped=LONGEST_SEED - 600))
    assert script.kept[0].step is None
    assert script.kept[-1].step is not None
