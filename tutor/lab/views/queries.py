"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.boundary import Boundary, BoundaryQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.query import Query

Any = OutcomesQuery | BoundaryQuery
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    OutcomesQuery: Outcomes,
    BoundaryQuery: Boundary,
}
"""What answers a query."""
