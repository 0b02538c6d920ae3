"""Memory as the system tells it, against a second way of asking."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tutor.lab import memory

LARGE = 64_000_000


def test_held_is_what_the_system_says_and_grows_with_what_is_kept() -> None:
    before = memory.held()
    assert before == pytest.approx(psutil.Process().memory_info().rss / 1e6, rel=0.05)
    kept = bytearray(b"x") * LARGE
    assert memory.held() - before > 0.8 * len(kept) / 1e6


def test_free_is_what_a_new_process_could_have() -> None:
    free = memory.free()
    if free is not None:
        known = psutil.virtual_memory()
        assert free == pytest.approx(known.available / 1e6, rel=0.2)
        assert free < known.total / 1e6


def unreadable(self: Path, *_args: object, **_more: object) -> str:
    raise OSError(f"{self} is not there")


def test_without_proc_the_greatest_so_far_is_told_and_free_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = memory.held()
    monkeypatch.setattr(Path, "read_text", unreadable)
    assert memory.held() > 0.9 * now
    assert memory.held() < 100 * now  # in megabytes, whatever unit the system has
    assert memory.free() is None


@pytest.mark.parametrize("text", ["", "MemAvailable:", "MemAvailable: much kB", "Other: 3 kB\n"])
def test_a_strange_table_is_no_crash(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda _path: text)
    assert memory.free() is None
    assert memory.held() > 0


def test_kilobytes_become_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda _path: "A: 1 kB\nMemAvailable:   2000 kB\n")
    assert memory.free() == pytest.approx(2.048)
