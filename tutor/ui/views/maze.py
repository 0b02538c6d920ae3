"""The T-maze played by the trained policy, step by step or flowing."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.run import Order
from tutor.lab.text.maze import all_rows, sentence
from tutor.lab.views.fellows import cell_of, fellows
from tutor.lab.views.maze import Games, MazeQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.beat import Beat
from tutor.ui.widgets.rows import Rows

_WIDE_FROM = 110
_ONE_BELOW = 50
"""Columns below which one game at a time is seen."""
_SPEEDS = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds a step."""


class MazePane(ViewPane):
    """One maze, played with memory and without it where the learner has trained both."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter,l", "step(1)", "Step", key_display="→"),
        Binding(
            "left,h", "step(-1)", "Step back", show=False, key_display="←", tooltip="One step back"
        ),
        Binding("space", "play", "Play, pause"),
        Binding("n", "maze(1)", "Another maze"),
        Binding("plus", "speed(-1)", "Faster"),
        Binding("equals_sign", "speed(-1)", "Faster", show=False),
        Binding("minus", "speed(1)", "Slower"),
        Binding("p", "maze(-1)", "Maze before", show=False, tooltip="The maze before"),
        Binding(
            "r,home",
            "restart",
            "From the start",
            show=False,
            key_display="r",
            tooltip="From the start again",
        ),
        Binding("m", "other", "Other memory"),
    ]
    DEFAULT_CSS = """
    MazePane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
    }
    .-narrow MazePane .summary, .-low MazePane .summary { margin-bottom: 0; }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._games: Games | None = None
        self._others: tuple[str, ...] = ()
        self._elsewhere = False
        """Whether a run with the other memory plays in another corridor."""
        self._number, self._at, self._shown = 0, 0, 0
        self._speed = 2
        self._beat = Beat(self)

    def compose(self) -> ComposeResult:
        """A sentence, then the maze."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask for the first maze."""
        run, order = self.viewed.run, self.viewed.order
        self._others = tuple(fellows(run, order, self._kind, self.viewed.worths())[:1])
        self._elsewhere = bool(fellows(run, order, _remembers))
        self._ask()

    def show(self, data: msgspec.Struct) -> None:
        """Show a maze from its start."""
        self._games, self._at = cast("Games", data), 0
        self._draw()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The other game has a key where both cannot be seen."""
        both = self._games is not None and len(self._games.games) > 1
        return action != "other" or (both and self._narrow)

    def action_step(self, step: int) -> None:
        """Go a step on or back; playing stops."""
        self._beat.stop()
        self._go(step)

    def action_play(self) -> None:
        """Play or pause; at the end, play again from the start."""
        if self._beat.going:
            self._beat.stop()
            return
        if self._at >= self._end:
            self._at = 0
        self._draw()
        self._beat.start(_SPEEDS[self._speed], self._flow)

    def action_speed(self, step: int) -> None:
        """Play faster or slower."""
        self._speed = min(max(self._speed + step, 0), len(_SPEEDS) - 1)
        if self._beat.going:
            self._beat.start(_SPEEDS[self._speed], self._flow)

    def action_maze(self, step: int) -> None:
        """Play another maze."""
        self._beat.stop()
        self._number = max(self._number + step, 0)
        self._ask()

    def action_restart(self) -> None:
        """Go back to the start."""
        self._beat.stop()
        self._at = 0
        self._draw()

    def action_other(self) -> None:
        """Show the other game."""
        self._shown = 1 - self._shown
        self._draw()

    def _kind(self, order: Order) -> bool | None:
        """With memory or without; None for another maze than the run's."""
        if order.data_options != self.viewed.order.data_options:
            return None
        return _remembers(order)

    def _ask(self) -> None:
        self.ask(MazeQuery(number=self._number, others=self._others))

    @property
    def _narrow(self) -> bool:
        return self.size.width < _ONE_BELOW

    @property
    def _end(self) -> int:
        """Moves of the longest game."""
        return max((len(one.moves) for one in self._games.games), default=0) if self._games else 0

    def _go(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), self._end)
        self._draw()

    def _flow(self) -> None:
        if not self.is_on_screen or not self.display:
            self._beat.stop()
            return
        self._go(1)
        if self._at >= self._end:
            self._beat.stop()

    def _draw(self) -> None:
        games, width = self._games, self.size.width - 1
        if games is None or not games.games or width < 2:
            return
        said = " ".join([sentence(games, self._at), *games.missing])
        if not self._others:
            said += f" {self._wanted}"
        self.query_one(".summary", Static).update(said)
        rows = self.query_one(Rows)
        if self._narrow and len(games.games) > 1:
            games = msgspec.structs.replace(games, games=[games.games[self._shown]])
        ascii_only = rows.way == "letters"
        rows.show(all_rows(games, self._at, width, ascii_only=ascii_only, wide=_WIDE_FROM))

    @property
    def _wanted(self) -> str:
        other = "without" if _remembers(self.viewed.order) else "with"
        same = " with the same corridor" if self._elsewhere else ""
        return f"Train it {other} memory{same} too, and both play beside each other."


def _remembers(order: Order) -> bool:
    """Whether a policy has a memory."""
    return bool(cell_of(order.network))
