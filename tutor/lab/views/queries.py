"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.analytics import Analytics, AnalyticsQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.phrases import Phrases, PhrasesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.sentiment import Sentiment, SentimentQuery

Any = OutcomesQuery | SentimentQuery | PhrasesQuery | AnalyticsQuery
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    OutcomesQuery: Outcomes,
    SentimentQuery: Sentiment,
    PhrasesQuery: Phrases,
    AnalyticsQuery: Analytics,
}
"""What answers a query."""
