from __future__ import annotations

import pytest

from tests.support import order
from tutor.lab.run import find
from tutor.ui.views.base import Viewed
from tutor.ui.views.panes import PANES, offered

OF_FILTERS = {"feature-maps", "filters"}


@pytest.mark.parametrize(("layers", "shown"), [(0, set()), (2, OF_FILTERS)])
def test_a_network_without_filters_has_no_view_of_them(layers: int, shown: set[str]) -> None:
    asked = order({"conv_layers": layers})
    found = [one.name for one in offered(Viewed(find(asked.run), asked), ["filters", "draw"])]
    assert OF_FILTERS & set(found) == shown
    assert found[:2] == ([*sorted(shown & {"filters"}), "draw", "confusion-matrix"][:2])
    assert set(found) <= set(PANES)
