"""Fellows: the learner's other runs of the same experiment that a view holds a run against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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


def with_networks(runs: Iterable[Run] | None = None) -> Iterator[tuple[Run, Order]]:
    """The runs whose networks were kept, with what was asked for, the newest first.

    Args:
        runs: to search, the oldest first; all there are where None.
    """
    for run in reversed(list(all_runs() if runs is None else runs)):
        if not run.model_path.is_file():
            continue
        try:
            order = run.order()
        except RunError:  # a folder that nobody can read has no network to ask
            continue
        yield run, order


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
    for other, asked in with_networks():
        alike = (
            asked.lesson == order.lesson
            and asked.experiment == order.experiment
            and asked.dataset == order.dataset
        )
        if other != run and alike and kind(asked) not in known:
            known.add(kind(asked))
            found.append(other.id)
    return found
