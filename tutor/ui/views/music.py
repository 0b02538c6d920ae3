"""A melody that a network continues, on a piano roll; to be played and saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.datasets.registry import CARDS
from tutor.lab.settings import number
from tutor.lab.sound import Player, Sound, SoundError, obstacle
from tutor.lab.text.melody import titles
from tutor.lab.views.music import Music, MusicQuery, Tones
from tutor.ui.views import melody_files
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.beat import Beat
from tutor.ui.views.music_board import MusicBoard
from tutor.ui.views.tunes import PickTune

_USUAL_TEMPERATURE = 0.8
HOTTEST = 20
"""Tenths of the highest temperature."""
_FRAME_SECONDS = 0.1
"""How often the cursor moves on while a melody sounds."""


class MusicPane(ViewPane):
    """A piano roll with what the network thought before each note."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Play", tooltip="Play, or stop"),
        Binding("d", "change('draw', 1)", "Draw", tooltip="Draw again: another continuation"),
        Binding("up", "change('tenths', 1)", "Hotter", key_display="↑"),
        Binding("down", "change('tenths', -1)", "Colder", key_display="↓"),
        Binding("n", "change('melody', 1)", "Tune", tooltip="The next melody; N the one before"),
        Binding("N", "change('melody', -1)", "Tune before", show=False),
        Binding("t", "pick", "List", tooltip="Choose a melody from a list"),
        Binding("plus", "change('bars', 1)", "Bars", tooltip="Give one bar more; - gives one less"),
        Binding("minus", "change('bars', -1)", "One bar less", show=False),
        Binding("m", "save('notes')", "MIDI", tooltip="Save as a MIDI file"),
        Binding("w", "save('sound')", "WAV", tooltip="Save the sound as a WAV file"),
        Binding("o", "original", "Original", tooltip="Show how the melody itself goes on"),
        Binding(
            "right",
            "go(1)",
            "Next note",
            show=False,
            key_display="←→",
            tooltip="The note before, or the next one",
        ),
        Binding("left", "go(-1)", "Note before", show=False, key_display="←"),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        warmth = number(viewed.order.settings, "temperature", _USUAL_TEMPERATURE)
        self._query = MusicQuery(temperature=min(max(round(10 * warmth), 0), HOTTEST) / 10)
        self._music: Music | None = None
        self._at = 0
        self._original = False
        self._sound: Sound | None = None
        self._with_sound: Callable[[Sound], None] | None = None
        self._player = Player()
        self._began = 0.0
        self._beat = Beat(self)

    def compose(self) -> ComposeResult:
        """The board."""
        yield MusicBoard(CARDS[self.viewed.order.dataset].baselines)

    def begin(self) -> None:
        """Ask for the first melody."""
        self.ask(self._query)

    def show(self, data: msgspec.Struct) -> None:
        """Show a continued melody, or do with its sound what was wanted."""
        if isinstance(data, Tones):
            self._sound = Sound(data.rate, data.samples)
            if self._with_sound is not None:
                self._with_sound(self._sound)
            return
        self._stop()
        self._music, self._sound = cast("Music", data), None
        hands = [note.hand for note in self._music.notes]
        self._at = hands.index("drawn") if "drawn" in hands else len(hands)
        self._draw()

    def on_unmount(self) -> None:
        """Be silent when the view is left."""
        self._stop()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.call_after_refresh(self._draw)

    def action_go(self, step: int) -> None:
        """Look at another note."""
        if self._music is not None:
            self._at = min(max(self._at + step, 0), len(self._music.notes))
            self._draw()

    def action_change(self, what: str, step: int) -> None:
        """Change `tenths` of the temperature, `draw`, `melody` or `bars` by a step."""
        if self._music is not None:
            self._stop()
            self._query = changed(self._query, self._music, what, step)
            self.ask(self._query)

    def action_pick(self) -> None:
        """Choose a melody from a list."""
        if self._music is not None:
            picker = PickTune(titles(self._music), self._query.melody)
            self.app.push_screen(picker, self._picked)

    def action_original(self) -> None:
        """Show how the melody itself goes on, or don't."""
        self._original = not self._original
        self._draw()

    def action_play(self) -> None:
        """Play, or stop."""
        if self._player.playing:
            self._stop()
        elif problem := obstacle():
            self._tell(problem)
        else:
            self._sounding(self._play)

    def action_save(self, what: str) -> None:
        """Save the `notes` as a MIDI file, or the `sound` as a WAV file."""
        if what == "sound":
            self._sounding(self._save)
        else:
            self._save()

    def _picked(self, melody: int | None) -> None:
        if melody is not None:
            self.action_change("melody", melody - self._query.melody)

    def _sounding(self, then: Callable[[Sound], None]) -> None:
        """Have the melody made sound, unless it has been, and do something with it."""
        self._with_sound = then
        if self._sound is not None:
            then(self._sound)
        elif self._music is not None:
            self.ask(melody_files.question(self._music))

    def _play(self, sound: Sound) -> None:
        try:
            self._player.play(sound)
        except SoundError as error:
            self._tell(str(error))
            return
        self._began = time.monotonic()
        self._beat.start(_FRAME_SECONDS, self._follow)

    def _follow(self) -> None:
        """Move the cursor to the note that sounds."""
        music = self._music
        if not self._player.playing or music is None:
            problem = self._player.problem
            self._stop()
            if problem:
                self._tell(problem)
            return
        now = (time.monotonic() - self._began) * melody_files.TEMPO / 60
        begun = sum(note.start <= now for note in music.notes)
        if begun - 1 != self._at:
            self._at = max(begun - 1, 0)
            self._draw()

    def _stop(self) -> None:
        self._player.stop()
        self._beat.stop()

    def _save(self, sound: Sound | None = None) -> None:
        """Save the sound, or the notes where None."""
        if self._music is None:
            return
        named = self._music, self._query, self.viewed.run.id
        try:
            if sound is None:
                path = melody_files.save_notes(*named)
            else:
                path = melody_files.save_sound(*named, sound)
            self._tell(f"Saved: {path}")
        except OSError as error:
            self._tell(f"It could not be saved ({error}).")

    def _draw(self) -> None:
        if self._music is not None:
            board = self.query_one(MusicBoard)
            board.draw(self._music, self._query, self._at, original=self._original)

    def _tell(self, text: str) -> None:
        self.query_one(MusicBoard).tell(text)


def changed(query: MusicQuery, music: Music, what: str, step: int) -> MusicQuery:
    """A question with one thing changed by a step, within what there is.

    Args:
        query: as it was.
        music: its answer.
        what: `tenths` of the temperature, `draw`, `melody` or `bars`.
        step: by how much.
    """
    if what == "tenths":
        tenths = min(max(round(10 * query.temperature) + step, 0), HOTTEST)
        return msgspec.structs.replace(query, temperature=tenths / 10)
    if what == "melody":
        melody = (query.melody + step) % len(music.melodies)
        return msgspec.structs.replace(query, melody=melody)
    if what == "bars":
        most = music.melodies[music.melody].bars
        return msgspec.structs.replace(query, bars=min(max(music.bars + step, 1), most))
    return msgspec.structs.replace(query, draw=query.draw + step)
