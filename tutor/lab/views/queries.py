"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.boundary import Boundary, BoundaryQuery
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.film import Film, FilmQuery, Frames, FramesQuery
from tutor.lab.views.maze import Games, MazeQuery
from tutor.lab.views.memory import Memories, MemoryQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.sound import SoundQuery, Sounds, Utterance, UtteranceQuery

Any = (
    OutcomesQuery
    | DrawQuery
    | MemoryQuery
    | MazeQuery
    | BoundaryQuery
    | FilmQuery
    | FramesQuery
    | SoundQuery
    | UtteranceQuery
)
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    OutcomesQuery: Outcomes,
    DrawQuery: Drawn,
    MemoryQuery: Memories,
    MazeQuery: Games,
    BoundaryQuery: Boundary,
    FilmQuery: Film,
    FramesQuery: Frames,
    SoundQuery: Sounds,
    UtteranceQuery: Utterance,
}
"""What answers a query."""
