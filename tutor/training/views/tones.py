"""How notes sound."""

from __future__ import annotations

from tutor.lab.views.files import ViewError
from tutor.lab.views.music import Tones, TonesQuery
from tutor.training.tones import RATE, rendered
from tutor.training.views.subject import Subject

_LONGEST_SECONDS = 300.0


def tones(_subject: Subject, query: TonesQuery) -> Tones:
    """Make notes sound; no network is needed for that.

    Raises:
        ViewError: it would take too long.
    """
    end = max((start + length for _, start, length in query.notes), default=0.0)
    if query.tempo <= 0.0 or end * 60.0 / query.tempo > _LONGEST_SECONDS:
        raise ViewError(f"Sounds are made up to {_LONGEST_SECONDS:.0f} seconds.")
    return Tones(rate=RATE, samples=rendered(query.notes, query.tempo))
