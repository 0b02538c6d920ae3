from __future__ import annotations

import pytest

from tutor.diagnosis import calibration


@pytest.fixture(autouse=True)
def uncalibrated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings speak for themselves, whatever was learned of how often they are right."""
    if "calibrated" not in request.fixturenames:
        monkeypatch.setattr(calibration, "_table", dict)


@pytest.fixture
def calibrated() -> None:
    """The table that users have."""
