"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.query import Query

Any = OutcomesQuery
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {OutcomesQuery: Outcomes}
"""What answers a query."""
