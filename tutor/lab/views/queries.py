"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.music import Music, MusicQuery, Tones, TonesQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.writing import WritingQuery, Written

Any = MusicQuery | OutcomesQuery | TonesQuery | WritingQuery
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    MusicQuery: Music,
    OutcomesQuery: Outcomes,
    TonesQuery: Tones,
    WritingQuery: Written,
}
"""What answers a query."""
