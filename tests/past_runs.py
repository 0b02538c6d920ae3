"""Runs of before, left in their folders, as the newest run of an experiment finds them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tests.support import order as plan
from tutor import paths
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.numbers import encode_columns, encode_values
from tutor.lab.run import Order, Record, find
from tutor.lab.settings import Settings, Value
from tutor.store.earlier import Earlier
from tutor.store.ran import Ran
from tutor.store.runs import result
from tutor.training.sink import Sink

EXAMPLES = 359


class Past:
    """Runs of the digits experiment, one after the other."""

    def __init__(self) -> None:
        self.runs: list[tuple[Order, Record]] = []

    def train(
        self,
        accuracy: float | None,
        *,
        seed: int = 1,
        right: Sequence[float] = (),
        losses: Sequence[float] = (),
        ended: str = "finished",
        data: str = "digits",
        data_options: dict[str, Value] | None = None,
        version: str = "digits-1",
        metrics: dict[str, float] | None = None,
        examples: int = EXAMPLES,
        epochs: int = 2,
        task: str = "classify",
        columns: dict[str, list[float]] | None = None,
        seconds: float = 1.0,
        labels: dict[str, str] | None = None,
        others: Settings | None = None,
        parameters: int = 1,
        diagnosis: str = "",
        independent: int = 0,
        **settings: Value,
    ) -> None:
        """Leave one behind; `others` are settings that this experiment does not offer."""
        order = plan(settings, seed=seed)
        made = msgspec.structs.replace(
            order, settings={**order.settings, **(others or {})},
            run=f"20260131-1200{len(self.runs):02d}-1a2b3c",
            dataset=data, data_options=data_options or {}, environment={"data": version}, task=task,
        )  # fmt: skip
        made = msgspec.structs.replace(made, offered=[
            msgspec.structs.replace(one, label=(labels or {}).get(one.name, one.label))
            for one in made.offered
        ])  # fmt: skip
        found = dict(metrics or {})
        if accuracy is not None:
            found["val_accuracy"] = accuracy
        column = encode_columns(columns or {"loss": [0.5] * epochs})
        told: list[events.Any] = [started(made.run, examples, parameters)]
        told.append(events.Epoch(first=1, metrics=column, seconds=[]))
        if right or losses:
            grouped = encode_columns({"right": right or losses, "losses": losses or right})
            told.append(
                events.Validated(
                    epoch=epochs, losses=grouped["losses"], right=grouped["right"],
                    independent=independent,
                )
            )  # fmt: skip
        if diagnosis:
            finding = Finding(name=diagnosis, confidence=0.9, evidence="e", remedy="r")
            told.append(events.Diagnosed(diagnosis=Diagnosis((finding,))))
        values = encode_values(found)
        told.append(events.RunEnded(reason=ended, epochs=epochs, seconds=seconds, metrics=values))
        self.runs.append((made, left(made, told)))

    @property
    def earlier(self) -> Earlier:
        """The newest one and those before it, as the progress keeps them."""
        before = [self._kept(order, record) for order, record in self.runs[:-1]]
        return Earlier(Ran.now(*self.runs[-1]), before)

    def _kept(self, order: Order, record: Record) -> Ran:
        assert record.ended is not None
        return Ran.before(result(order, record, ended=record.ended.reason, goal_reached=False))


def started(run: str, examples: int, parameters: int = 1) -> events.RunStarted:
    """The beginning of a run with so many validation examples."""
    return events.RunStarted(
        run=run, at=1.8e9, epochs=2, steps=1, parameters=parameters, train=1079,
        validation=examples, test=359, device="CPU", prepare_seconds=0.0,
    )  # fmt: skip


def left(order: Order, told: Sequence[events.Any]) -> Record:
    """Leave a run's folder behind; what it tells."""
    run, record = find(order.run), Record()
    paths.private_folder(run.folder)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    sink = Sink(run.events_path)
    for event in told:
        sink.write(event)
        record.apply(event)
    sink.close()
    return record
