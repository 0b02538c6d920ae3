"""The index of a film: choose a person, see where they were found and where they are, play it."""

from __future__ import annotations

import time
from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tutor.lab.film_index import Rule
from tutor.lab.settings import number
from tutor.lab.text.film import headline, whereabouts
from tutor.lab.text.film_layout import Layout, drawn, insets, layout
from tutor.lab.text.timeline import frame_at
from tutor.lab.viewing import Viewing
from tutor.lab.views.film import Film, Frames
from tutor.ui.styles import sheet
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.beat import Beat
from tutor.ui.views.held import TEST, Opening
from tutor.ui.widgets.rows import Rows

_LEAST_SECONDS = 0.04
"""Between two pictures of a film that plays."""
_FAR = 1_000_000
"""More frames than any film has."""


class FilmPane(ViewPane):
    """A film, whom the network finds in it, and who is there."""

    can_focus = True
    HELP = (
        "After a person's probability stand two marks, f: found in this frame, that is over the "
        "threshold once the frames around it have voted, and t: truly there; then, how much of the "
        "person can be seen, who is there from a third on. In the index ✓ is an appearance that "
        "was found, ✗ one that is none, and ○ one that was missed; the same marks stand along the "
        "film."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "jump(1)", "Appearance", key_display="n/p"),
        Binding("p", "jump(-1)", "Before", show=False),
        Binding("space", "play", "Play"),
        Binding("down", "choose(1)", "Person", key_display="↑↓"),
        Binding("up", "choose(-1)", "Person before", show=False),
        Binding("s", "decide(2, 0)", "Smooth more", show=False, key_display="s/S",
                tooltip="Smooth over more frames, or fewer"),
        Binding("S", "decide(-2, 0)", "Smooth less", show=False),
        Binding("t", "decide(0, 1)", "Raise the threshold", show=False, key_display="t/T",
                tooltip="Raise the threshold, or lower it"),
        Binding("T", "decide(0, -1)", "Lower the threshold", show=False),
        TEST,
        Binding("plus", "speed(1)", "Faster", show=False, key_display="+/-",
                tooltip="Play faster, or slower"),
        Binding("minus", "speed(-1)", "Slower", show=False),
        Binding("0", "decide(0, 0)", "The run's own smoothing", show=False,
                tooltip="The run's own smoothing"),
        Binding("right", "move(1)", "One frame on", show=False, key_display="←→",
                tooltip="One frame back, or on"),
        Binding("left", "move(-1)", "One frame back", show=False),
        Binding("pagedown", "move(25)", "25 frames on", show=False, key_display="PgDn",
                tooltip="25 frames on; PgUp goes back"),
        Binding("pageup", "move(-25)", "25 frames back", show=False),
        Binding("home", f"move(-{_FAR})", "First frame", show=False),
        Binding("end", f"move({_FAR})", "Last frame", show=False),
    ]  # fmt: skip
    DEFAULT_CSS = sheet(__file__)

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        own = Rule(window=int(number(viewed.order.settings, "smoothing", 1)))
        self._viewing = Viewing(own)
        self._layout: Layout | None = None
        self._waiting = False
        self._beat = Beat(self)

    def compose(self) -> ComposeResult:
        """Two sentences, the frame with what is known of it, the timeline."""
        yield Static("", classes="headline", markup=False)
        yield Static("", classes="note", markup=False)
        with Horizontal():
            for name in ("picture", "panel", "portrait", "index"):
                yield Rows(id=name)
        yield Rows(id="timeline")

    def begin(self) -> None:
        """Ask for the validation clips."""
        self._draw()

    def show(self, data: msgspec.Struct) -> None:
        """Take in a film, or some of its frames."""
        self._waiting = False
        self._viewing.take(cast("Film | Frames", data))
        self._draw()

    def refuse(self, problem: str) -> None:
        """Play no further; another key asks again."""
        self._waiting = False
        self._viewing.stop()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._layout = None
        self._draw()

    def on_hide(self, event: events.Hide) -> None:
        """Nobody looks: stop."""
        self._viewing.stop()

    def on_click(self, event: events.Click) -> None:
        """Go to the frame of the timeline that was clicked."""
        seen = self._viewing.seen
        if seen is not None and event.widget is self.query_one("#timeline"):
            frame = frame_at(event.x, seen.reel.film.frames, self.size.width)
            if frame is not None:
                self._viewing.move(frame, time.monotonic())
                self._draw()

    def action_jump(self, step: int) -> None:
        """Go to the next appearance, found or missed, or to the one before."""
        self._viewing.jump(step, time.monotonic())
        self._draw()

    def action_move(self, step: int) -> None:
        """Go some frames on or back."""
        projector = self._viewing.projector
        if projector is not None:
            self._viewing.move(projector.at + step, time.monotonic())
            self._draw()

    def action_choose(self, step: int) -> None:
        """Look for another person."""
        self._viewing.choose(step)
        self._draw()

    def action_decide(self, frames: int, steps: int) -> None:
        """Let more frames vote, or raise the threshold; with neither, decide as the run did."""
        if frames:
            self._viewing.smooth(frames)
        elif steps:
            self._viewing.raise_threshold(steps)
        else:
            self._viewing.decide(self._viewing.own)
        self._draw()

    def action_test(self) -> None:
        """Go over to the test film, or back to the validation clips."""
        if self._viewing.part == "test":
            self._switch()
        else:
            Opening(self).before(self._switch)

    def _switch(self) -> None:
        self._viewing.switch()
        self._draw()

    def action_play(self) -> None:
        """Let the film play, or stop it."""
        self._viewing.play(time.monotonic())
        self._run()
        self._draw()

    def action_speed(self, step: int) -> None:
        """Let the film play faster or slower."""
        self._viewing.change_speed(step, time.monotonic())
        self._run()
        self._draw()

    def _run(self) -> None:
        """Have time pass as fast as the film plays."""
        self._beat.stop()
        projector = self._viewing.projector
        if projector is not None and projector.playing:
            self._beat.start(max(1.0 / projector.speed, _LEAST_SECONDS), self._tick)

    def _tick(self) -> None:
        projector = self._viewing.projector
        if projector is not None and projector.tick(time.monotonic()):
            self._draw()
        if not self._viewing.playing:
            self._run()
            self._draw()

    def _draw(self) -> None:
        """Ask for what is wanted, one thing at a time, and show what is there."""
        query = self._viewing.wanted()
        if query is not None and not self._waiting:
            self._waiting = True
            self.ask(query)
        seen, projector = self._viewing.seen, self._viewing.projector
        if seen is None or projector is None or not self.size:
            return
        if self._layout is None:
            self._lay_out(seen.reel.film)
        assert self._layout is not None
        speed = projector.speed if projector.playing else 0
        way = self.query_one("#picture", Rows).way
        self.query_one(".headline", Static).update(headline(seen, self.size.width))
        self.query_one(".note", Static).update(self._viewing.note or whereabouts(seen))
        for name, rows in drawn(seen, projector.picture, self._layout, way, speed).items():
            self.query_one(f"#{name}", Rows).show(rows)
        for name, pictures in insets(seen, projector.picture, self._layout).items():
            self.lay(self.query_one(f"#{name}", Rows), pictures)

    def _lay_out(self, film: Film) -> None:
        """Give each part its room."""
        found = self._layout = layout(self.size.width, self.size.height, film)
        self.query_one(".note").display = found.note
        for name, columns in found.columns.items():
            part = self.query_one(f"#{name}", Rows)
            part.display = columns > 0
            part.styles.width = columns
        self.query_one("#timeline").styles.height = found.timeline
