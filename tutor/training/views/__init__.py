"""What can be seen of a trained network: one module a view, which computes its data.

A view is a function of a `Subject`, the run's network and data, and of the query. It runs beside a
training, in a thread of its own, and never changes the network.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tutor.lab.views.analytics import AnalyticsQuery
from tutor.lab.views.boundary import BoundaryQuery
from tutor.lab.views.drawing import DrawQuery
from tutor.lab.views.feature_maps import FeatureMapsQuery
from tutor.lab.views.film import FilmQuery, FramesQuery
from tutor.lab.views.filters import ExcitingQuery, FiltersQuery
from tutor.lab.views.maze import MazeQuery
from tutor.lab.views.memory import MemoryQuery
from tutor.lab.views.music import MusicQuery, TonesQuery
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.lab.views.parts import PartMapsQuery, PartsQuery
from tutor.lab.views.phrases import PhrasesQuery
from tutor.lab.views.query import Query
from tutor.lab.views.scores import ScoresQuery
from tutor.lab.views.sentiment import SentimentQuery
from tutor.lab.views.sound import SoundQuery, UtteranceQuery
from tutor.lab.views.writing import WritingQuery
from tutor.training.views.analytics import analytics
from tutor.training.views.boundary import boundary
from tutor.training.views.drawing import drawn
from tutor.training.views.feature_maps import feature_maps
from tutor.training.views.film import film, frames
from tutor.training.views.filters import exciting, filters
from tutor.training.views.maze import maze
from tutor.training.views.memory import memory
from tutor.training.views.music import music
from tutor.training.views.outcomes import outcomes
from tutor.training.views.parts import part_maps, parts
from tutor.training.views.phrases import phrases
from tutor.training.views.scores import scores
from tutor.training.views.sentiment import sentiment
from tutor.training.views.sound import sounds, utterance
from tutor.training.views.subject import Subject
from tutor.training.views.tones import tones
from tutor.training.views.writing import writing

VIEWS: dict[type[Query], Callable[[Subject, Any], msgspec.Struct]] = {
    OutcomesQuery: outcomes,
    FeatureMapsQuery: feature_maps,
    FiltersQuery: filters,
    ExcitingQuery: exciting,
    PartsQuery: parts,
    PartMapsQuery: part_maps,
    DrawQuery: drawn,
    MemoryQuery: memory,
    MazeQuery: maze,
    BoundaryQuery: boundary,
    FilmQuery: film,
    FramesQuery: frames,
    SoundQuery: sounds,
    UtteranceQuery: utterance,
    MusicQuery: music,
    TonesQuery: tones,
    WritingQuery: writing,
    SentimentQuery: sentiment,
    PhrasesQuery: phrases,
    AnalyticsQuery: analytics,
    ScoresQuery: scores,
}
"""What answers each kind of query.

A view raises `lab.views.files.ViewError` with a sentence for people where it cannot be had.
"""

__all__ = ["VIEWS", "Subject"]
