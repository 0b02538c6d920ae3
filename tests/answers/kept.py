"""Runs that have ended, and what was asked about their networks, in their folders."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tests.support import order as plan
from tutor import paths
from tutor.lab import events
from tutor.lab.run import Order, Run, find
from tutor.lab.views import files
from tutor.lab.views.query import Query

ID = "20260131-120000-1a2b3c"
Answers = Iterable[tuple[Query, msgspec.Struct]]
"""Questions with their answers."""


def kept(
    answers: Answers = (), order: Order | None = None, *, run: str = ID, network: bool = False
) -> Run:
    """A run that has ended.

    Args:
        answers: that lie in its folder, so that no worker need be asked.
        order: what it was asked for; of the digits experiment where None.
        run: its id.
        network: whether there is a file of its network, which nobody can read.
    """
    found = find(run)
    made = msgspec.structs.replace(order or plan(), run=run)
    paths.private_folder(found.folder)
    (found.folder / "settings.json").write_bytes(msgspec.json.encode(made))
    end = events.RunEnded(reason="finished", epochs=8, seconds=0.4, metrics={"val_accuracy": 0.9})
    found.events_path.write_bytes(events.encode(end))
    if network:
        (found.folder / "model.keras").touch()
    keep(found, answers)
    return found


def keep(run: Run, answers: Answers) -> None:
    """Keep answers in a run's folder."""
    for query, answer in answers:
        files.write(run.folder, files.answer_of(query), answer)
