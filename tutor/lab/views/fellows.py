"""Fellows: the learner's other runs of the same experiment that a view holds a run against."""

from __future__ import annotations

from collections.abc import Callable

from tutor.lab.network import Network
from tutor.lab.run import Order, Run, RunError, all_runs

_CELLS = ("SimpleRNN", "GRU", "LSTM")


def cell_of(network: Network) -> str:
    """The cells of a network's recurrent layers: `LSTM`, `GRU + LSTM`; empty where it has none."""
    found: list[str] = []
    for layer in network.layers:
        cell = str(layer.options.get("cell", layer.type))
        if cell in _CELLS and cell not in found:
            found.append(cell)
    return " + ".join(found)


def fellows(run: Run, order: Order, kind: Callable[[Order], object]) -> list[str]:
    """The newest other runs of the run's experiment with a network of each other kind.

    Args:
        run: the run they are held against; those whose networks were not kept are passed over.
        order: what was asked for in it.
        kind: what a network is taken for; None for one that is not wanted.

    Returns:
        ids, the newest first.
    """
    known = {kind(order), None}
    found: list[str] = []
    for other in reversed(all_runs()):
        if other == run or not (other.folder / "model.keras").is_file():
            continue
        try:
            asked = other.order()
        except RunError:
            continue
        if (asked.lesson, asked.experiment) != (order.lesson, order.experiment):
            continue
        if asked.dataset == order.dataset and kind(asked) not in known:
            known.add(kind(asked))
            found.append(other.id)
    return found
