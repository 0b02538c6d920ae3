"""Deleted runs: in the trash for a while, and back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from tutor import paths
from tutor.lab.locks import hold
from tutor.lab.run import Run, all_runs, find
from tutor.store import trash

MakeRun = Callable[..., Run]
FIRST, SECOND = "20260131-120000-1a2b3c", "20260131-120001-000000"


def test_a_deleted_run_can_be_brought_back(make_run: MakeRun) -> None:
    make_run(FIRST)
    make_run(SECOND)
    trash.throw(find(FIRST))
    assert [run.id for run in all_runs()] == [SECOND]
    assert trash.thrown() == [FIRST]
    assert trash.restore(FIRST).order().run == FIRST
    assert [run.id for run in all_runs()] == [FIRST, SECOND]
    assert trash.thrown() == []


def test_a_run_that_goes_on_is_not_deleted(make_run: MakeRun) -> None:
    run = make_run(FIRST)
    with (
        hold(run.folder / "lock"),
        pytest.raises(trash.TrashError, match=r"still going on\. Stop it"),
    ):
        trash.throw(run)
    assert run.folder.is_dir()


@pytest.mark.usefixtures("home")
def test_what_is_not_there_is_told_in_a_sentence() -> None:
    assert trash.thrown() == []
    trash.empty()
    with pytest.raises(trash.TrashError, match="no run"):
        trash.throw(find(FIRST))
    with pytest.raises(trash.TrashError, match="not in the trash"):
        trash.restore(FIRST)


def test_a_run_does_not_come_back_over_another(make_run: MakeRun) -> None:
    trash.throw(make_run(FIRST))
    make_run(FIRST)
    with pytest.raises(trash.TrashError, match="there already"):
        trash.restore(FIRST)


def test_the_trash_is_emptied_of_what_is_old(make_run: MakeRun) -> None:
    trash.throw(make_run(FIRST))
    trash.throw(make_run(SECOND))
    old = time.time() - (trash.KEPT_DAYS + 1) * 86_400
    os.utime(paths.trash() / FIRST, (old, old))
    trash.empty()
    assert trash.thrown() == [SECOND]
