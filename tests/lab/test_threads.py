from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.support import order
from tutor.lab import commands
from tutor.lab.run import Run
from tutor.lab.settings import Settings
from tutor.lab.threads import settled_by
from tutor.lab.views.outcomes import OutcomesQuery

LARGE: Settings = {"conv_layers": 3, "filters": 64, "batch_size": 256}


@pytest.mark.parametrize(("settings", "large"), [({}, False), (LARGE, True)])
def test_who_trains_a_network_or_looks_at_it_computes_with_it(
    make_run: Callable[..., Run], settings: Settings, large: bool
) -> None:
    asked = order(settings)
    run = make_run(asked.run)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(asked))
    assert settled_by(commands.Train(order=asked)) is large
    assert settled_by(commands.Prepare(order=asked)) is large
    assert settled_by(commands.Open(run=run.id)) is large
    assert settled_by(commands.Inspect(key="k", run=run.id, query=OutcomesQuery())) is large


def test_what_computes_nothing_settles_nothing() -> None:
    assert settled_by(commands.Open(run="20260101-000000-abcdef")) is None
    assert settled_by(commands.Survey(key="k", path="/nowhere")) is None
    assert settled_by(commands.Withdraw(run="20260101-000000-abcdef")) is None
