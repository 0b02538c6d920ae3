"""Style sheets that stand beside their module."""

from __future__ import annotations

from pathlib import Path


def sheet(module_file: str) -> str:
    """The text of the `.tcss` file with the same name as a module; pass its `__file__`."""
    return Path(module_file).with_suffix(".tcss").read_text(encoding="utf-8")
