"""The wheel carries the course, and an installed tutor finds it from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lessons(python_path: Path, folder: Path) -> list[dict[str, object]]:
    """What `tutor lessons --json` says where the package lies in `python_path`."""
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "lessons", "--json"], cwd=folder, check=True, text=True,
        capture_output=True, env={**os.environ, "PYTHONPATH": str(python_path)},
    )  # fmt: skip
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_an_installed_wheel_and_a_checkout_have_the_same_course(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("dl_tutor-*.whl")
    installed = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    names = [lesson["id"] for lesson in lessons(installed, tmp_path)]
    assert names == [lesson["id"] for lesson in lessons(ROOT, tmp_path)]
    assert "convolutional-networks" in names
    copied = installed / "tutor" / "lessons" / "03-convolutional-networks.md"
    copied.write_text(
        copied.read_text(encoding="utf-8").replace('"Convolutional networks"', '"Edited"', 1),
        encoding="utf-8",
    )
    assert "Edited" in {lesson["title"] for lesson in lessons(installed, tmp_path)}
