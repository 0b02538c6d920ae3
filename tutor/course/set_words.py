"""What to set, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.diagnosis.verdict import Value
from tutor.lab.knobs import COUNTS
from tutor.lab.names import listed
from tutor.lab.ways import Ways

_COUNTED = (*COUNTS, "filters", "units", "epochs", "dropout", "pooling", "smoothing")


def set_words(change: Mapping[str, Value], ways: Ways) -> str:
    """What to set, as the beginning of a sentence."""
    sets = [f"{_the(name, ways)} to {_value(value)}" for name, value in change.items()
            if not isinstance(value, bool)]  # fmt: skip
    switches = [f"switch “{ways.called(name)}” {'on' if value else 'off'}"
                for name, value in change.items() if isinstance(value, bool)]  # fmt: skip
    parts = [f"set {listed(sets, 'and')}"] if sets else []
    said = listed(parts + switches, "and")
    return f"{said[:1].upper()}{said[1:]}"


def _the(name: str, ways: Ways) -> str:
    """A setting in a sentence; what is counted, and an author's own word, needs no article."""
    article = "" if name in _COUNTED or name in ways.labels else "the "
    return f"{article}{ways.called(name)}"


def _value(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
