"""The newest run that can tell the other half of a text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.benchmarks.trainings import make_order
from tests.support import order
from tutor import paths
from tutor.lab.partners import newest, skill_of
from tutor.lab.run import Order, Run, find


def kept(of: Order, run: str) -> Run:
    """A run with a network, as far as a search looks."""
    made = find(run)
    paths.private_folder(made.folder)
    (made.folder / "settings.json").write_bytes(msgspec.json.encode(replace(of, run=run)))
    (made.folder / "model.keras").touch()
    return made


@pytest.fixture
def tagger() -> Order:
    return make_order("key-phrases", {"recurrent_layers": 1, "cell": "GRU", "units": 4})


def test_a_run_is_known_by_what_it_learned_from(tagger: Order) -> None:
    assert skill_of(tagger) == "phrases"
    assert skill_of(order()) is None


def test_the_newest_with_its_network_is_found(tagger: Order) -> None:
    assert newest("phrases") is None
    older = kept(tagger, "20260101-120000-000001")
    newer = kept(tagger, "20260101-120000-000002")
    kept(order(), "20260101-120000-000003")
    found = newest("phrases")
    assert found is not None
    assert found[0] == newer
    (newer.folder / "model.keras").unlink()
    found = newest("phrases")
    assert found is not None
    assert found[0] == older
    assert newest("sentiment") is None


def test_what_cannot_be_read_is_passed_over(tagger: Order, tmp_path: Path) -> None:
    good = kept(tagger, "20260101-120000-000001")
    bad = kept(tagger, "20260101-120000-000002")
    (bad.folder / "settings.json").write_text("{")
    found = newest("phrases", [good, bad, Run(tmp_path / "20260101-120000-000003")])
    assert found is not None
    assert found[0] == good
