"""Mistakes of every kind, many at once and one large."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.outcomes import ROW, WORDS, mistake, outcomes, picture
from tutor.lab.text.mistakes import columns_of, gallery, large
from tutor.lab.text.outcome_words import mistake_sentence, no_mistakes
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells
from tutor.lab.views.outcomes import Outcomes
from tutor.lab.views.shown import Shown

EXAMPLES: dict[str, Shown] = {
    "digit": picture(), "larger": picture(28, 28), "colour": picture(32, 32, 3),
    "spectrogram": picture(24, 32), "words": WORDS, "table": ROW,
}  # fmt: skip
LABELS = ["positive", "neutral", "negative"]


def of(kind: str, count: int = 9, note: str = "") -> Outcomes:
    found = [mistake(0, 2, 0.9 - n / 100, EXAMPLES[kind]) for n in range(count)]
    return outcomes([[50, 0, 14], [0, 60, 0], [0, 0, 50]], LABELS, mistakes=found, note=note)


def text(rows: list[PlotRow]) -> list[str]:
    return ["".join(part for part, _ in row).rstrip() for row in rows]


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
@settings(max_examples=12, deadline=None)
@given(width=st.integers(14, 200), height=st.integers(2, 50), at=st.integers(0, 8))
def test_both_fit_into_any_room(kind: str, way: Way, width: int, height: int, at: int) -> None:
    drawn = gallery(of(kind), at, width, height, way)
    assert len(drawn) <= max(height, 3)
    assert all(cells(row) <= width for row in drawn)
    one = large(of(kind), at, width, height, way)
    assert all(cells(row) <= max(width, 30) for row in one)


@pytest.mark.parametrize(
    ("kind", "way", "size", "beside", "shown"),
    [
        ("digit", "colours", (75, 17), 4, 4),
        ("digit", "letters", (75, 17), 4, 4),
        ("larger", "colours", (75, 17), 4, 8),
        ("larger", "colours", (195, 44), 6, 9),
        ("colour", "colours", (75, 17), 4, 4),
        ("spectrogram", "colours", (37, 12), 2, 4),
        ("words", "colours", (75, 17), 1, 4),
        ("table", "letters", (37, 12), 1, 3),
    ],
)
def test_a_page_holds_several(
    kind: str, way: Way, size: tuple[int, int], beside: int, shown: int
) -> None:
    captions = [line for line in text(gallery(of(kind), 0, *size, way)) if "→" in line]
    assert sum(line.count("→") for line in captions) == shown
    assert columns_of(of(kind), *size, way) == beside


def test_the_one_that_was_chosen_is_marked_on_its_page() -> None:
    rows = gallery(of("digit"), 6, 75, 17, "letters")
    marked = [part for row in rows for part, style in row if style == "mark"]
    assert marked == ["▸ positive", "→ negative 84 %"]


def test_long_names_have_a_line_each_unless_fewer_pictures_would_be_seen() -> None:
    tall = text(gallery(of("larger"), 0, 75, 17, "colours"))
    assert tall[0].split() == ["▸", *4 * ["posit…", "→", "negat…"]]
    wide = text(gallery(of("colour"), 0, 75, 17, "colours"))
    assert wide[0].split() == ["▸", *4 * ["positive"]]
    assert wide[1].split()[:8] == ["→", "negative", "90", "%", "→", "negative", "89", "%"]


def test_large_has_the_probabilities_and_the_true_class_marked() -> None:
    lines = text(large(of("words"), 0, 100, 20, "letters"))
    assert lines[0].startswith("a long walk and not a dull step in three hours")
    assert lines[0].endswith("the network's probabilities")
    assert lines[1].split()[0] == "negative"
    assert "90 %" in lines[1]
    assert lines[2].endswith("5 %       ◂ true")
    narrow = text(large(of("words", note="Read it aloud."), 0, 37, 20, "letters"))
    assert narrow[0] == "the network's probabilities"
    assert "Read it aloud." in narrow
    assert narrow[-2:] == ["a long walk and not a dull step in", "three hours"]


def test_a_true_class_that_is_not_likely_is_told_too() -> None:
    one = mistake(1, 2)
    found = outcomes([[5, 0, 0], [0, 0, 5], [0, 0, 5]], LABELS, mistakes=[one])
    assert sum("◂ true" in line for line in text(large(found, 0, 80, 20, "letters"))) == 1


def test_what_is_true_what_was_said_and_how_sure() -> None:
    assert mistake_sentence(of("digit"), 0) == (
        "Mistake 1 of 9 (the worst of 14): it is positive, and the network says negative, "
        "90 % sure; 5 % for positive, a loss of 3.0."
    )
    assert mistake_sentence(of("digit", 14), 2).startswith("Mistake 3 of 14: it is positive")


def test_no_mistake_is_no_proof() -> None:
    assert no_mistakes(outcomes([[50, 0], [0, 50]])) == (
        "All 100 validation examples are right. From so many, most probably at least 96.3 % of "
        "others like them would be."
    )
