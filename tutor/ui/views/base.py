"""What every pane of a view has: the run it is of, and a way to ask its network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.containers import Vertical
from textual.message import Message

from tutor.lab.run import Order, Run
from tutor.lab.text.inset import Inset
from tutor.lab.trial import Trial
from tutor.lab.views import queries
from tutor.ui.graphics import Graphics
from tutor.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from tutor.ui.widgets.pixels import Pixels


@dataclass(frozen=True, slots=True)
class Viewed:
    """A run that is looked at.

    Attributes:
        run: its folder.
        order: what was asked for.
        worths: tells how well the runs of its lesson did, by their ids, the greater the better.
    """

    run: Run
    order: Order
    worths: Callable[[], Mapping[str, float]] = dict


class ViewPane(Vertical):
    """Shows one view of one run.

    Attributes:
        viewed: the run.
    """

    DEFAULT_CSS = "ViewPane { height: 1fr; width: 1fr; layers: default pixels; }"
    HELP: ClassVar[str] = ""
    """What the view's own signs mean, in sentences, where it doesn't say so itself."""

    class Ask(Message):
        """The pane wants its network asked; the answer comes to `show` or `refuse`."""

        def __init__(self, pane: ViewPane, query: queries.Any) -> None:
            self.pane = pane
            self.query = query
            super().__init__()

    def __init__(self, viewed: Viewed) -> None:
        """A pane of `viewed`, empty until its first answer."""
        super().__init__()
        self.viewed = viewed
        self._pixels: dict[Rows, list[Pixels]] = {}

    def ask(self, query: queries.Any) -> None:
        """Have the network asked; of several questions the newest is answered for sure."""
        self.post_message(self.Ask(self, query))

    def lay(self, rows: Rows, insets: Sequence[Inset]) -> None:
        """Show pictures of these rows in real pixels, where learner and terminal have them."""
        graphics: Graphics | None = getattr(self.app, "graphics", None)
        if graphics is not None:  # where the rows lie is known when they have been laid out
            self.call_after_refresh(self._place, graphics, rows, insets)

    def _place(self, graphics: Graphics, rows: Rows, insets: Sequence[Inset]) -> None:
        from tutor.ui.widgets.pixels import Pixels  # not before it is wanted

        shown = self._pixels.setdefault(rows, [])
        for _ in range(len(insets) - len(shown)):
            shown.append(Pixels(graphics))
            self.mount(shown[-1])
        origin = rows.region.offset - self.content_region.offset
        for number, one in enumerate(shown):
            if number < len(insets) and rows.display:
                one.show(insets[number], origin)
            else:
                one.hide()

    def refresh_bindings(self) -> None:
        """Have the keys shown anew; on no screen there is none to show them.

        Between a widget's removal and its end Textual takes it for mounted, and looks for a screen.
        """
        if self.is_attached:
            super().refresh_bindings()

    def begin(self) -> None:
        """Ask for what is shown first."""
        raise NotImplementedError

    def follow(self, trial: Trial, *, pictured: bool) -> None:
        """Show how far a run has come that still trains; only views that can be live do.

        `begin` is called once it has ended.

        Args:
            trial: with all that is known of the run.
            pictured: whether the run has just written a view.
        """

    def show(self, data: msgspec.Struct) -> None:
        """Show an answer."""
        raise NotImplementedError

    def refuse(self, problem: str) -> None:
        """Take in that there is no answer; the screen says why."""
