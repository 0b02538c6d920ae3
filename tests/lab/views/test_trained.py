"""When the network of a run can be had, and what is said when it can't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.lab import events
from tutor.lab.locks import hold
from tutor.lab.run import Run
from tutor.lab.views.files import ViewError
from tutor.lab.views.trained import trained

ENDED = events.RunEnded(reason="finished", epochs=1, seconds=1.0, metrics={})

MakeRun = Callable[..., Run]


class JustLetGo(Run):
    """A run whose worker keeps the network and lets go between two looks at it."""

    def alive(self) -> bool:
        self.model_path.touch()
        return False


class StillKeeping(Run):
    """A run whose worker keeps the network while somebody waits for it."""

    def record(self) -> object:  # type: ignore[override]
        found = super().record()
        self.model_path.touch()
        return found


def test_a_network_that_was_kept_is_had_at_once(make_run: MakeRun) -> None:
    run = make_run("20260131-120000-1a2b3c", [ENDED])
    run.model_path.touch()
    assert trained(run) == run.model_path


def test_a_network_that_was_not_kept_is_not_waited_for(make_run: MakeRun) -> None:
    run = make_run("20260131-120000-1a2b3c", [ENDED])
    with pytest.raises(ViewError, match="was not kept"):
        trained(run)


def test_a_network_kept_between_two_looks_is_not_missed(make_run: MakeRun) -> None:
    run = JustLetGo(make_run("20260131-120000-1a2b3c", [ENDED]).folder)
    assert trained(run) == run.model_path


def test_a_run_that_has_just_ended_is_waited_for(make_run: MakeRun) -> None:
    run = StillKeeping(make_run("20260131-120000-1a2b3c", [ENDED]).folder)
    with hold(run.folder / "lock"):
        assert trained(run) == run.model_path


def test_a_run_that_goes_on_is_not_waited_for(make_run: MakeRun) -> None:
    run = make_run("20260131-120000-1a2b3c")
    with hold(run.folder / "lock"), pytest.raises(ViewError, match="goes on"):
        trained(run)


def test_events_of_a_newer_format_are_said_so(make_run: MakeRun) -> None:
    run = make_run("20260131-120000-1a2b3c")
    run.events_path.write_text('{"kind":"memory","format":99}\n')
    with hold(run.folder / "lock"), pytest.raises(ViewError) as caught:
        trained(run)
    assert Path(str(caught.value).partition(":")[0]).name == "events.jsonl"
