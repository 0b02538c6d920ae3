"""What the worker tells: one JSON object a line, the kind of event in the field `kind`.

A run's events are the truth about it: screens only read and replay them. Whoever reads skips kinds
it does not know and ignores a torn last line, so that an older program can read a newer one's file
within one `FORMAT`.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from tutor.datasets.registry import Card
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.numbers import Wire

FORMAT = 1
"""The format of `events.jsonl`; a reader refuses a higher one."""


class EventError(ValueError):
    """A line that is complete but cannot be an event of this format."""


class NewerFormatError(EventError):
    """The file was written by a newer version of this program."""


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Anything that a worker tells."""


class RunStarted(Event, tag="run_started", frozen=True, kw_only=True):
    """The worker has taken the run on.

    Attributes:
        format: of this file.
        run: the run's id.
        at: seconds since 1970.
        epochs: how many epochs are asked for.
        steps: batches in an epoch.
        parameters: of the network.
        train, validation, test: examples in each set.
        device: what computes, such as `CPU (2 threads)`.
        prepare_seconds: time to build and compile, 0 where that was done before.
        most_seconds: after which the training is ended; None where nothing bounds it.
        penalized: whether its losses have an L2 penalty in them.
    """

    format: int = FORMAT
    run: str
    at: float
    epochs: int
    steps: int
    parameters: int
    train: int
    validation: int
    test: int
    device: str
    prepare_seconds: float
    most_seconds: float | None = None
    penalized: bool = False


class Untrained(Event, tag="untrained", frozen=True, kw_only=True):
    """How good the network is before its first step.

    Attributes:
        metrics: of both sets, in inference mode.
    """

    metrics: dict[str, Wire]


class Step(Event, tag="step", frozen=True, kw_only=True):
    """Somewhere within a long epoch; sent a few times a second at most.

    Attributes:
        epoch: the epoch under way, from 1.
        step, steps: batches done and all batches in it.
        metrics: running values in this epoch.
    """

    epoch: int
    step: int
    steps: int
    metrics: dict[str, Wire] = {}


class Epoch(Event, tag="epoch", frozen=True, kw_only=True):
    """One or more epochs are done.

    Attributes:
        first: number of the first of them, from 1.
        metrics: for each metric its value in each of them.
        seconds: wall time of each of them.
        layers: what went on in each layer, by the names that `History.layers` has.
    """

    first: int
    metrics: dict[str, list[Wire]]
    seconds: list[float]
    layers: dict[str, list[Wire]] = {}


class EarlyFinding(Event, tag="finding", frozen=True, kw_only=True):
    """Something the diagnosis sees while the run goes on."""

    epoch: int
    finding: Finding


class Validated(Event, tag="validated", frozen=True, kw_only=True):
    """What groups of validation examples met under the weights that were kept.

    Runs on the same data group the same examples, so that two of them can be compared example by
    example.

    Attributes:
        epoch: whose weights they are.
        losses: mean loss of each group, without what regularizers add.
        right: share of right answers in each.
        independent: how many independent answers tell as much; 0 where each example is one by
            itself, or where that is not known.
    """

    epoch: int
    losses: list[Wire]
    right: list[Wire]
    independent: int = 0


class RunEnded(Event, tag="run_ended", frozen=True, kw_only=True):
    """Nothing more will be trained.

    Attributes:
        reason: one of `REASONS`.
        epochs: epochs done.
        seconds: wall time of the training alone.
        metrics: final values.
        message: for people, where the reason needs one.
        look: whether a second look follows, and a second diagnosis with it.
    """

    reason: str
    epochs: int
    seconds: float
    metrics: dict[str, Wire]
    message: str = ""
    look: bool = False


REASONS = ("finished", "early_stopped", "cancelled", "budget", "failed")
"""Why a run ended. One that did not end and has no worker any more is `interrupted`."""


class Diagnosed(Event, tag="diagnosis", frozen=True, kw_only=True):
    """What the whole run means."""

    diagnosis: Diagnosis


class Looking(Event, tag="second_look", frozen=True, kw_only=True):
    """How far the second look is: what is tried after a run, for the diagnosis alone.

    Attributes:
        stage: one of `STAGES`, while it is under way, or of `LOOKED`.
        epoch, epochs: of the training that is under way, done and in all.
    """

    stage: str
    epoch: int = 0
    epochs: int = 0


STAGES = ("longer", "anew", "wider", "simple")
"""The training goes on, or begins anew with more epochs; a wider network is trained; a simple model
looks at both sets."""

LOOKED = ("done", "given_up")
"""How a second look ends."""


class ViewReady(Event, tag="view", frozen=True, kw_only=True):
    """The data of a picture can be read.

    Attributes:
        view: the view's name.
        path: of its file, relative to the run's folder.
    """

    view: str
    path: str


class Ready(Event, tag="ready", frozen=True, kw_only=True):
    """The worker has loaded its libraries.

    Attributes:
        import_seconds: how long that took.
        device: what will compute.
        versions: of the libraries.
    """

    import_seconds: float
    device: str
    versions: dict[str, str]


class Prepared(Event, tag="prepared", frozen=True, kw_only=True):
    """The network of a `prepare` command is compiled; `key` is that command's."""

    key: str
    seconds: float


class Surveyed(Event, tag="surveyed", frozen=True, kw_only=True):
    """The data of a `survey` command can be used; `key` is that command's.

    Attributes:
        card: what they are; its options are those that load them.
    """

    key: str
    card: Card


class Inspected(Event, tag="inspected", frozen=True, kw_only=True):
    """The answer to an `inspect` command lies in the run's folder; `key` is that command's.

    Attributes:
        path: of its file, relative to the run's folder.
    """

    key: str
    path: str


class Refused(Event, tag="refused", frozen=True, kw_only=True):
    """A command cannot be carried out; `key` is that command's."""

    key: str
    message: str


class Memory(Event, tag="memory", frozen=True, kw_only=True):
    """How much memory the worker holds, in megabytes."""

    megabytes: float


class ImportFailed(Event, tag="import_failed", frozen=True, kw_only=True):
    """The libraries cannot be loaded: nothing can be trained here."""

    message: str


Any = (
    RunStarted | Untrained | Step | Epoch | EarlyFinding | RunEnded | Diagnosed | Looking
    | Validated | ViewReady | Ready | Prepared | Surveyed | Inspected | Refused | Memory
    | ImportFailed
)  # fmt: skip
"""Every event there is."""


class _Tag(msgspec.Struct):
    kind: str
    format: int = FORMAT


_KINDS: dict[str, type[Event]] = {str(kind.__struct_config__.tag): kind for kind in get_args(Any)}
_tags = msgspec.json.Decoder(_Tag)
_events = msgspec.json.Decoder(Any)


def encode(event: Event) -> bytes:
    """The event as one line, with its newline."""
    return msgspec.json.encode(event) + b"\n"


def decode(line: bytes) -> Any | None:
    """The event in `line`; None for a kind that is not known.

    Raises:
        EventError: not JSON, a field is missing or wrong, or the format is newer than `FORMAT`
            (`NewerFormatError`).
    """
    try:
        tag = _tags.decode(line)
        if tag.format > FORMAT:
            raise NewerFormatError(
                f"These events have format {tag.format}; this program reads up to {FORMAT}. "
                "Update it to see this run."
            )
        return _events.decode(line) if tag.kind in _KINDS else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EventError(f"not an event: {error}") from error
