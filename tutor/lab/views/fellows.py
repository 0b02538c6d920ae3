"""Fellows: the learner's other runs of the same experiment that a view holds a run against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from tutor.lab.knobs import KNOBS
from tutor.lab.network import Network
from tutor.lab.run import Order, Run, RunError, all_runs
from tutor.lab.settings import Value

_OF_DATA = tuple(name for name, knob in KNOBS.items() if knob.data)
_UNKNOWN: Mapping[str, float] = {}
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


def fellows(
    run: Run,
    order: Order,
    kind: Callable[[Order], object],
    worth: Mapping[str, float] = _UNKNOWN,
) -> list[str]:
    """Other runs of the run's experiment, one with a network of each other kind.

    Of several of a kind it is one on the same data, then the best, then the newest.

    Args:
        run: the run they are held against; those whose networks were not kept are passed over.
        order: what was asked for in it.
        kind: what a network is taken for; None for one that is not wanted.
        worth: by ids of runs, a figure that is the greater the better.

    Returns:
        ids, the newest kind first.
    """
    found: dict[object, tuple[tuple[bool, float], str]] = {}
    for other, asked in with_networks():
        alike = (
            asked.lesson == order.lesson
            and asked.experiment == order.experiment
            and asked.dataset == order.dataset
        )
        if other == run or not alike or kind(asked) in (None, kind(order)):
            continue
        rank = (_data(asked) == _data(order), worth.get(other.id, -math.inf))
        if kind(asked) not in found or rank > found[kind(asked)][0]:
            found[kind(asked)] = rank, other.id
    return [name for _, name in found.values()]


def _data(order: Order) -> list[Value | None]:
    """What is set of the data, such as how long a sequence is."""
    return [order.settings.get(name) for name in _OF_DATA]
