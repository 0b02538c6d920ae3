"""Which pane shows which view."""

from __future__ import annotations

from tutor.lab.views.catalog import VIEWS, View, fitting
from tutor.ui.views.analytics import AnalyticsPane
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.boundary import BoundaryPane
from tutor.ui.views.confusion import ConfusionPane
from tutor.ui.views.draw import DrawPane
from tutor.ui.views.feature_maps import FeatureMapsPane
from tutor.ui.views.film import FilmPane
from tutor.ui.views.filters import FiltersPane
from tutor.ui.views.maze import MazePane
from tutor.ui.views.memory import MemoryPane
from tutor.ui.views.mistakes import MistakesPane
from tutor.ui.views.music import MusicPane
from tutor.ui.views.parts import PartsPane
from tutor.ui.views.phrases import PhrasesPane
from tutor.ui.views.scores import ScoresPane
from tutor.ui.views.sentiment import SentimentPane
from tutor.ui.views.sound import SoundPane
from tutor.ui.views.writing import WritingPane

PANES: dict[str, type[ViewPane]] = {
    "confusion-matrix": ConfusionPane,
    "music": MusicPane,
    "worst-mistakes": MistakesPane,
    "feature-maps": FeatureMapsPane,
    "filters": FiltersPane,
    "parts": PartsPane,
    "draw": DrawPane,
    "memory": MemoryPane,
    "maze": MazePane,
    "boundary": BoundaryPane,
    "film-index": FilmPane,
    "sound": SoundPane,
    "writing": WritingPane,
    "your-sentence": SentimentPane,
    "key-phrases": PhrasesPane,
    "text-analytics": AnalyticsPane,
    "scores": ScoresPane,
}
"""The panes by their views' names."""


def offered(viewed: Viewed, named: list[str]) -> list[View]:
    """The views of a run that have something to show, those first that its lesson names."""
    order = viewed.order
    bare = order.settings.get("conv_layers") == 0
    fit = [one for one in fitting(order.network.inputs, order.dataset)
           if not (one.filters and bare)]  # fmt: skip
    first = [VIEWS[name] for name in named if name in VIEWS and VIEWS[name] in fit]
    return [*first, *(view for view in fit if view not in first)]
