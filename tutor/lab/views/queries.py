"""Every query there is, and the kind of its answer."""

from __future__ import annotations

import msgspec

from tutor.lab.views.analytics import Analytics, AnalyticsQuery
from tutor.lab.views.boundary import Boundary, BoundaryQuery
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.lab.views.film import Film, FilmQuery, Frames, FramesQuery
from tutor.lab.views.filters import Exciting, ExcitingQuery, Filters, FiltersQuery
from tutor.lab.views.maze import Games, MazeQuery
from tutor.lab.views.memory import Memories, MemoryQuery
from tutor.lab.views.music import Music, MusicQuery, Tones, TonesQuery
from tutor.lab.views.outcomes import Outcomes, OutcomesQuery
from tutor.lab.views.parts import PartMaps, PartMapsQuery, Parts, PartsQuery
from tutor.lab.views.phrases import Phrases, PhrasesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.scores import Scores, ScoresQuery
from tutor.lab.views.sentiment import Sentiment, SentimentQuery
from tutor.lab.views.sound import SoundQuery, Sounds, Utterance, UtteranceQuery
from tutor.lab.views.writing import WritingQuery, Written

Any = (
    OutcomesQuery
    | FeatureMapsQuery
    | FiltersQuery
    | ExcitingQuery
    | PartsQuery
    | PartMapsQuery
    | DrawQuery
    | MemoryQuery
    | MazeQuery
    | BoundaryQuery
    | FilmQuery
    | FramesQuery
    | SoundQuery
    | UtteranceQuery
    | MusicQuery
    | TonesQuery
    | WritingQuery
    | SentimentQuery
    | PhrasesQuery
    | AnalyticsQuery
    | ScoresQuery
)
"""Every query."""

ANSWERS: dict[type[Query], type[msgspec.Struct]] = {
    OutcomesQuery: Outcomes,
    FeatureMapsQuery: FeatureMaps,
    FiltersQuery: Filters,
    ExcitingQuery: Exciting,
    PartsQuery: Parts,
    PartMapsQuery: PartMaps,
    DrawQuery: Drawn,
    MemoryQuery: Memories,
    MazeQuery: Games,
    BoundaryQuery: Boundary,
    FilmQuery: Film,
    FramesQuery: Frames,
    SoundQuery: Sounds,
    UtteranceQuery: Utterance,
    MusicQuery: Music,
    TonesQuery: Tones,
    WritingQuery: Written,
    SentimentQuery: Sentiment,
    PhrasesQuery: Phrases,
    AnalyticsQuery: Analytics,
    ScoresQuery: Scores,
}
"""What answers a query."""
