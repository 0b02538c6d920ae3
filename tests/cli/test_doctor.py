"""`tutor doctor`: what it finds, and what it says where something is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.cli.checkup import Check, last_error, libraries_check
from tutor.cli.doctor import command, line

SOUND = """
__version__ = "2.99.1"
class _Device:
    def __init__(self, kind): self.device_type = kind
class config:
    list_physical_devices = staticmethod(lambda: [_Device("CPU"), _Device("GPU")])
    class experimental:
        get_device_details = staticmethod(
            lambda device: {"device_name": "Abacus 9"} if device.device_type == "GPU" else {})
import sys
print("a library that talks on standard output")
print("and on standard error", file=sys.stderr)
"""
UNLOADABLE = """
import sys
print("2026-01-31 I tensorflow/core: a remark", file=sys.stderr)
raise ImportError("libabacus.so.9: cannot open shared object file")
"""
STUCK = "import signal\nsignal.pause()\n"
CRASHING = "import os, signal\nos.kill(os.getpid(), signal.SIGILL)\n"
QUIET = "import os\nos._exit(0)\n"


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules stand before the installed ones; it holds stand-ins that load."""
    folder = tmp_path / "libraries"
    folder.mkdir()
    (folder / "tensorflow.py").write_text(SOUND)
    (folder / "keras.py").write_text('__version__ = "3.99"\n')
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one lesson."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "01-circles.md").write_text("")
    monkeypatch.setattr("tutor.paths.lessons", lambda: folder)
    return folder


@pytest.mark.usefixtures("home", "libraries", "lessons")
def test_where_nothing_is_missing_the_status_is_0() -> None:
    result = CliRunner().invoke(command, ["--json"], standalone_mode=False)
    assert result.return_value == 0
    found = json.loads(result.stdout)
    assert found["ok"] is True
    assert [check["name"] for check in found["checks"]] == [
        "Python", "terminal", "colours", "characters", "size", "state folder", "cache folder",
        "lessons", "progress", "TensorFlow",
    ]  # fmt: skip
    assert {check["state"] for check in found["checks"]} <= {"ok", "warning"}


@pytest.mark.usefixtures("home", "lessons")
def test_where_something_is_missing_it_is_named_and_the_status_is_1(libraries: Path) -> None:
    (libraries / "tensorflow.py").write_text(UNLOADABLE)
    result = CliRunner().invoke(command, standalone_mode=False)
    assert result.return_value == 1
    lines = result.stdout.splitlines()
    assert lines[-1] == "Needed, but not there: TensorFlow."
    assert "libabacus.so.9" in lines[-2]
    assert len(lines) == 11


def test_looking_makes_nothing(home: Path, libraries: Path, lessons: Path) -> None:
    assert libraries.is_dir()
    assert lessons.is_dir()
    CliRunner().invoke(command, standalone_mode=False)
    assert not home.exists()


@pytest.mark.usefixtures("libraries")
def test_in_an_ascii_locale_it_writes_ascii(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "doctor"], capture_output=True, check=False,
        env={**os.environ, "TUTOR_HOME": f"{home}-ö", "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode in {0, 1}
    assert done.stdout.isascii()
    assert done.stdout.startswith(b"ok Python ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("state", "fancy", "start"),
    [
        ("ok", True, "✓ Disk"), ("warning", True, "! Disk"), ("missing", True, "✗ Disk"),
        ("ok", False, "ok Disk"), ("warning", False, "!  Disk"), ("missing", False, "NO Disk"),
    ],
)  # fmt: skip
def test_each_line_begins_with_a_mark(state: str, start: str, *, fancy: bool) -> None:
    check = Check(name="Disk", state=state, text="größer")  # type: ignore[arg-type]
    found = line(check, None, fancy=fancy)
    assert found.startswith(start)
    assert found.endswith("größer" if fancy else "gr\\xf6\\xdfer")


def test_a_long_line_goes_on_below_its_text_on_a_terminal_and_stays_one_line_in_a_pipe() -> None:
    check = Check(name="Disk", state="ok", text="word " * 20)
    first, *others = line(check, 40, fancy=True).splitlines()
    assert first.startswith("✓ Disk           word ")
    assert all(other.startswith(" " * 17 + "word") for other in others)
    assert max(map(len, [first, *others])) <= 40
    assert "\n" not in line(check, None, fancy=True)


@pytest.mark.usefixtures("libraries")
def test_libraries_that_load_tell_their_versions_and_devices() -> None:
    check = libraries_check()
    assert check.state == "ok"
    assert check.text == "2.99.1 with Keras 3.99 on CPU, GPU (Abacus 9)"
    assert check.facts["devices"] == [["CPU", ""], ["GPU", "Abacus 9"]]


@pytest.mark.parametrize(
    ("library", "seconds", "told"),
    [
        (UNLOADABLE, 60.0, "ImportError: libabacus.so.9: cannot open shared object file"),
        (STUCK, 0.3, "did not load within 0.3 seconds"),
        (CRASHING, 60.0, "SIGILL (this processor lacks instructions that it needs)"),
        (QUIET, 60.0, "did not say what it is"),
        ("raise SystemExit(3)", 60.0, "no reason given"),
    ],
)
def test_a_broken_library_is_told_in_a_sentence(
    libraries: Path, library: str, seconds: float, told: str
) -> None:
    (libraries / "tensorflow.py").write_text(library)
    check = libraries_check(seconds)
    assert check.state == "missing"
    assert told in check.text
    assert "Reading and questions work" in check.text


@pytest.mark.usefixtures("libraries")
def test_a_file_in_the_working_folder_stands_in_for_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise RuntimeError('of the learner')")
    monkeypatch.chdir(tmp_path)
    assert libraries_check().state == "ok"


@pytest.mark.parametrize(
    ("stderr", "told"),
    [
        ("", "no reason given"),
        ("a remark\n\nthe last remark\n", "the last remark"),
        ("ModuleNotFoundError: No module named 'tensorflow'\n",
         "ModuleNotFoundError: No module named 'tensorflow'"),
        ("ImportError: Traceback (most recent call last):\n  File \"x\", line 1\n"
         "ImportError: libx.so: no such file\n\nSee the web page for common causes.\n",
         "ImportError: libx.so: no such file"),
        ("google.protobuf.VersionError: too old\n", "google.protobuf.VersionError: too old"),
    ],
)  # fmt: skip
def test_the_line_that_tells_most(stderr: str, told: str) -> None:
    assert last_error(stderr) == told
