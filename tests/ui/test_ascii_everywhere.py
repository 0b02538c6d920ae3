"""Every screen on a terminal that shows ASCII only, read as it is painted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from tests.answers.kept import keep, kept
from tests.answers.outcomes import digits
from tests.answers.texts import ANALYTICS
from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import go_to_experiment, train, until
from tests.ui.test_remarks_keys import some
from tests.ui.test_runs_screen import three_runs
from tests.ui.views import (
    test_boundary_pane,
    test_draw_pane,
    test_film_pane,
    test_layer_panes,
    test_maze_pane,
    test_memory_pane,
    test_music_pane,
    test_scores_pane,
    test_sound_pane,
    test_text_panes,
    test_writing_pane,
)
from tests.ui.views.looking import open_view
from tutor.lab.run import Run
from tutor.lab.text.glyphs import plain
from tutor.lab.views.analytics import AnalyticsQuery
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.ui.glyphs import AsciiFilter
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.dialogs import Help
from tutor.ui.screens.find import Query
from tutor.ui.screens.glossary import GlossaryScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.look import LookScreen
from tutor.ui.screens.note import NoteDialog
from tutor.ui.screens.notes import NotesScreen
from tutor.ui.screens.own_data import OwnData
from tutor.ui.screens.quit import AskQuit
from tutor.ui.screens.runs import RunsScreen
from tutor.ui.screens.search import SearchScreen
from tutor.ui.views import analytics
from tutor.ui.views.panes import PANES
from tutor.ui.widgets.rows import Rows

MISREAD = "±≥≤≠∞°²³⁻¹⁰↵"
"""What has no one character that says the same, so that it has to be spelled."""
ARROWS = "←→↑↓"
"""What draws a direction, but as the name of a key would be read as another key."""


class Watch(AsciiFilter):
    """The filter of one widget, which tells what it would replace by something else."""

    def __init__(self, widget: Widget, complaints: set[str]) -> None:
        self._widget, self._complaints = widget, complaints

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        text = "".join(segment.text for segment in segments)
        wrong = MISREAD if isinstance(self._widget, Rows) else MISREAD + ARROWS
        for sign in set(text):
            if not sign.isascii() and (sign in wrong or "?" in plain(sign)):
                self._complaints.add(f"{sign!r} of {self._widget!r}: {text.strip()!r}")
        return super().apply(segments, background)


@pytest.fixture(autouse=True)
def complaints(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What was shown that says something else in ASCII, as it is found."""
    found: set[str] = set()
    filters = Widget.get_line_filters
    watches: dict[Widget, Watch] = {}

    def watched(widget: Widget) -> list[LineFilter]:
        watch = watches.setdefault(widget, Watch(widget, found))
        return [watch if isinstance(one, AsciiFilter) else one for one in filters(widget)]

    monkeypatch.setattr(Widget, "get_line_filters", watched)
    return found


def bed_of(beds: Beds, lesson: str | None = None) -> Bed:
    bed = beds() if lesson else beds(None)
    bed.app.ascii_only = True
    return bed


def unfit(screen: Screen[Any]) -> list[str]:
    """What is painted outside ASCII, each character with its widget, or outside its columns."""
    found: list[str] = []
    for y, strip in enumerate(screen._compositor.render_strips()):
        if not strip.cell_length == len(strip.text) == screen.size.width:
            found.append(f"not as wide as it was laid out: {strip.text!r}")
        if not strip.text.isascii():
            signs = [(x, sign) for x, sign in enumerate(strip.text) if not sign.isascii()]
            found += [f"{sign!r} of {screen.get_widget_at(x, y)[0]!r}" for x, sign in signs]
    return found


async def read(
    pilot: Pilot[int], complaints: set[str], expected: type[Screen[Any]] | None = None
) -> None:
    """Read what is painted, which has to be in ASCII and to say the same in it."""
    await pilot.pause()
    screen = pilot.app.screen
    assert expected is None or isinstance(screen, expected)
    assert [*unfit(screen), *sorted(complaints)] == []


async def go(pilot: Pilot[int], complaints: set[str], *ways: tuple[str, type[Screen[Any]]]) -> None:
    """Press the keys of each way, and read the screen where they lead."""
    for keys, expected in ways:
        await pilot.press(*keys.split())
        await read(pilot, complaints, expected)


async def test_home_and_what_opens_from_it(beds: Beds, complaints: set[str]) -> None:
    bed = bed_of(beds)
    three_runs(bed)
    some(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await read(pilot, complaints, HomeScreen)
        await go(
            pilot, complaints,
            ("question_mark", Help),
            ("escape down end g", GlossaryScreen),
            ("q q", GlossaryScreen),
            ("escape escape slash p o o l", SearchScreen),
            ("escape escape m", NotesScreen),
            ("question_mark", Help),
            ("escape escape c", RunsScreen),
            ("question_mark", Help),
            ("escape space down space enter", CompareScreen),
        )  # fmt: skip
        await pilot.press("escape", "escape", "f1", "q")
        await read(pilot, complaints)
        await pilot.press("escape", "g")
        bed.app.screen.query_one(Query).value = "é漢🦊€"
        await pilot.pause()
        assert unfit(bed.app.screen) == []
        painted = [strip.text for strip in bed.app.screen._compositor.render_strips()]
        assert any("e? ? E" in row for row in painted)


async def test_a_lesson_its_question_and_a_note(beds: Beds, complaints: set[str]) -> None:
    bed = bed_of(beds, "convolutional-networks")
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go(
            pilot, complaints,
            ("k", LessonScreen),
            ("question_mark", Help),
            ("escape m", NoteDialog),
            ("a escape n end", LessonScreen),
            ("enter enter h", LessonScreen),
            ("s s", LessonScreen),
        )  # fmt: skip
    assert complaints == set()


async def test_the_experiment_from_build_to_results(beds: Beds, complaints: set[str]) -> None:
    bed = bed_of(beds, "convolutional-networks")
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await go(
            pilot, complaints,
            ("question_mark", Help), ("escape o", OwnData), ("escape 2 a plus", LessonScreen),
            ("1", LessonScreen),
        )  # fmt: skip
        await train(bed, pilot)
        bed.worker.epochs({name: values[:4] for name, values in CURVES.items()})
        await go(pilot, complaints, ("q", AskQuit), ("escape", LessonScreen))
        bed.worker.epochs({name: values[4:] for name, values in CURVES.items()})
        bed.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: not bed.app.desk.busy)
        await read(pilot, complaints, LessonScreen)
    assert complaints == set()


Open = Callable[[Bed, Pilot[int], pytest.MonkeyPatch], Awaitable[None]]


def of(run: Callable[[], Run], view: str) -> Open:
    """Opens a view of a run whose answers lie in its folder."""
    return lambda bed, pilot, _: open_view(bed, pilot, run(), view)


def outcomes() -> Run:
    return kept([(OutcomesQuery(), digits())])


async def any_text(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "EXAMPLES", (ANALYTICS.text,))
    run = test_text_panes.key_phrases()
    query = AnalyticsQuery(text=ANALYTICS.text, partner=test_text_panes.reviews().id)
    keep(run, [(query, ANALYTICS)])
    await open_view(bed, pilot, run, "text-analytics")


async def both_mazes(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    test_maze_pane.without_memory()
    await test_maze_pane.open_maze(bed, pilot, monkeypatch)


async def memories(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    test_memory_pane.other_run()
    await test_memory_pane.open_memory(bed, pilot, monkeypatch)


async def layers(bed: Bed, pilot: Pilot[int], _: pytest.MonkeyPatch, name: str) -> None:
    await test_layer_panes.open_layers(bed, pilot, name)


VIEWS: dict[str, list[tuple[str, Open, str]]] = {
    "planes and games": [
        ("boundary", lambda bed, pilot, _: test_boundary_pane.open_ended(bed, pilot), "left"),
        ("maze", both_mazes, "right"),
        ("memory", memories, "down"),
    ],
    "texts": [
        ("writing", of(test_writing_pane.run, "writing"), "enter"),
        ("your-sentence", of(test_text_panes.reviews, "your-sentence"), "down"),
        ("key-phrases", of(test_text_panes.key_phrases, "key-phrases"), "enter"),
        ("text-analytics", any_text, "right"),
        ("scores", of(test_scores_pane.tagging, "scores"), "right enter"),
    ],
    "sound and film": [
        ("sound", lambda bed, pilot, _: test_sound_pane.open_sound(bed, pilot), "n c"),
        ("film-index", lambda bed, pilot, _: test_film_pane.open_film(bed, pilot), "down n"),
        ("music", of(test_music_pane.run, "music"), "n"),
    ],
    "pictures": [
        ("confusion-matrix", of(outcomes, "confusion-matrix"), "right"),
        ("worst-mistakes", of(outcomes, "worst-mistakes"), "right enter"),
        ("scores", of(test_scores_pane.labelling, "scores"), "down enter"),
        ("feature-maps", partial(layers, name="feature-maps"), "n enter"),
        ("filters", partial(layers, name="filters"), "right g"),
        ("parts", partial(layers, name="parts"), "down"),
        ("draw", test_draw_pane.open_draw, "space down space"),
    ],
}
"""How each view is opened, and keys by which it shows more; some in one application, one by one."""


def test_every_view_is_read() -> None:
    assert {name for group in VIEWS.values() for name, _, _ in group} == set(PANES)


@pytest.mark.parametrize("group", VIEWS)
async def test_views_with_their_help(
    beds: Beds, complaints: set[str], group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = bed_of(beds)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        for _, show, keys in VIEWS[group]:
            await show(bed, pilot, monkeypatch)
            await read(pilot, complaints, LookScreen)
            await pilot.press(*keys.split())
            bed.app.action_keys()
            await read(pilot, complaints, Help)
            await bed.app.pop_screen()
            await bed.app.pop_screen()
    assert complaints == set()
