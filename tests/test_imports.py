"""The terminal's process waits for no large library, and the rooms keep to their arrows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("keras", "tensorflow", "numpy", "sklearn", "scipy", "jax", "torch", "fsrs")
ROOT = Path(__file__).resolve().parents[1]

LOOK = """
import sys
{statement}
heavy = [name for name in {heavy!r} if name in sys.modules]
print(",".join(heavy))
"""


def loaded(statement: str) -> list[str]:
    """Which heavy libraries a fresh process has loaded after `statement`."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(statement=statement, heavy=HEAVY)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in done.stdout.strip().split(",") if name]


@pytest.mark.parametrize(
    "statement",
    [
        "import tutor.ui.app, tutor.ui.session, tutor.lab.trial",
        "from tutor.ui.session import Session; Session()",
        "from tutor.cli import run; run(['--help'])",
        "from tutor.cli import run; run(['lessons', '--json'])",
        "from tutor.cli import run; run(['runs', '--json'])",
        "import tutor; assert 'DiagnosisCallback' in dir(tutor)",
        "import tutor.cli.train, tutor.cli.outcome, tutor.course.plan",
    ],
)
def test_no_heavy_library_is_loaded(statement: str) -> None:
    quiet = f"import io; sys.stdout, out = io.StringIO(), sys.stdout\n{statement}\nsys.stdout = out"
    assert loaded(quiet) == []


def test_the_laboratory_the_course_and_the_store_load_no_screen_library() -> None:
    statement = (
        "import tutor.lab.trial, tutor.course.catalog, tutor.store.progress\n"
        "assert 'textual' not in sys.modules and 'rich' not in sys.modules"
    )
    assert loaded(statement) == []


def test_home_is_seen_before_lessons_and_what_checks_names_are_loaded() -> None:
    later = (
        "tutor.ui.screens.lesson",
        "tutor.ui.screens.look",
        "pygments",
        "markdown_it",
        "rapidfuzz",
    )
    statement = (
        "import tutor.ui.app\nfrom tutor.ui.session import Session\nSession()\n"
        f"assert not set({later!r}) & set(sys.modules), set({later!r}) & set(sys.modules)"
    )
    assert loaded(statement) == []


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
