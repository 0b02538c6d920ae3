"""Short reviews in which order and negation decide."""

from tutor.datasets.reviews.sets import handwritten, load

__all__ = ["handwritten", "load"]
