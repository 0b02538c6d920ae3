"""Loads TensorFlow and Keras for a process of ours, a third faster than `import` alone does.

Whoever presses Train right after the start waits for this. Two things of it are no use here: Keras
imports scikit-learn, with all of SciPy's statistics, for wrappers that nothing here calls; and the
collector looks for garbage among half a million objects that are all to stay.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNUSED = "sklearn"
"""What Keras does without where it is missing; data sets import it when they need it."""


def load() -> dict[str, str]:
    """Import both; their versions, by name.

    Raises:
        Exception: whatever a broken installation raises.
    """
    with _hidden(_UNUSED), _uncollected():
        loaded = {name: importlib.import_module(name) for name in ("keras", "tensorflow")}
    return {name: str(module.__version__) for name, module in loaded.items()}


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Have imports of a module fail meanwhile, unless it is there already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # by which `import` knows that it may not
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage meanwhile, and never look again at what has been made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
