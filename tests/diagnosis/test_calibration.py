from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagnosis.simulated_runs import healthy, history
from tutor.diagnosis import calibration
from tutor.diagnosis.calibration import KNOWLEDGE, LEAST, MOST, TABLE, calibrated
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts
from tutor.diagnosis.judge import diagnose
from tutor.diagnosis.verdict import NAMES


def test_the_table_that_users_have_is_sound() -> None:
    table = json.loads(TABLE.read_text())
    assert set(table) <= set(KNOWLEDGE)
    for names in table.values():
        assert {sort.partition(", ")[0] for sort in names} <= set(NAMES)
        for slope, shift in names.values():
            assert 0.0 <= slope < 5.0
            assert abs(shift) < 5.0


@given(
    st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 4.0), st.floats(-4.0, 4.0)
)  # fmt: skip
def test_a_surer_finding_stays_surer(one: float, other: float, slope: float, shift: float) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibration, "_table", lambda: {"curves": {"overfitting": (slope, shift)}})
        low, high = (calibrated("curves", "overfitting", p) for p in sorted((one, other)))
    assert LEAST <= low <= high <= MOST


def test_what_nothing_was_learned_of_keeps_its_confidence() -> None:
    assert calibrated("curves", "overfitting", 0.83) == 0.83
    assert calibrated("curves", "overfitting", 1.0) == MOST


def test_a_finding_that_turns_out_unlikely_is_not_given_where_examples_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course = 1.0 + 0.08 * np.maximum(0, np.arange(20) - 8)
    hard = np.random.default_rng(1).standard_normal(40) * 0.02
    losses = (course[:, None] + hard[None, :]).astype(np.float32)
    made = history(loss=2.0 * 0.9 ** np.arange(20), val_loss=course)
    known = made, Facts(validation_examples=400), Examples(losses, np.ones_like(losses))
    assert diagnose(*known).has("overfitting")
    assert diagnose(*known).has("overconfident")
    for state in ("everything", "curves"):
        table = {state: {"overfitting": (1.0, -9.0)}}
        monkeypatch.setattr(calibration, "_table", lambda table=table: table)
        told = diagnose(*known)
        assert told.has("overfitting") == (state == "curves")
        assert told.has("overconfident") <= told.has("overfitting")  # beside it, never instead
    assert diagnose(made).primary.confidence < 0.5


@pytest.mark.usefixtures("calibrated")
def test_textbook_curves_keep_their_names_with_the_table_that_users_have() -> None:
    epochs = np.arange(40)
    falling, rising = 2.0 * 0.9**epochs + 0.1, 0.5 + 0.02 * np.maximum(0, epochs - 10)
    over = diagnose(history(loss=falling, val_loss=rising + 1.5 * 0.7**epochs)).primary
    assert over.name == "overfitting"
    assert over.confidence > 0.9
    assert diagnose(history(loss=2.3 - 0.05 * epochs)).primary.name == "still_improving"
    troubles = [diagnose(*healthy(np.random.default_rng(seed), 30)) for seed in range(20)]
    assert not any(found.has("overfitting") or found.has("diverged") for found in troubles)


def test_a_sort_of_its_own_has_its_line_else_that_of_its_name() -> None:
    with pytest.MonkeyPatch.context() as patch:
        table = {"curves": {"good_fit": (0.0, -1.0)}, "facts": {"good_fit, perfect": (0.0, 2.0)}}
        patch.setattr(calibration, "_table", lambda: table)
        assert calibrated("curves", "good_fit, perfect", 0.8) == calibrated("curves", "good_fit", 0)
        assert calibrated("facts", "good_fit, perfect", 0.8) == pytest.approx(0.881)
        assert calibrated("facts", "good_fit", 0.8) == pytest.approx(0.8)
