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

_COMPILED = (
    "optimizer", "global_clipnorm", "batch_size", "train_size", "remove_duplicates",
    "class_weights",
)  # fmt: skip
"""Settings that change what is compiled, or the size of the training set, beside the network."""

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

    Learning rate and its schedule, epochs, seed, wrong labels and scaling are numbers and data that
    a compiled network takes as they come.
    """
    settings = order.settings
    parts = (
        order.task, order.dataset, sorted(order.data_options.items()), order.network,
        [settings.get(name) for name in _COMPILED],
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]
