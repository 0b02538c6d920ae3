"""Python's own manual, as every Python carries it for `help()`, character by character."""

from __future__ import annotations

import hashlib
import platform

from tutor.datasets.arrays import Data
from tutor.datasets.options import whole_number
from tutor.datasets.registry import DataError, Scalar
from tutor.datasets.text_windows import Sizes, windows, without_repeats

SIZES = Sizes(3_000, 300, 300)


def load(sequence_length: Scalar = 64) -> Data:
    """Windows of the manual's text, as `text_windows.windows` makes them.

    `version` names Python's version and a hash: the manual differs from one Python to the next.

    Raises:
        DataError: this Python came without its manual, or no window of that length fits.
    """
    length = whole_number("python-manual", "sequence_length", sequence_length)
    text = without_repeats("\n\n".join(topics()[name] for name in sorted(topics())))
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    version = f"python-manual-1-{platform.python_version()}-{digest}"
    return windows(text, length, SIZES, version)


def topics() -> dict[str, str]:
    """The chapters of the manual by their names.

    Raises:
        DataError: this Python came without them.
    """
    try:
        from pydoc_data.topics import topics as found
    except ImportError as error:
        raise DataError(
            "This Python came without its manual (the module pydoc_data.topics); "
            "a Python from python.org has it."
        ) from error
    return dict(found)
