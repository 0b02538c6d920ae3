"""How a network is made larger for a goal: after what was tried, and as the lesson would rather."""

from __future__ import annotations

from tutor.diagnosis.verdict import Finding
from tutor.lab.knobs import COUNTS
from tutor.lab.settings import Settings
from tutor.lab.ways import Ways


def grown(primary: Finding, ways: Ways) -> Settings:
    """What makes the network larger: by a layer where a wider one was just tried in vain."""
    if not ways.larger or not set(ways.larger) <= set(primary.in_vain):
        return ways.larger
    return next((one for one in ways.others if set(one) <= set(COUNTS)), {})


def layers_first(primary: Finding, ways: Ways) -> bool:
    """Whether all is open, and the lesson would have a layer added before anything else."""
    return primary.name == "not_enough_evidence" and (
        ways.rather == "deeper" and set(ways.larger) <= set(COUNTS)
    )
