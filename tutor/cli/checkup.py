"""The things that `tutor doctor` looks at; nothing is changed by looking."""

from __future__ import annotations

import json
import locale
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tutor import paths

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)
LIBRARY_SECONDS = 120.0
"""How long TensorFlow may take to load: seconds usually, much longer from a cold network disk."""
LEAST_FREE = 500_000_000
"""Bytes that a few dozen runs with their models need."""
COMPLETE = (80, 24)
USABLE = (40, 20)
"""Columns and lines of a screen that shows everything, and of one that is enough."""

_REPORT = """
import json, keras, tensorflow as tf
def name(device):
    details = tf.config.experimental.get_device_details(device)
    return details.get("device_name", "")
devices = [[d.device_type, name(d)] for d in tf.config.list_physical_devices()]
print(json.dumps({"tensorflow": tf.__version__, "keras": keras.__version__, "devices": devices}))
"""
"""What a process of its own is asked for, since a broken library may take its process along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: of the thing.
        state: `ok`; `warning` for what the tutor can do without; `missing` for what it needs.
        text: what was found and, where something is wrong, what to do.
        facts: the same as plain values.
    """

    name: str
    state: Literal["ok", "warning", "missing"]
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


def every_check() -> Iterator[Check]:
    """Look at everything, the slowest last."""
    size = shutil.get_terminal_size()
    yield python_check(sys.version_info[:3])
    yield terminal_check(os.environ, is_terminal=sys.stdout.isatty())
    yield colour_check(os.environ)
    yield encoding_check(sys.stdout.encoding, locale.getencoding())
    yield size_check(size.columns, size.lines)
    yield folder_check("state folder", paths.home(), needed=True)
    yield folder_check("cache folder", paths.cache(), needed=False)
    yield lessons_check(paths.lessons())
    yield progress_check(paths.database())
    yield libraries_check()


def python_check(version: tuple[int, int, int]) -> Check:
    """Whether Python's version is one that the tutor and TensorFlow run on."""
    fits = OLDEST_PYTHON <= version[:2] <= NEWEST_PYTHON
    spelt = ".".join(map(str, version))
    allowed = "{}.{} to {}.{}".format(*OLDEST_PYTHON, *NEWEST_PYTHON)
    return Check(
        name="Python",
        state="ok" if fits else "missing",
        text=spelt if fits else f"{spelt}; supported is {allowed}",
        facts={"version": spelt, "executable": sys.executable},
    )


def terminal_check(environment: Mapping[str, str], *, is_terminal: bool) -> Check:
    """Whether there is a terminal that can show the screen."""
    term = environment.get("TERM", "")
    if not is_terminal:
        text = "standard output is no terminal; the screen needs one"
    elif term in ("", "dumb"):
        text = f"TERM is {term or 'not set'}; the screen needs a terminal that can place text"
    else:
        text = f"TERM={term}"
    good = is_terminal and term not in ("", "dumb")
    return Check(
        name="terminal",
        state="ok" if good else "warning",
        text=text,
        facts={"TERM": term, "isatty": is_terminal},
    )


def colour_check(environment: Mapping[str, str]) -> Check:
    """How many colours the terminal says it has; the tutor works with none, too."""
    term, colorterm = environment.get("TERM", ""), environment.get("COLORTERM", "")
    if environment.get("NO_COLOR"):
        text = "none, as NO_COLOR asks"
    elif colorterm in ("truecolor", "24bit"):
        text = f"16 million (COLORTERM={colorterm})"
    elif "256color" in term:
        text = "256"
    else:
        text = "none" if term in ("", "dumb") else "16"
    no_color = environment.get("NO_COLOR", "")
    return Check(
        name="colours", state="ok", text=text,
        facts={"COLORTERM": colorterm, "NO_COLOR": no_color},
    )  # fmt: skip


def encoding_check(output: str | None, terminal: str) -> Check:
    """Whether more than ASCII's characters can be shown.

    Args:
        output: the encoding of standard output; None where it has none.
        terminal: the encoding that the locale names. Python writes UTF-8 in an ASCII locale, too.
    """
    facts = {"output": output, "locale": terminal}
    if speaks_unicode(output, terminal):
        return Check(name="characters", state="ok", text=str(output), facts=facts)
    found = terminal if speaks_unicode(output) else output or "no encoding"
    return Check(
        name="characters", state="warning", facts=facts,
        text=f"{found}; a UTF-8 locale such as LC_ALL=C.UTF-8 draws finer curves",
    )  # fmt: skip


def speaks_unicode(*encodings: str | None) -> bool:
    """Whether every one of these encodings has the characters that curves are drawn with."""
    try:
        for encoding in encodings:
            "✓✗⣿█".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def size_check(columns: int, lines: int) -> Check:
    """Whether the screen is large enough."""
    text = f"{columns}x{lines}"
    for least, verdict in (
        (USABLE, "the screen needs {}x{}"),
        (COMPLETE, "usable; {}x{} shows more"),
    ):
        if columns < least[0] or lines < least[1]:
            text = f"{text}; {verdict.format(*least)}"
            break
    complete = columns >= COMPLETE[0] and lines >= COMPLETE[1]
    return Check(
        name="size",
        state="ok" if complete else "warning",
        text=text,
        facts={"columns": columns, "lines": lines},
    )


def folder_check(name: str, folder: Path, *, needed: bool) -> Check:
    """Whether a folder can be written, or made, and how much fits into it."""
    existing = next((path for path in (folder, *folder.parents) if _exists(path)), Path("/"))
    problem = _refusal(existing)
    free = 0 if problem else shutil.disk_usage(existing).free
    facts = {"path": str(folder), "exists": existing == folder, "free_bytes": free}
    if problem:
        text = f"{folder} cannot be written ({problem}); name another: TUTOR_HOME=~/tutor tutor"
        state: Literal["missing", "warning"] = "missing" if needed else "warning"
        return Check(name=name, state=state, text=text, facts=facts)
    text = f"{folder}, {free / 1e9:.1f} GB free"
    if existing != folder:
        text += ", made when it is needed"
    if free < LEAST_FREE:
        text += f"; make room: under {LEAST_FREE / 1e9:.1f} GB runs may not fit"
    return Check(name=name, state="ok" if free >= LEAST_FREE else "warning", text=text, facts=facts)


def lessons_check(folder: Path) -> Check:
    """Whether the course is where it should be."""
    try:
        found = sum(1 for _ in folder.glob("[0-9]*.md"))
    except OSError:
        found = 0
    text = f"{found} in {folder}" if found else f"none in {folder}; install the tutor again"
    return Check(
        name="lessons", state="ok" if found else "missing", text=text,
        facts={"path": str(folder), "files": found},
    )  # fmt: skip


def progress_check(path: Path) -> Check:
    """Whether the learner's progress can be read."""
    from tutor.store.database import ProgressError, examine

    facts: dict[str, object] = {"path": str(path), "exists": _exists(path), "problem": None}
    if not facts["exists"]:
        return Check(name="progress", state="ok", text=f"{path}, made when needed", facts=facts)
    try:
        examine(path)
        size = path.stat().st_size
    except ProgressError as problem:
        facts["problem"] = problem.reason
        return Check(name="progress", state="warning", text=str(problem), facts=facts)
    except OSError as error:
        return Check(name="progress", state="warning", text=f"{path}: {error}", facts=facts)
    return Check(name="progress", state="ok", text=f"{path}, {size / 1000:.0f} kB", facts=facts)


def libraries_check(seconds: float = LIBRARY_SECONDS) -> Check:
    """Whether TensorFlow and Keras load, in a process of their own, and what they compute on.

    Args:
        seconds: after so long without an answer they count as broken.
    """
    environment = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", **os.environ}
    try:
        # Without -P a file `random.py` in the working folder would stand in for Python's own.
        child = subprocess.run(
            [sys.executable, "-P", "-c", _REPORT], capture_output=True, timeout=seconds,
            stdin=subprocess.DEVNULL, env=environment, check=False, text=True, errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _broken(f"did not load within {seconds:g} seconds")
    except OSError as error:
        return _broken(f"could not be tried ({error})")
    if child.returncode < 0:
        name = signal.Signals(-child.returncode).name
        why = " (this processor lacks instructions that it needs)" if name == "SIGILL" else ""
        return _broken(f"ended its process with {name}{why}")
    if child.returncode > 0:
        return _broken(f"cannot be loaded: {last_error(child.stderr)}")
    try:
        facts = json.loads(child.stdout.splitlines()[-1])
        devices = ", ".join(f"{kind} ({name})" if name else kind for kind, name in facts["devices"])
        text = f"{facts['tensorflow']} with Keras {facts['keras']} on {devices or 'no device'}"
    except (ValueError, LookupError, TypeError):
        return _broken("loaded, but did not say what it is")
    return Check(name="TensorFlow", state="ok", text=text, facts=facts)


def last_error(stderr: str) -> str:
    """The last line that names an exception, or else the last line, of what a process said."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    named = [
        line
        for line in lines
        if re.match(r"[\w.]*(Error|Exception)\b", line) and "Traceback (" not in line
    ]
    return (named or lines or ["no reason given"])[-1]


def _broken(what: str) -> Check:
    text = f"{what}. Reading and questions work; nothing can be trained. Install the tutor again."
    return Check(name="TensorFlow", state="missing", text=text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _refusal(folder: Path) -> str:
    """Why nothing can be written in an existing folder; empty where it can."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)
