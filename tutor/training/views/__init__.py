"""What can be seen of a trained network: one module a view, which computes its data.

A view is a function of a `Subject`, the run's network and data, and of the query. It runs beside a
training, in a thread of its own, and never changes the network.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tutor.lab.views.analytics import AnalyticsQuery
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.lab.views.phrases import PhrasesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.sentiment import SentimentQuery
from tutor.training.views.analytics import analytics
from tutor.training.views.outcomes import outcomes
from tutor.training.views.phrases import phrases
from tutor.training.views.sentiment import sentiment
from tutor.training.views.subject import Subject

VIEWS: dict[type[Query], Callable[[Subject, Any], msgspec.Struct]] = {
    OutcomesQuery: outcomes,
    SentimentQuery: sentiment,
    PhrasesQuery: phrases,
    AnalyticsQuery: analytics,
}
"""What answers each kind of query.

A view raises `lab.views.files.ViewError` with a sentence for people where it cannot be had.
"""

__all__ = ["VIEWS", "Subject"]
