"""Figures in texts: how they are written, and what is shown while some are not there yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.figures import (
    NOT_YET,
    Figure,
    FigureError,
    escaped,
    figure,
    filled,
    paragraphs,
    replaced,
    shown_prose,
    speaks_of_runs,
    unescaped,
    without_own,
)

VALUES = {"run.val_accuracy": "93.4 %", "runs.count": "3"}


def value(one: Figure) -> str | None:
    """Figures of runs that there are; of the experiment `later` there is none yet."""
    return None if one.experiment == "later" else VALUES.get(f"{one.kind}.{one.name}")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("run.val_accuracy", Figure("run", "val_accuracy")),
        ("best.units of digits", Figure("best", "units", "digits")),
        (" run.gap  of\ndigits ", Figure("run", "gap", "digits")),
        ("data.bag of words", Figure("data", "bag of words")),
        ("data.bag of words of digits", Figure("data", "bag of words", "digits")),
        ("reference.loss of other", Figure("reference", "loss", "other")),
    ],
)
def test_how_figures_are_written(body: str, found: Figure) -> None:
    assert figure(body, ["digits"]) == found


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("ran.loss", "there is no kind of figure 'ran'; known are: run, first"),
        ("loss", "a figure is KIND.NAME in braces, and a brace itself is written {{"),
        ("run.", "a figure is KIND.NAME in braces"),
        ("", "a figure is KIND.NAME in braces"),
    ],
)
def test_what_is_no_figure(body: str, said: str) -> None:
    with pytest.raises(FigureError, match=r"^found|^there") as error:
        figure(body)
    assert said in str(error.value)


def test_a_brace_alone_is_told_with_its_place() -> None:
    _text, errors = replaced("a {{b} and { c", lambda one: str(one))
    [(offset, error)] = errors
    assert (offset, "alone" in str(error)) == (11, True)


def test_texts_are_filled_whole_or_not_at_all() -> None:
    assert filled("It is {run.val_accuracy}, {{x}.", value) == "It is 93.4 %, {x}."
    assert filled("It is {run.val_accuracy} and {run.loss}.", value) is None


@given(st.text())
def test_what_is_escaped_is_shown_as_it_is(text: str) -> None:
    assert filled(escaped(text), value) == text
    assert unescaped(escaped(text)) == text


def test_paragraphs_that_wait_are_one_line_a_step() -> None:
    waiting = "One.\n\n{run.loss of later} is yours.\n\nTwo."
    texts = [waiting, "{best.loss of later} and\nmore.", "{runs.count} runs."]
    assert shown_prose(texts, value) == [f"One.\n\n{NOT_YET}\n\nTwo.", "", "3 runs."]


def test_nothing_is_promised_that_the_runs_did_not_have() -> None:
    assert shown_prose(["One.\n\nYours: {run.val_loss}."], value) == ["One."]


def test_a_step_without_figures_is_left_as_it_is() -> None:
    text = "One.\n\n\nTwo.\n"
    assert shown_prose([text], value) == [text]


def test_a_fenced_block_is_one_paragraph() -> None:
    text = "A\n\n```\nx\n\n{{y}\n```\n\n\nB"
    assert paragraphs(text) == ["A", "```\nx\n\n{{y}\n```", "B"]
    assert without_own(text + " {run.loss}") == "A\n\n```\nx\n\n{y}\n```"


@given(st.text(alphabet="a {}.\n`~", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    shown_prose([text, text], value)
    assert isinstance(without_own(text), str)


def test_which_texts_speak_of_runs() -> None:
    assert speaks_of_runs("x {best.loss}")
    assert not speaks_of_runs("x {data.train} {{run.loss}")
