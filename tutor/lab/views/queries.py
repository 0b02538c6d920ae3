"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.boundary import Boundary, BoundaryQuery
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.maze import Games, MazeQuery
from tutor.lab.views.memory import Memories, MemoryQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.query import Query

Any = OutcomesQuery | DrawQuery | MemoryQuery | MazeQuery | BoundaryQuery
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    OutcomesQuery: Outcomes,
    DrawQuery: Drawn,
    MemoryQuery: Memories,
    MazeQuery: Games,
    BoundaryQuery: Boundary,
}
"""What answers a query."""
