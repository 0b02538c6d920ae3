"""What is seen of a melody that a network continues."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tutor.lab.text.melody import figures, guesses, heading
from tutor.lab.text.roll import pitches, roll, strips, window
from tutor.lab.views.music import Music, MusicQuery
from tutor.ui.widgets.rows import Rows


class MusicBoard(Vertical):
    """The piano roll, how undecided the network was, what was likely, and the figures."""

    DEFAULT_CSS = """
    MusicBoard {
        .told { height: auto; max-height: 3; text-style: bold; }
        #roll { height: 1fr; }
        #strips { height: 2; }
        #guesses { height: 2; }
        .figures { height: auto; }
    }
    """

    def __init__(self, baselines: Mapping[str, float]) -> None:
        """Nothing is shown yet.

        Args:
            baselines: what simple guesses reach, by their names.
        """
        super().__init__()
        self._baselines = baselines

    def compose(self) -> ComposeResult:
        """All of it from the top."""
        yield Static("", classes="told", markup=False)
        yield Rows(id="roll")
        yield Rows(id="strips")
        yield Rows(id="guesses")
        yield Static("", classes="figures", markup=False)

    def draw(self, music: Music, query: MusicQuery, at: int, *, original: bool) -> None:
        """Show a melody.

        Args:
            music: it.
            query: what was asked for.
            at: the place of the cursor's note; behind the last one where there is none.
            original: whether the melody itself is shown, too.
        """
        above, below, likely = self.query(Rows)
        seen = window(music, at, above.size.width - 1)
        rows = roll(music, at, seen, original=original)
        above.styles.max_height = len(rows)  # the strips stand right under it
        above.show(rows)
        pitch = music.notes[at].pitch if at < len(music.notes) else None
        listed = pitches(music, original=original)
        if pitch in listed:  # where the roll is higher than its room, the cursor stays in sight
            above.scroll_to(y=max(0, listed.index(pitch) + 3 - above.size.height), animate=False)
        below.show(strips(music, at, seen, below.way))
        likely.show(guesses(music, at, likely.size.width, query.temperature))
        self.query_one(".told", Static).update(heading(music, query.temperature, query.draw))
        self.tell(figures(music, self._baselines, original=original))

    def tell(self, text: str) -> None:
        """Say something in place of the figures, until the next change."""
        self.query_one(".figures", Static).update(text)
