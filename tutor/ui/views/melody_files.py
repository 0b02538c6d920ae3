"""A continued melody as files to keep, and as what is asked to make it sound."""

from __future__ import annotations

from pathlib import Path

from tutor.datasets import alphabet
from tutor.lab import exports, midi
from tutor.lab.sound import Sound
from tutor.lab.views.music import Music, MusicQuery, TonesQuery

TEMPO = 120.0
"""Quarter notes a minute."""
_CHANNELS = {"given": 0, "drawn": 1}


def question(music: Music) -> TonesQuery:
    """What is asked to make a melody sound."""
    notes = [(note.pitch, note.start, note.quarters) for note in music.notes]
    return TonesQuery(notes=notes, tempo=TEMPO)


def save_sound(music: Music, query: MusicQuery, run: str, sound: Sound) -> Path:
    """Save a melody as it sounds; where.

    Raises:
        OSError: it cannot be written.
    """
    return exports.save(named(music, query, run), ".wav", sound.wav())


def save_notes(music: Music, query: MusicQuery, run: str) -> Path:
    """Save a melody as a MIDI file, drawn notes in a channel of their own; where.

    Raises:
        OSError: it cannot be written.
    """
    return exports.save(named(music, query, run), ".mid", as_midi(music, run))


def as_midi(music: Music, run: str) -> bytes:
    """The bytes of the MIDI file of a melody."""
    notes = [
        midi.Note(note.pitch, note.start, note.quarters, _CHANNELS[note.hand])
        for note in music.notes if note.pitch is not None
    ]  # fmt: skip
    drawn = [note.start for note in music.notes if note.hand == "drawn"]
    remarks = [midi.Remark(start, f"run {run} goes on") for start in drawn[:1]]
    title = alphabet.fold(music.melodies[music.melody].title)
    return midi.encoded(notes, title=title, tempo=TEMPO, metre=music.metre, remarks=remarks)


def named(music: Music, query: MusicQuery, run: str) -> str:
    """A name for a melody's files: its title, the run, what was set."""
    title = alphabet.fold(music.melodies[music.melody].title)
    return f"{title}-{run}-bars{music.bars}-t{query.temperature:g}-draw{query.draw}"
