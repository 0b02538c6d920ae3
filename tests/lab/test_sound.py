"""Sounds become WAV files, and are played where a program can."""

from __future__ import annotations

import io
import struct
import time
import wave
from pathlib import Path

import pytest

from tutor.lab import sound as sounds
from tutor.lab.sound import Player, Sound, SoundError

SOUND = Sound(16_000, struct.pack("<4h", 0, 32_767, -32_767, 16_384))


def put_player(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Have a program `aplay` and no other; the file that its script may write to, `$OUT`."""
    program, out = folder / "aplay", folder / "out"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("OUT", str(out))
    monkeypatch.setattr(sounds, "_PLAYERS", (("aplay", "-q"),))
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return out


def wait_for_end(player: Player) -> None:
    deadline = time.monotonic() + 5
    while player.playing and time.monotonic() < deadline:
        time.sleep(0.005)
    assert not player.playing


def test_a_wav_file_holds_the_same_samples() -> None:
    with wave.open(io.BytesIO(SOUND.wav()), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        assert file.readframes(10) == SOUND.samples
    assert SOUND.levels() == pytest.approx([0.0, 1.0, -1.0, 0.5], abs=1e-4)
    assert SOUND.seconds == 4 / 16_000


def test_a_program_gets_the_file_and_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = put_player(tmp_path, monkeypatch, 'cat "$2" > "$OUT"; echo "$2" > "$OUT.name"')
    player = Player()
    player.play(SOUND)
    wait_for_end(player)
    assert player.problem == ""
    assert out.read_bytes() == SOUND.wav()
    player.stop()
    assert not Path(Path(f"{out}.name").read_text().strip()).exists()


def test_a_second_sound_breaks_the_first_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_player(tmp_path, monkeypatch, "exec sleep 20")
    player = Player()
    player.play(SOUND)
    assert player.playing
    player.play(SOUND)
    assert player.playing
    player.stop()
    assert not player.playing


def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_player(tmp_path, monkeypatch, "exit 3")
    player = Player()
    player.play(SOUND)
    wait_for_end(player)
    assert player.problem.startswith("aplay stopped with error 3")


def test_without_a_program_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SoundError, match="No program that plays sounds was found"):
        Player().play(SOUND)


def test_over_ssh_nothing_plays_at_the_other_end() -> None:
    assert sounds.obstacle({"SSH_CONNECTION": "1 2 3 4"}).startswith("Over SSH")
    forwarded = {"SSH_TTY": "/dev/pts/1", "PULSE_SERVER": "localhost"}
    assert not sounds.obstacle(forwarded).startswith("Over SSH")
