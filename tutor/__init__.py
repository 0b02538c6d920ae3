"""The deep-learning tutor: lessons in the terminal that train real networks and explain them."""

__version__ = "0.1.0"
