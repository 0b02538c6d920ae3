"""What a worker is told: one JSON object a line on its standard input, the kind in `command`.

A run that has begun is cancelled by the file `cancel` in its folder, so that any terminal can do
it; one that has no folder yet is withdrawn.
"""

from __future__ import annotations

import hashlib

import msgspec

from tutor.lab.network import Layer
from tutor.lab.run import Order
from tutor.lab.views import queries


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command"):
    """Anything that a worker can be told."""


class Prepare(Command, tag="prepare", frozen=True, kw_only=True):
    """Build and compile this order's network; a newer `prepare` or `train` makes it obsolete."""

    order: Order


class Train(Command, tag="train", frozen=True, kw_only=True):
    """Carry the order out."""

    order: Order


class Survey(Command, tag="survey", frozen=True, kw_only=True):
    """Look at the learner's own data, beside whatever else is done; answered under `key`.

    Attributes:
        key: comes back with the answer, `surveyed` or `refused`.
        path: of a file or folder, absolute or from the home folder (`~`).
    """

    key: str
    path: str


class Inspect(Command, tag="inspect", frozen=True, kw_only=True):
    """Look at what the network of a run does, beside whatever else is done.

    It is answered under `key`; a newer question to the same view of the same run makes it obsolete.

    Attributes:
        key: comes back with the answer, `inspected` or `refused`.
        run: the run's id.
        query: what to look at.
    """

    key: str
    run: str
    query: queries.Any


class Open(Command, tag="open", frozen=True, kw_only=True):
    """Have the network of a run at hand, since it may be looked at soon; nothing is answered.

    Attributes:
        run: the run's id.
    """

    run: str


class Withdraw(Command, tag="withdraw", frozen=True, kw_only=True):
    """Don't begin this run; where it has just begun, stop it."""

    run: str


class Quit(Command, tag="quit", frozen=True, kw_only=True):
    """Finish the run in hand, then exit; the end of standard input means the same."""


Any = Prepare | Train | Survey | Inspect | Open | Withdraw | Quit
"""Every command there is."""


def _without_rate(layer: Layer) -> Layer:
    """A layer without what can change without compiling."""
    if layer.type != "Dropout":
        return layer
    return msgspec.structs.replace(layer, options={})


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
    a compiled network takes as they come; so are the rates of dropout, as long as there is any.
    """
    settings = order.settings
    parts = (
        order.task, order.dataset, sorted(order.data_options.items()),
        order.network.inputs, [_without_rate(layer) for layer in order.network.layers],
        [settings.get(name) for name in _COMPILED],
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]
