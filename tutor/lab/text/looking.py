"""What a second look is at, in words."""

from __future__ import annotations

from tutor.lab.run import Record

_STAGES = {
    "longer": "training goes on unseen",
    "anew": "training anew, with more epochs",
    "simple": "comparing training with validation examples",
    "wider": "another network trains",
}


def looking(record: Record) -> str:
    """What is tried for the diagnosis, and how far that is; empty where nothing is."""
    if not record.looking:
        return ""
    look = record.look
    what = _STAGES.get(look.stage, look.stage) if look is not None else "about to begin"
    epochs = f", epoch {look.epoch} of {look.epochs}" if look is not None and look.epochs else ""
    return what + epochs
