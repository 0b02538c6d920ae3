"""What chance and seeds make of a difference, in words."""

from __future__ import annotations

import pytest

from tests.past_runs import Past
from tutor.diagnosis.comparison import Difference
from tutor.diagnosis.proportions import Interval
from tutor.ui.chances import by_chance, joined
from tutor.ui.compared import compared
from tutor.ui.units import LOSS


def test_of_equal_losses_no_interval_is_told() -> None:
    same = by_chance(Difference(0.0, Interval(0.0, 0.0)), LOSS, "359 examples", first=True)
    assert same == "within what chance makes with 359 examples"


def test_two_verdicts_are_joined_by_whether_they_agree() -> None:
    assert joined(["more than chance makes", "more than seeds make"]).count(", and more") == 1
    assert joined(["more than chance makes", "within what seeds make"]).count(", but within") == 1
    assert joined(["within"]) == "within"


@pytest.mark.parametrize(("least", "told"), [(1e-5, False), (0.02, True)])
def test_losses_of_next_to_nothing_are_not_weighed(*, least: float, told: bool) -> None:
    past = Past()
    past.train(1.0, losses=[least] * 40)
    past.train(1.0, losses=[4 * least + 1e-7 * place for place in range(40)], dropout=0.3)
    said = compared(past.earlier).text
    assert "validation accuracy 100.0 %, as before." in said
    assert (", worse by more than chance makes" in said) is told
    assert ("What another seed makes is not known yet." in said) is told
