"""`tutor look`, from answers that lie in the run's folder and with the real worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.answers.kept import ID, kept
from tests.answers.outcomes import digits
from tests.training.orders import made
from tutor.cli.look import command
from tutor.lab.run import Run
from tutor.lab.views.outcomes import OutcomesQuery

ROOT = Path(__file__).resolve().parents[2]
KEPT = [(OutcomesQuery(), digits()), (OutcomesQuery(part="test"), digits("test"))]


def invoke(*arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert result.exception is None or hasattr(result.exception, "format_message"), result.exception
    return result


def refused(*arguments: str) -> str:
    found = invoke(*arguments).exception
    assert found is not None
    return str(found.format_message())  # type: ignore[attr-defined]


def test_the_first_view_is_printed() -> None:
    kept(KEPT)
    lines = invoke(ID).stdout.splitlines()
    assert lines[0] == f"Confusion: convolutional-networks, run {ID}"
    assert lines[2].startswith("356 of 360 validation examples right")
    assert lines == invoke("last", "confusion-matrix").stdout.splitlines()


def test_mistakes_are_printed_as_pictures() -> None:
    kept(KEPT)
    out = invoke("last", "worst-mistakes").stdout
    told = " ".join(out.split())
    assert "Mistake 1 of 4: it is 4, and the network says 9, 90 % sure; 5 % for 4, a" in told
    assert "██" in out


def test_json_is_the_data() -> None:
    kept(KEPT)
    found = json.loads(invoke("last", "worst-mistakes", "--json").stdout)
    assert (found["run"], found["view"]) == (ID, "worst-mistakes")
    assert found["data"]["counts"][4][9] == 3


def test_the_test_set_is_opened_by_its_option_and_counted() -> None:
    for run in ("20260130-120000-1a2b3c", ID):
        kept(KEPT, run=run)
    out = invoke(ID, "--test").stdout
    assert "360 test examples right" in out
    assert "opened for 2 runs of this experiment" in out
    assert "opened for" not in invoke(ID).stdout


def test_what_cannot_be_shown_is_one_sentence(make_run: Callable[..., Run]) -> None:
    assert "There are no runs yet" in refused("last")
    kept(KEPT)
    assert "There is no run 'nonsense'" in refused("nonsense")
    assert "There is no run '20000101-000000-000000'" in refused("20000101-000000-000000")
    assert "Did you mean confusion-matrix?" in refused(ID, "confusion")
    broken = make_run("20260131-120009-1a2b3c")
    (broken.folder / "settings.json").write_text("{")
    assert "cannot be read" in refused(broken.id)


def test_a_view_that_the_data_do_not_have_is_told() -> None:
    kept(order=made("adding", {"recurrent_layers": 1}))
    assert "This run has no view 'confusion-matrix'." in refused(ID, "confusion-matrix")


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tutor", "look", *arguments], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=False, timeout=120,
    )  # fmt: skip


def test_in_ascii_where_the_stream_demands_it() -> None:
    kept(KEPT)
    done = started(ID, "worst-mistakes", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert "@@" in done.stdout


@pytest.mark.slow
def test_a_network_that_was_not_kept_is_told_by_the_real_worker() -> None:
    kept()
    done = started(ID)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: The network of this run was not kept: only its curves can be shown.\n"
    )
