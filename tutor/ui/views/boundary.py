"""The decision boundary of a run, live while it trains, and what each hidden unit does."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.run import Record, RunError
from tutor.lab.text.boundary import Drawing, drawn
from tutor.lab.text.boundary_parts import Chosen, Scene
from tutor.lab.text.tints import DARK, LIGHT, Look
from tutor.lab.trial import Trial
from tutor.lab.views import files
from tutor.lab.views.boundary import FILM, NAME, Boundary, BoundaryQuery, Film
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.beat import Beat
from tutor.ui.views.boundary_words import sentence
from tutor.ui.widgets.rows import Rows

_PARTS = (("train",), ("validation",), ("train", "validation"), ())
"""Which examples are shown, in the order in which one key goes through them."""
_FILM_SECONDS, _FEW = 4.0, 16
"""How long a film takes, and the pictures that it takes so long for at least."""


class BoundaryPane(ViewPane):
    """The plane as the network sees it; the arrows go through its layers and units."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left",
            "layer(-1)",
            "Units",
            key_display="←→↑↓",
            tooltip="Go to the unit on that side, ←→ at its layer's end to the next layer",
        ),
        Binding("right", "layer(1)", "Layer after", show=False),
        Binding("down", "unit(1)", "Unit after", show=False),
        Binding("up", "unit(-1)", "Unit before", show=False),
        Binding("space", "replay", "Replay", tooltip="See how the boundary bent in the training"),
        Binding("p", "points", "Points", tooltip="Training, validation, both or no points"),
    ]
    DEFAULT_CSS = """
    BoundaryPane {
        .summary { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._boundary: Boundary | None = None
        self._record: Record | None = None
        self._chosen: Chosen | None = None
        self._units: dict[int, int] = {}
        self._parts = 0
        self._drawing: Drawing | None = None
        self._film: Film | None = None
        self._frame = 0
        self._beat = Beat(self)

    def compose(self) -> ComposeResult:
        """A line about the run, then the picture."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask the network that was kept; what was seen last while it trained stands meanwhile."""
        if self._record is None or self._record.ended is None:
            try:
                self._record = self.viewed.run.record()
            except RunError:  # a picture can be had without the figures
                self._record = None
        if self._boundary is None and self._record is not None:
            self._read(self._record)
        self.ask(BoundaryQuery())
        self.refresh_bindings()

    def follow(self, trial: Trial, *, pictured: bool) -> None:
        """Show how far a run has come that still trains."""
        self._record = trial.record
        if pictured or self._boundary is None:
            self._read(trial.record)

    def show(self, data: msgspec.Struct) -> None:
        """Show what the network makes of the plane."""
        self._boundary = cast("Boundary", data)
        layers = len(self._boundary.layers)
        if self._chosen is None or self._chosen.layer > layers:
            self._chosen = Chosen(layers)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def action_layer(self, step: int) -> None:
        """Go to the layer before or after; beyond the last one lies the network's answer.

        Where a layer's units stand in rows, first to the row's end.
        """
        if self._boundary is None or self._chosen is None:
            return
        at, row = self._chosen, self._row(self._chosen.layer)
        unit = at.unit + step
        if unit // row == at.unit // row and unit < self._count(at.layer):
            self._choose(Chosen(at.layer, unit))
            return
        layer = (at.layer + step) % (len(self._boundary.layers) + 1)
        self._choose(Chosen(layer, min(self._units.get(layer, 0), self._count(layer) - 1)))

    def action_unit(self, step: int) -> None:
        """Go to the unit below or above; from the network's answer to its last layer's."""
        if self._boundary is None or self._chosen is None:
            return
        chosen = self._chosen
        if self._count(chosen.layer) == 1 and chosen.layer == len(self._boundary.layers) > 0:
            self.action_layer(-1)
            return
        unit = chosen.unit + step * self._row(chosen.layer)
        if not 0 <= unit < self._count(chosen.layer):  # no row there: on in the order of reading
            unit = (chosen.unit + step) % self._count(chosen.layer)
        self._choose(Chosen(chosen.layer, unit))

    def action_points(self) -> None:
        """Show other examples."""
        self._parts = (self._parts + 1) % len(_PARTS)
        self._draw()

    def action_replay(self) -> None:
        """Show how the boundary bent while the network trained; pressed again, stop there."""
        if self._beat.going:
            self._rest()
            return
        film = self._kept_film()
        if film is None or self._boundary is None:
            return
        self._choose(Chosen(len(self._boundary.layers)))
        self._film, self._frame = film, -1
        self._beat.start(_FILM_SECONDS / max(len(film.epochs), _FEW), self._turn)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A film is there once the run has ended."""
        if action != "replay":
            return True
        record = self._record
        return record is not None and record.ended is not None and FILM in record.views

    def on_click(self, event: events.Click) -> None:
        """Choose the unit under the mouse; elsewhere the network's answer."""
        if self._drawing is None or self._boundary is None:
            return
        rows = self.query_one(Rows)
        at = event.get_content_offset(rows)
        if at is None:
            return
        found = (one.chosen for one in self._drawing.places if one.holds(at.x, at.y))
        self._choose(next(found, Chosen(len(self._boundary.layers))))

    def _kept_film(self) -> Film | None:
        path = self._record.views.get(FILM) if self._record is not None else None
        try:
            return None if path is None else files.read(self.viewed.run.folder, path, Film)
        except files.ViewError as error:
            self.notify(str(error), severity="warning", markup=False)
            return None

    def _turn(self) -> None:
        """Show the film's next picture; after the last one, the network that was kept."""
        self._frame += 1
        if self._film is None or self._frame >= len(self._film.epochs):
            self._rest()
        else:
            self._draw()

    def _rest(self) -> None:
        """End the film."""
        self._beat.stop()
        self._film = None
        self._draw()

    def _choose(self, chosen: Chosen) -> None:
        if self._beat.going:
            self._rest()
        self._chosen = chosen
        self._units[chosen.layer] = chosen.unit
        self._draw()

    def _count(self, layer: int) -> int:
        """How many units there are to choose from in a layer, or classes in the answer."""
        assert self._boundary is not None
        if layer < len(self._boundary.layers):
            return len(self._boundary.layers[layer].units)
        return 1 if len(self._boundary.output) == 2 else len(self._boundary.output)

    def _row(self, layer: int) -> int:
        """How many units of a layer stand side by side in the picture; 1 where none is seen."""
        places = [] if self._drawing is None else self._drawing.places
        rows = [place.y for place in places if place.chosen.layer == layer]
        return max(rows.count(rows[0]), 1) if rows else 1

    def _read(self, record: Record) -> None:
        """Show what the run itself has written last."""
        path = record.views.get(NAME)
        if path is None:
            return
        try:
            self.show(files.read(self.viewed.run.folder, path, Boundary))
        except files.ViewError:  # the next one, or the network that was kept, will do
            return

    def _draw(self) -> None:
        if self._boundary is None or self._chosen is None:
            return
        rows = self.query_one(Rows)
        look = Look(rows.way, DARK if self.app.current_theme.dark else LIGHT)
        boundary, film = self._boundary, self._film
        if film is not None:
            at = max(self._frame, 0)
            boundary = replace(
                boundary, field=film.fields[at], grid=film.grid, epoch=film.epochs[at]
            )
        scene = Scene(boundary, self._chosen, _PARTS[self._parts], look)
        self.query_one(".summary", Static).update(
            sentence(boundary, self._record, self.size.width, replayed=film is not None)
        )
        room = self.size.width - 1, self.size.height - 1
        self._drawing = drawn(scene, *room, alone=film is not None)
        rows.show(self._drawing.rows)
