"""Setting: a knob that a lesson offers. Settings: the learner's values for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from tutor.diagnosis.digits import in_digits
from tutor.lab import knobs
from tutor.lab.knobs import KNOBS, Knob, value_words
from tutor.lab.names import listed, nearest, suggestion

Scalar = bool | int | float | str
Value = Scalar | list[Scalar]
Settings = dict[str, Value]
"""A value for each setting; a list where each layer has its own."""


class SettingError(ValueError):
    """A setting's name or value that cannot be; the message says what is allowed.

    Attributes:
        told: the message as a screen shows it, where settings are called as the lesson does.
    """

    def __init__(self, message: str, told: str = "") -> None:
        """Say what is wrong, for the command line and, where it differs, for the screen."""
        super().__init__(message)
        self.told = told or message


class Setting(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """A knob as one experiment offers it.

    Attributes:
        name: a name of `KNOBS`.
        label: what the learner reads; the knob's meaning where empty.
        choices: the values to choose from, in order; or else
        min, max, step: the range of a number and the distance between its values.
        default: the value before the learner touches it; a list where each layer has its own.
        per_layer: whether each layer may have its own value.
    """

    name: str
    default: Value
    label: str = ""
    choices: list[Scalar] | None = None
    min: float | None = None
    max: float | None = None
    step: float | None = None
    per_layer: bool = False

    @property
    def knob(self) -> Knob:
        """The vocabulary's entry for this setting."""
        return KNOBS[self.name]

    @property
    def title(self) -> str:
        """The label that people read."""
        return self.label or self.knob.meaning

    @property
    def called(self) -> str:
        """The label without the note on what a value means."""
        return self.title.partition(" (")[0]

    @property
    def low(self) -> float:
        """The least number allowed."""
        return self.knob.low if self.min is None else self.min

    @property
    def high(self) -> float:
        """The greatest number allowed."""
        return self.knob.high if self.max is None else self.max

    @property
    def values(self) -> list[Scalar] | None:
        """All values in order, where the setting has a list of them."""
        if self.choices is not None:
            return self.choices
        if self.knob.kind == "choice":
            return list(self.knob.choices)
        return [False, True] if self.knob.kind == "bool" else None

    def allowed(self) -> str:
        """What may be set, for people: `0 to 3`, or `relu, tanh or gelu`."""
        if self.values is not None:
            return listed([str(v).lower() if isinstance(v, bool) else v for v in self.values])
        if self.knob.kind == "int":
            return f"{self.low:.0f} to {self.high:.0f}"
        return f"{in_digits(self.low)} to {in_digits(self.high)}"

    def told(self) -> str:
        """What may be set, in the words of the screen: `off or on`."""
        if self.values is None:
            return self.allowed()
        return listed([value_words(self.name, value) for value in self.values])


STANDARD: tuple[Setting, ...] = (
    Setting(name="epochs", default=10, min=1, max=200, step=1),
    Setting(name="batch_size", default=32, min=1, max=1024),
    Setting(name="learning_rate", default=0.001, min=1e-5, max=10.0),
)
"""The settings that every experiment offers, whether its author names them or not."""


def offered(settings: Sequence[Setting]) -> dict[str, Setting]:
    """The author's settings and, after them, the standard ones the author did not name."""
    named = {setting.name: setting for setting in settings}
    return named | {setting.name: setting for setting in STANDARD if setting.name not in named}


def called(name: str, settings: Iterable[Setting]) -> str:
    """A setting as people call it: by the label that a lesson gives it, else by the knob's meaning.

    Args:
        name: of the setting.
        settings: those that the lesson offers.
    """
    offered = next((setting for setting in settings if setting.name == name), None)
    return knobs.called(name) if offered is None else offered.called


def defaults(settings: Mapping[str, Setting]) -> Settings:
    """Every setting at its default."""
    return {name: setting.default for name, setting in settings.items()}


def parse(text: str, settings: Mapping[str, Setting]) -> tuple[str, Value]:
    """Read `name=value` or `name=value,value,…` as a person types it.

    Raises:
        SettingError: no `=`, an unknown name, a value out of range or of the wrong kind.
    """
    name, equals, written = text.partition("=")
    name = name.strip()
    if not equals:
        raise SettingError(f"{text!r} is not of the form name=value, such as epochs=20.")
    if name not in settings:
        raise SettingError(f"There is no setting {name!r} here. {suggestion(name, settings)}")
    setting = settings[name]
    values = [_read(setting, word.strip()) for word in written.split(",")]
    value: Value = values[0] if len(values) == 1 else values
    check(setting, value)
    return name, value


def check(setting: Setting, value: Value) -> None:
    """Refuse a value that the setting does not allow.

    Raises:
        SettingError: with the setting's name, what was found and what is allowed.
    """
    if isinstance(value, list):
        if not setting.per_layer:
            raise SettingError(f"{setting.name} takes one value for all layers, not {len(value)}.")
        if not value:
            raise SettingError(f"{setting.name} needs at least one value.")
        for one in value:
            _check_one(setting, one)
    else:
        _check_one(setting, value)


def _check_one(setting: Setting, value: Scalar) -> None:
    kind, values = setting.knob.kind, setting.values
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "int": number and (isinstance(value, int) or float(value).is_integer()),
        "float": number,
        "bool": isinstance(value, bool),
        "choice": isinstance(value, str),
    }[kind]
    within = value in values if values is not None and fits else True
    if fits and values is None and isinstance(value, int | float):
        within = setting.low <= value <= setting.high
    if not fits or not within:
        raise _refused(
            setting, repr(value), in_digits(value) if isinstance(value, float) else str(value)
        )


def _read(setting: Setting, word: str) -> Scalar:
    """One value from its text.

    Raises:
        SettingError: the text is no value of the setting's kind.
    """
    kind = setting.knob.kind
    if kind == "choice":
        if setting.values and word not in setting.values:
            near = nearest(word, [str(value) for value in setting.values])
            hint = f" Did you mean {listed(near)}?" if near else ""
            raise _refused(setting, repr(word), word, hint=hint)
        return word
    if kind == "bool":
        words = {"true": True, "yes": True, "on": True, "1": True,
                 "false": False, "no": False, "off": False, "0": False}  # fmt: skip
        if word.lower() not in words:
            raise _refused(setting, repr(word), word)
        return words[word.lower()]
    try:
        return int(word) if kind == "int" else float(word)
    except ValueError:
        noun = "a whole number" if kind == "int" else "a number"
        raise SettingError(
            f"{setting.name} is {word!r}, which is not {noun}; allowed is {setting.allowed()}.",
            f"{setting.called} needs {noun}: {setting.allowed()}.",
        ) from None


def _refused(setting: Setting, found: str, told: str, *, hint: str = "") -> SettingError:
    """An error for a value, as it is typed and as people write it; a hint begins with a blank."""
    allowed = "true or false" if setting.knob.kind == "bool" else setting.allowed()
    return SettingError(
        f"{setting.name} is {found}; allowed is {allowed}.{hint}",
        f"{setting.called} {told} is not allowed: {setting.told()}.{hint}",
    )


def data_options(fixed: Mapping[str, Scalar], settings: Mapping[str, Value]) -> dict[str, Scalar]:
    """The options of the data: those that a lesson fixed, and the settings of the same name."""
    chosen = {
        name: value
        for name, value in settings.items()
        if name in KNOBS and KNOBS[name].data and not isinstance(value, list)
    }
    return {**fixed, **chosen}


def number(settings: Mapping[str, Value], name: str, otherwise: float) -> float:
    """The value of a numeric setting; `otherwise` where it is missing or no number."""
    value = settings.get(name)
    return float(value) if isinstance(value, int | float) else otherwise


def each(value: Value, count: int) -> list[Scalar]:
    """One value for each of `count` layers: the last one given serves all further layers."""
    values = value if isinstance(value, list) else [value]
    return [values[min(index, len(values) - 1)] for index in range(count)]


def stepped(
    setting: Setting, value: Scalar, direction: int, kept: Collection[Scalar] = ()
) -> Scalar:
    """The neighbour of `value`: the next one up where `direction` is 1, down where it is -1.

    The ends of the range stay where they are. No step leaps over the default, nor over one of the
    values `kept`.
    """
    values = setting.values
    if values is not None:
        place = values.index(value) if value in values else 0
        return values[min(max(place + direction, 0), len(values) - 1)]
    if isinstance(value, str):
        return value
    moved = min(max(_moved(setting, float(value), direction), setting.low), setting.high)
    default = setting.default if isinstance(setting.default, list) else [setting.default]
    stops = (float(stop) for stop in (*default, *kept) if isinstance(stop, int | float))
    between = [
        stop for stop in stops if (stop - value) * direction > 0 < (moved - stop) * direction
    ]
    moved = min([moved, *between], key=lambda stop: abs(stop - value))
    return round(moved) if setting.knob.kind == "int" else moved


_RUNGS = (1, 2, 3, 5, 10, 15, 20, 30, 50)
"""The first values of a ladder; from 10 on the same again, ten times as large."""


def _moved(setting: Setting, value: float, direction: int) -> float:
    scale = setting.knob.scale
    if scale == "ladder" and setting.step in {None, 1.0}:
        return _rung(value, direction)
    if setting.step is not None or scale == "linear":
        step = setting.step or (
            1.0 if setting.knob.kind == "int" else (setting.high - setting.low) / 10
        )
        return round(value + direction * step, 10)
    if scale == "double":
        return value * 2.0**direction
    if value <= 0.0:
        return 1e-5 if direction > 0 else 0.0
    places = [float(f"{digit}e{power}") for power in range(-7, 4) for digit in (1, 3)]
    if direction > 0:
        return next((place for place in places if place > value * 1.001), value)
    below = [place for place in places if place < value * 0.999]
    return below[-1] if below and (below[-1] >= 1e-5 or setting.low > 0.0) else 0.0


def _rung(value: float, direction: int) -> float:
    """The next rung of the ladder above or below `value`."""
    rungs = [*_RUNGS, *(rung * 10**power for power in range(1, 5) for rung in _RUNGS[4:])]
    if direction > 0:
        return next((rung for rung in rungs if rung > value), value)
    return max((rung for rung in rungs if rung < value), default=0.0)
