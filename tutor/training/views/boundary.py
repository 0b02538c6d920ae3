"""What a trained network makes of the plane in which its examples lie."""

from __future__ import annotations

from tutor.lab.views.boundary import Boundary, BoundaryQuery, fits
from tutor.lab.views.files import ViewError
from tutor.training.glimpse import Glimpse
from tutor.training.plane import plane_of
from tutor.training.views.subject import Subject


def boundary(subject: Subject, query: BoundaryQuery) -> Boundary:
    """Ask the network at every point of a grid.

    Raises:
        ViewError: its examples are no points in a plane, or the network cannot be had.
        DataError: the data cannot be had.
    """
    network = subject.order.network
    if not fits(network.inputs):
        raise ViewError("A boundary can be drawn only where examples are points in a plane.")
    glimpse = Glimpse(subject.model, network)
    plane = plane_of(subject.data)
    return glimpse.look(plane, subject.labels, epoch=None, grid=query.grid, once=True)
