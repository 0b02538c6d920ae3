"""What a setting of an experiment must be beyond its schema."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from tutor.course.problem import Fault, hint, quoted
from tutor.lab.knobs import COUNTS, KNOBS
from tutor.lab.settings import Setting, SettingError, Value, check

MAX_EACH = 20
"""The most values that a list of one setting may have."""

COUNTED_BY = {
    "conv": ("conv_layers",),
    "recurrent": ("recurrent_layers",),
    "units": ("recurrent_layers", "hidden_layers", "dense_layers"),
    "hidden": COUNTS,
}
"""The settings that count the layers of a group, for each kind of `Knob.layers`."""


def settings_faults(settings: Sequence[Setting]) -> Iterator[Fault]:
    """Everything that is wrong with the settings an experiment offers."""
    names = [setting.name for setting in settings]
    seen: Counter[str] = Counter()
    for place, setting in enumerate(settings, 1):
        seen[setting.name] += 1
        faults = setting_faults(setting, names)
        if seen[setting.name] > 1:
            faults = iter([Fault("name", f"found {quoted(setting.name)} a second time")])
        yield from (fault.under(f"settings[{place}]") for fault in faults)


def setting_faults(setting: Setting, names: Sequence[str]) -> Iterator[Fault]:
    """Everything that is wrong with one setting; `names` are all that the experiment offers."""
    if setting.name not in KNOBS:
        near = hint(setting.name, KNOBS)
        yield Fault("name", f"there is no setting {quoted(setting.name)}; {near}")
        return
    group = setting.knob.layers
    if setting.per_layer and group not in COUNTED_BY:
        yield Fault("per_layer", f"{setting.name} is no property of single layers; leave it out")
    if group in COUNTED_BY and not set(COUNTED_BY[group]) & set(names):
        needed = " or ".join(COUNTED_BY[group])
        yield Fault("name", f"{setting.name} has no effect here; offer {needed} as well")
    shape = [*_range(setting), *_choices(setting)]
    yield from shape
    if not shape:
        yield from value_faults("default", setting, setting.default)


def value_faults(field: str, setting: Setting, value: Value) -> Iterator[Fault]:
    """Why `value` cannot be set."""
    if isinstance(value, list) and len(value) > MAX_EACH:
        yield Fault(field, f"found {quoted(value)} values; allowed are up to {MAX_EACH}")
        return
    try:
        check(setting, value)
    except SettingError as error:
        yield Fault(field, str(error))
    except (OverflowError, ValueError):
        yield Fault(field, f"found {quoted(value)}; allowed is {setting.allowed()}")


def _range(setting: Setting) -> Iterator[Fault]:
    """What is wrong with `min`, `max` and `step`."""
    knob, numeric = setting.knob, setting.knob.kind in {"int", "float"}
    given = {"min": setting.min, "max": setting.max, "step": setting.step}
    for name, value in given.items():
        if value is None:
            continue
        if not numeric or setting.choices is not None:
            reason = "it has choices" if setting.choices is not None else "it is no number"
            yield Fault(name, f"{setting.name} takes no {name}, since {reason}; leave it out")
        elif not math.isfinite(value) or (knob.kind == "int" and not float(value).is_integer()):
            noun = "a whole number" if knob.kind == "int" else "a finite number"
            yield Fault(name, f"found {value}; allowed is {noun}")
        elif name == "step" and value <= 0.0:
            yield Fault(name, f"found {value:g}; allowed are numbers above 0")
        elif name != "step" and not knob.low <= value <= knob.high:
            yield Fault(name, f"found {value:g}; allowed is {knob.low:g} to {knob.high:g}")
    if setting.min is not None and setting.max is not None and setting.min > setting.max:
        yield Fault("min", f"found {setting.min:g}, which is above max, {setting.max:g}")


def _choices(setting: Setting) -> Iterator[Fault]:
    """What is wrong with `choices`: each must be a value of the knob, none twice."""
    if setting.choices is None:
        return
    if not setting.choices:
        yield Fault("choices", "found an empty list; allowed is at least one value")
    if len(setting.choices) > MAX_EACH:
        yield Fault("choices", f"found {len(setting.choices)}; allowed are up to {MAX_EACH}")
    whole = Setting(name=setting.name, default=setting.default)
    for place, choice in enumerate(setting.choices, 1):
        yield from value_faults(f"choices[{place}]", whole, choice)
        if choice in setting.choices[: place - 1]:
            yield Fault(f"choices[{place}]", f"found {quoted(choice)} a second time")
