"""What was done otherwise in a run than in another one: its settings, seed, data and epochs."""

from __future__ import annotations

import math

from tutor.lab.architecture import layer_counts, used
from tutor.lab.knobs import AFTER_TRAINING, KNOBS, value_words
from tutor.lab.settings import Settings, Value
from tutor.store.ran import Ran
from tutor.ui.units import LOSS
from tutor.ui.words import plural

_SAME = 1e-3
"""Of a loss: machines round otherwise, trainings differ by more."""


def changes(before: Ran, after: Ran, *, seed: bool = True) -> list[str]:
    """What was done otherwise, each as what it was and what it is.

    A setting of layers that were not there before is told as what it is; one of layers that are
    not there now is left out.
    """
    found = [
        f"{after.called(name)} {_moved(name, before.settings, after.settings)}"
        for name, value in after.settings.items()
        if told_value(before.settings.get(name)) != told_value(value) and used(name, after.settings)
    ]
    (few, was), (many, now) = (_size(one) for one in (before, after))
    if many > few and 0 < now < was:  # a layer that pools leaves less to what follows it
        found.append(f"parameters {was:,} → {now:,}")
    if seed and before.seed != after.seed:
        found.append(f"seed {before.seed} → {after.seed}")
    if not before.same_source(after):
        found.append("other data")
    elif before.settings == after.settings and not before.same_data(after):
        found.append("a new version of the data")
    if before.epochs != after.epochs and not (before.whole and after.whole):
        found.append(f"{before.epochs} → {plural(after.epochs, 'epoch')} done")
    return found


def _size(run: Ran) -> tuple[int, int]:
    """How many layers its network has beside the output, and parameters; 0 where unknown."""
    started = run.record.started
    return layer_counts(run.settings)["hidden"], 0 if started is None else started.parameters


def only_after_training(before: Ran, after: Ran) -> bool:
    """Whether a run trained the very network of the one before."""
    names = _set_otherwise(before, after)
    return bool(names) and names <= set(AFTER_TRAINING) and before.whole and after.whole


def one_training(before: Ran, after: Ran) -> str | None:
    """What is said of two runs that are one training, of which no choice made two; None of others.

    Neither other weights nor other examples made what differs; or the epoch was chosen by it.
    """
    if _stopped_at_best(before, after):
        losses = (run.metrics.get(LOSS.metric) for run in (before, after))
        was, now = (LOSS.value(loss) if loss is not None else "unknown" for loss in losses)
        best = f"That the best of {before.epochs:,} epochs is lower is partly luck"
        lowest = f"ended where its validation loss was lowest, {now} in place of {was}"
        return f": it is the same training, {lowest}. {best}"
    return "" if only_after_training(before, after) else None


def _stopped_at_best(before: Ran, after: Ran) -> bool:
    """Whether a run is the first epochs of the one before, up to that of its lowest loss."""
    if _set_otherwise(before, after) != {"epochs"}:
        return False
    earlier, now = (run.record.history.column("val_loss") for run in (before, after))
    if not 0 < len(now) < len(earlier) or earlier.index(min(earlier)) != len(now) - 1:
        return False
    return math.isclose(now[-1], earlier[len(now) - 1], rel_tol=_SAME)


def _set_otherwise(before: Ran, after: Ran) -> set[str]:
    """The settings in which two runs differ; none where seed or data differ as well."""
    if before.seed != after.seed or not before.same_data(after):
        return set()
    return {name for name, value in after.settings.items() if before.settings.get(name) != value}


def _moved(name: str, before: Settings, after: Settings) -> str:
    old, new = (_of_each(name, settings) for settings in (before, after))
    several = any(isinstance(one, list) and len(set(map(str, one))) > 1 for one in (old, new))
    if several:
        old, new = (_of_each(name, settings, single=True) for settings in (before, after))
    was, now = (told_value(one, name, each=several) for one in (old, new))
    return f"{was} → {now}" if used(name, before) else now


def _of_each(name: str, settings: Settings, *, single: bool = False) -> Value | None:
    """A setting with a value for each layer where it has a list: its last one is that of the rest.

    So `16, 32` of three layers is `16, 32, 32`; where a `single` one is to be told so too, `8` of
    two layers is `8, 8`.
    """
    value = settings.get(name)
    if value is None or value == [] or name not in KNOBS:
        return value
    layers = layer_counts(settings).get(KNOBS[name].layers, 0)
    if isinstance(value, list):
        return [*value, *value[-1:] * (layers - len(value))]
    return [value] * layers if single and layers else value


def told_value(value: Value | None, name: str = "", *, each: bool = False) -> str:
    """A setting's value in one word; layers that are alike have one, unless each is to be told."""
    told = ["–" if one is None else value_words(name, one)
            for one in (value if isinstance(value, list) else [value])]  # fmt: skip
    return told[0] if len(set(told)) == 1 and not each else ",".join(told)
