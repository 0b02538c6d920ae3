"""Lessons and questions on a terminal that shows ASCII only."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.course.lesson import Option, Quiz
from tutor.ui.glyphs import AsciiFilter, in_ascii, respelled
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.standing import Standing

TEXT = """
The norm is e² = 7.4, so turn it by 180°: **2 · b** …

| area | scale |
|---|---|
| 70 m² | 0…1 |

```text
a · b   │
  ²     │
```
"""
QUIZ = Quiz(
    id="q", type="choice", prompt="What is 10 · 10²?",
    options=[
        Option(text="10³", why="10 · 10² = 10³.", correct=True),
        Option(text="10²", why="That is only 100 …"),
    ],
    hints=["10² = 100"], solution="It is 10³.",
)  # fmt: skip


class Sheet(App[None]):
    """A text and a question on a screen."""

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__()
        self.ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Prose(TEXT)
            yield QuestionCard(Standing(quiz=QUIZ))

    def get_line_filters(self) -> list[AsciiFilter]:
        return [AsciiFilter()] if self.ascii_only else []


async def shown(*, ascii_only: bool) -> str:
    app = Sheet(ascii_only=ascii_only)
    async with app.run_test(size=(60, 40)) as pilot:
        card = app.query_one(QuestionCard)
        card.ask_solution()
        card.ask_solution()
        await pilot.pause(0.1)
        strips = app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)


async def test_prose_is_spelled_and_blocks_of_code_keep_their_columns() -> None:
    text = await shown(ascii_only=True)
    assert "The norm is e^2 = 7.4, so turn it by 180 degrees: 2 * b ..." in text
    assert "70 m^2" in text
    assert "0...1" in text
    assert "a . b   |" in text
    assert "  2     |" in text


async def test_a_question_is_spelled_with_its_answers_and_what_is_said_to_them() -> None:
    text = await shown(ascii_only=True)
    for said in ("What is 10 * 10^2?", "10^3 - 10 * 10^2 = 10^3.", "That is only 100 ..."):
        assert said in text


async def test_where_more_than_ascii_is_shown_all_stays() -> None:
    text = await shown(ascii_only=False)
    assert "The norm is e² = 7.4, so turn it by 180°: 2 · b …" in text
    assert "What is 10 · 10²?" in text


def test_what_a_typed_answer_is_held_against_stays() -> None:
    typed = Quiz(
        id="q", type="text", prompt="Which unit?", hints=["h"], solution="m²", accept=["m²"],
        options=[Option(text="m³", why="That is m³.")],
    )  # fmt: skip
    found = in_ascii(typed)
    assert (found.accept, found.options[0].text) == (["m²"], "m³")
    assert (found.solution, found.options[0].why) == ("m^2", "That is m^3.")


def test_a_text_of_the_screen_is_spelled_in_the_style_of_each_part() -> None:
    said = Content.assemble("seed 1", (" → ", "bold"), "2, ", ("↓", "red"), " is next")
    assert respelled(said).is_same(
        Content.assemble("seed 1", (" -> ", "bold"), "2, ", ("Down", "red"), " is next")
    )
