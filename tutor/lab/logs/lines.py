"""Text: what a training printed, line by line, as columns of numbers.

Loops written by hand print `Epoch 3/20 | Train Loss: 0.41 | Val Loss: 0.52` or the like, Keras's
`fit` a line `Epoch 3/20` and below it `52/52 - 9s - loss: 0.4106 - val_loss: 0.5235`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.lab.logs.columns import Table
from tutor.lab.logs.names import EPOCH, LOSSES, standard_name

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|nan|inf"
_EPOCH = re.compile(r"\bepochs?\b(?:\s+no\.?)?[\s:=#\[(]*(\d+)(?:\s*(?:/|of)\s*\d+)?", re.I)
_TOLD = re.compile(
    rf"(?<![\w.])([A-Za-z][\w@/]*(?:[ .\-][A-Za-z0-9_@/]+){{0,4}})\s*[:=]\s*"
    rf"({_NUMBER})(?![\w:/]|\.\d)",
    re.I,
)
"""A name, a colon or an equals sign, a number; no time of day, date or version."""
_BAR = re.compile(r"^\s*(\d+)/(\d+)\s*[\[ \u2501=-]")
"""Keras's bar: how many batches of how many are done."""
_PARTS = re.compile(r"\r|\x08+")
"""A bar is drawn over and over again within a line."""
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_FEWEST = 2


def printed_table(text: str) -> Table | None:
    """What stands in a text that a training printed; None for another text.

    A number belongs to the epoch that was named last. Of Keras's bars only whole ones count, since
    before an epoch's end they show the mean of the batches until then.
    """
    entries = [entry for entry in _entries(text) if len(entry) > 1]
    names = dict.fromkeys(name for entry in entries for name in entry)
    losses = [name for name in names if standard_name(name) in LOSSES]
    if sum(any(name in entry for name in losses) for entry in entries) < _FEWEST:
        return None
    columns = {name: [entry.get(name) for entry in entries] for name in names}
    return Table(columns, entries=True)


def _entries(text: str) -> Iterator[dict[str, float]]:
    """For each line below the first epoch's name its epoch and what it tells."""
    epoch: float | None = None
    for line in _PARTS.sub("\n", _TERMINAL.sub("", text)).splitlines():
        named = _EPOCH.search(line)
        if named is not None:
            epoch = float(named[1])
            line = f"{line[: named.start()]}|{line[named.end() :]}"
        bar = _BAR.match(line)
        if epoch is None or (bar is not None and bar[1] != bar[2]):
            continue
        told = {name.strip(): float(number) for name, number in _TOLD.findall(line)}
        yield {EPOCH: epoch, **told}
