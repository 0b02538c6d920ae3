"""The newest run that can tell the other half of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answers.kept import kept
from tests.support import order
from tests.training.orders import made
from tutor.lab.run import Order, Run
from tutor.lab.views.partners import newest, skill_of


def with_network(of: Order, run: str) -> Run:
    return kept(order=of, run=run, network=True)


@pytest.fixture
def tagger() -> Order:
    return made("key-phrases", {"recurrent_layers": 1, "cell": "GRU", "units": 4})


def test_a_run_is_known_by_what_it_learned_from(tagger: Order) -> None:
    assert skill_of(tagger) == "phrases"
    assert skill_of(order()) is None


def test_the_newest_with_its_network_is_found(tagger: Order) -> None:
    assert newest("phrases") is None
    older = with_network(tagger, "20260101-120000-000001")
    newer = with_network(tagger, "20260101-120000-000002")
    with_network(order(), "20260101-120000-000003")
    found = newest("phrases")
    assert found is not None
    assert found[0] == newer
    (newer.folder / "model.keras").unlink()
    found = newest("phrases")
    assert found is not None
    assert found[0] == older
    assert newest("sentiment") is None


def test_what_cannot_be_read_is_passed_over(tagger: Order, tmp_path: Path) -> None:
    good = with_network(tagger, "20260101-120000-000001")
    bad = with_network(tagger, "20260101-120000-000002")
    (bad.folder / "settings.json").write_text("{")
    found = newest("phrases", [good, bad, Run(tmp_path / "20260101-120000-000003")])
    assert found is not None
    assert found[0] == good
