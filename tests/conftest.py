"""Every test has a state folder of its own, and no test touches the learner's."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from tests.support import FakeWorker
from tutor import paths
from tutor.lab import events
from tutor.lab.architecture import describe
from tutor.lab.network import Inputs
from tutor.lab.run import Order, Run, find
from tutor.lab.settings import Settings
from tutor.store.progress import Progress

# A busy machine is no failure: time is measured in tests/benchmarks and asserted nowhere.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# What one process has compiled is there for the others, of which tests start many.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Screens make and drop many small objects: looking for garbage less often saves a tenth of time.
gc.set_threshold(20_000, 20, 100)

SCREENS = Path(__file__).with_name("ui")
SETTINGS: Settings = {"hidden_layers": 1, "units": 4}

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement)
print("held", flush=True)
sys.stdin.readline()
connection.rollback()
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process is left with it at the end; then screens."""
    items.sort(key=lambda item: (item.get_closest_marker("slow") is None, not _of_screens(item)))


def _of_screens(item: pytest.Item) -> bool:
    return SCREENS in item.path.parents


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of state named by `TUTOR_HOME`, not there yet, and a plain UTF-8 terminal."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TUTOR_HOME", str(folder))
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder


@pytest.fixture
def worker() -> Iterator[FakeWorker]:
    """A worker that only speaks the protocol."""
    made = FakeWorker()
    yield made
    made.let_go()


@pytest.fixture
def make_run(home: Path) -> Callable[..., Run]:
    """Makes a run's folder from its id and its events, trained by nobody."""

    def make(
        run: str, told: Sequence[events.Event] = (), *, lesson: str = "circles", seed: int = 3
    ) -> Run:
        network = describe(Inputs(kind="vector", shape=(2,), classes=2), SETTINGS)
        order = Order(
            run=run, lesson=lesson, experiment="first", task="classify", dataset="points",
            settings={"epochs": 20, **SETTINGS}, network=network, seed=seed,
        )  # fmt: skip
        made = find(run)
        paths.private_folder(made.folder)
        (made.folder / "settings.json").write_bytes(msgspec.json.encode(order))
        made.events_path.write_bytes(b"".join(events.encode(event) for event in told))
        return made

    return make


@pytest.fixture
def progress_file(home: Path) -> Path:
    """A sound file of progress: two lessons completed, a hundred answers given."""
    with Progress.open() as progress:
        for number in range(100):
            progress.record_attempt("circles", f"q{number}", "x" * 100, score=1.0, correct=True)
        progress.complete("circles")
        progress.complete("spirals")
    return paths.database()


@pytest.fixture
def held() -> Callable[..., AbstractContextManager[Callable[[], None]]]:
    """Has another process hold a database, until the function it gives is called."""

    @contextlib.contextmanager
    def hold(path: Path, *statements: str) -> Iterator[Callable[[], None]]:
        command = [sys.executable, "-c", HOLDER, str(path), *(statements or ("BEGIN EXCLUSIVE",))]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"

            def let_go() -> None:
                if process.poll() is None:
                    process.communicate("\n", timeout=60)

            try:
                yield let_go
            finally:
                let_go()

    return hold
