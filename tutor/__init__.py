"""The deep-learning tutor: lessons in the terminal that train real networks and explain them.

`tutor.DiagnosisCallback` gives the diagnosis to any training with Keras; it is imported when it is
asked for, since Keras takes seconds.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.training.callback import DiagnosisCallback

__version__ = "0.1.0"
__all__ = ["DiagnosisCallback", "__version__"]

_LAZY = {"DiagnosisCallback": "tutor.training.callback"}
"""What is imported on demand, and from where."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a public name when it is first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LAZY[name]), name)


def __dir__() -> list[str]:
    """The module's names, those that are imported on demand with them."""
    return sorted({*globals(), *_LAZY})
