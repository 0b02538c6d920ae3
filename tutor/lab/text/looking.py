"""What a second look is at, in words."""

from __future__ import annotations

from tutor.lab.run import Record

_STAGES = {
    "longer": "the training goes on unseen",
    "simple": "a simple model looks at both sets",
    "wider": "a wider network is trained",
}


def looking(record: Record) -> str:
    """What is tried for the diagnosis, and how far that is; empty where nothing is."""
    if not record.looking:
        return ""
    look = record.look
    what = _STAGES.get(look.stage, look.stage) if look is not None else "about to begin"
    epochs = f", epoch {look.epoch} of {look.epochs}" if look is not None and look.epochs else ""
    return what + epochs
