"""A drawn film with five people: who is in each frame, known for every frame of every clip."""

from tutor.datasets.film.sets import fresh, load

__all__ = ["fresh", "load"]
