"""What a worker is told: one JSON object a line on its standard input, the kind in `command`.

A run that has begun is cancelled by the file `cancel` in its folder, so that any terminal can do
it; one that has no folder yet is withdrawn.
"""

from __future__ import annotations

import hashlib

import msgspec

from tutor.lab.run import Order


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command"):
    """Anything that a worker can be told."""


class Prepare(Command, tag="prepare", frozen=True, kw_only=True):
    """Build and compile this order's network; a newer `prepare` or `train` makes it obsolete."""

    order: Order


class Train(Command, tag="train", frozen=True, kw_only=True):
    """Carry the order out."""

    order: Order


class Withdraw(Command, tag="withdraw", frozen=True, kw_only=True):
    """Don't begin this run; where it has just begun, stop it."""

    run: str


class Quit(Command, tag="quit", frozen=True, kw_only=True):
    """Finish the run in hand, then exit; the end of standard input means the same."""


Any = Prepare | Train | Withdraw | Quit
"""Every command there is."""

_commands: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Any)


def encode(command: Command) -> bytes:
    """The command as one line, with its newline."""
    return msgspec.json.encode(command) + b"\n"


def decode(line: bytes) -> Any:
    """The command in `line`.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return _commands.decode(line)


def graph_key(order: Order) -> str:
    """What has to be compiled for an order: two orders with one key share a compiled network.

    Learning rate, epochs and seed are numbers that a compiled network takes as they come.
    """
    settings = order.settings
    parts = (
        order.task, order.dataset, sorted(order.data_options.items()), order.network,
        settings.get("optimizer"), settings.get("batch_size"), settings.get("train_size"),
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]
