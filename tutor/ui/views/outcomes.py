"""What the panes of a set's outcomes share."""

from __future__ import annotations

from typing import cast

import msgspec

from tutor.lab.views import queries
from tutor.lab.views.outcomes import Held, Outcomes, OutcomesQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.held import HeldPane


class OutcomesPane(HeldPane):
    """Shows the outcomes of a set.

    Attributes:
        outcomes: what is shown; None until the first answer.
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self.outcomes: Outcomes | None = None

    def question(self, part: Held) -> queries.Any:
        """What became of it."""
        return OutcomesQuery(part=part)

    @property
    def part(self) -> Held | None:
        """The set that is shown; None until the first answer."""
        return None if self.outcomes is None else self.outcomes.part

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything before there are outcomes."""
        return self.outcomes is not None

    def take(self, data: msgspec.Struct) -> None:
        """Keep what became of a set."""
        self.outcomes = cast("Outcomes", data)
        self.changed()

    def changed(self) -> None:
        """Other outcomes have come."""
