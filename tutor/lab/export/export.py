"""Writes a run out into a folder; nothing that is there is overwritten unless that is asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutor.lab.export.chart import drawing
from tutor.lab.export.data import FILE, loads_itself
from tutor.lab.export.script import ExportError, script
from tutor.lab.run import Order, Record, Run, RunError

KINDS: Mapping[str, tuple[str, ...]] = {
    "script": ("run.py",),
    "notebook": ("run.ipynb",),
    "history": ("history.csv",),
    "plots": ("curves.svg", "curves.png"),
    "model": ("model.keras",),
}
"""What can be written, and the files of each; scripts may need `data.npz` beside them."""


@dataclass(slots=True)
class Exported:
    """What came of an export.

    Attributes:
        files: that were written.
        left: sentences on what could not be.
    """

    files: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def export(run: Run, folder: Path, kinds: Collection[str], *, force: bool = False) -> Exported:
    """Write a run out.

    Args:
        run: which one.
        folder: where to; made where it is missing.
        kinds: of `KINDS`.
        force: whether files of the same names may be overwritten.

    Returns:
        What was written, and what could not be.

    Raises:
        ExportError: nothing was written: the run cannot be read or has no epoch yet, a file is in
            the way, or the folder cannot be written.
    """
    try:
        order, record = run.order(), run.record()
    except RunError as error:
        raise ExportError(str(error)) from error
    if not record.history.epochs:
        raise ExportError(f"Run {run.id} has no whole epoch yet: there is nothing to write.")
    if not force:
        _refuse_existing(folder, kinds, order)
    done = Exported()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".exporting-", dir=folder) as staging:
            _write(run, order, record, Path(staging), kinds, done.left)
            for path in sorted(Path(staging).iterdir()):
                done.files.append(path.replace(folder / path.name))
    except OSError as error:
        raise ExportError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return done


def _refuse_existing(folder: Path, kinds: Collection[str], order: Order) -> None:
    """Refuse where a file is in the way.

    Raises:
        ExportError: with the names of all of them.
    """
    names = [name for kind in KINDS if kind in kinds for name in KINDS[kind]]
    if not loads_itself(order) and {"script", "notebook"} & set(kinds):
        names.append(FILE)
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise ExportError(f"{folder} has {', '.join(there)} already; nothing was written.")


def _write(
    run: Run, order: Order, record: Record, into: Path, kinds: Collection[str], left: list[str]
) -> None:
    """Write every kind that is wanted; why one cannot be goes to `left`."""
    writers: Mapping[str, Callable[[], None]] = {
        "script": lambda: _text(into / "run.py", script(order, record)),
        "notebook": lambda: _notebook(into / "run.ipynb", order, record),
        "history": lambda: _history(into / "history.csv", record),
        "plots": lambda: _plots(into, order, record),
        "model": lambda: _model(run, into / "model.keras"),
    }
    for kind in KINDS:
        if kind in kinds:
            try:
                writers[kind]()
            except ExportError as error:
                left.append(str(error))
    wanted = any((into / name).exists() for name in ("run.py", "run.ipynb"))
    if wanted and not loads_itself(order):
        try:
            _arrays(run, into / FILE)
        except ExportError as error:
            left.append(f"Without {FILE} the script cannot run. {error}")


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _notebook(path: Path, order: Order, record: Record) -> None:
    from tutor.lab.export.notebook import notebook

    _text(path, notebook(order, record))


def _history(path: Path, record: Record) -> None:
    from tutor.lab.export.table import table

    _text(path, table(record.history))


def _plots(into: Path, order: Order, record: Record) -> None:
    from tutor.lab.export.bitmap import png
    from tutor.lab.export.vector import svg

    drawn = drawing(record.history, f"{order.lesson}, run {order.run}")
    _text(into / "curves.svg", svg(drawn))
    (into / "curves.png").write_bytes(png(drawn))


def _model(run: Run, path: Path) -> None:
    """Copy the saved model.

    Raises:
        ExportError: the run has none.
    """
    source = run.model_path
    if not source.is_file():
        raise ExportError(
            "The run has no saved network (model.keras); one that just ended has it in a moment."
        )
    shutil.copyfile(source, path)


def _arrays(run: Run, path: Path) -> None:
    """Have another process write the arrays, since this one imports no numpy.

    Raises:
        ExportError: they cannot be had.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tutor.training.exported", str(run.folder), str(path)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["The data cannot be had."]
        raise ExportError(lines[-1])
