"""What a learner may set, and how a sentence refuses the rest."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.knobs import KNOBS
from tutor.lab.settings import (
    STANDARD,
    Scalar,
    Setting,
    SettingError,
    Value,
    called,
    check,
    defaults,
    each,
    offered,
    parse,
    stepped,
)

SETTINGS = offered(
    [
        Setting(name="conv_layers", default=2, min=0, max=3),
        Setting(name="filters", default=16, choices=[8, 16, 32], per_layer=True),
        Setting(name="units", default=32, min=1, max=128, per_layer=True),
        Setting(name="activation", default="relu", choices=["relu", "tanh"], per_layer=True),
        Setting(name="cell", default="GRU"),
        Setting(name="bidirectional", default=False),
        Setting(name="dropout", default=0.0, min=0.0, max=0.5, step=0.1),
        Setting(name="l2", default=0.0, min=0.0, max=0.1),
        Setting(name="kernel_size", default=3, choices=[3, 5]),
    ]
)
NUMBERS = [setting for setting in SETTINGS.values() if setting.values is None]


def refusal(setting: Setting, value: Value) -> str:
    """What `check` says to a value; empty where it takes it."""
    try:
        check(setting, value)
    except SettingError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("conv_layers=3", "conv_layers", 3),
        (" conv_layers = 3 ", "conv_layers", 3),
        ("filters=8", "filters", 8),
        ("filters=8,16,32", "filters", [8, 16, 32]),
        ("activation=relu, tanh", "activation", ["relu", "tanh"]),
        ("cell=LSTM", "cell", "LSTM"),
        ("bidirectional=yes", "bidirectional", True),
        ("bidirectional=OFF", "bidirectional", False),
        ("dropout=0.25", "dropout", 0.25),
        ("learning_rate=1e-3", "learning_rate", 0.001),
    ],
)
def test_what_a_person_types_is_read(text: str, name: str, value: Value) -> None:
    found = parse(text, SETTINGS)
    assert found == (name, value)
    assert type(found[1]) is type(value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("epochs", "name=value"),
        ("epocs=3", "Did you mean epochs?"),
        ("=3", "There is no setting ''"),
        ("zzz=3", "Known are: conv_layers"),
        ("conv_layers=4", "conv_layers is 4; allowed is 0 to 3"),
        ("conv_layers=-1", "allowed is 0 to 3"),
        ("conv_layers=two", "not a whole number; allowed is 0 to 3"),
        ("conv_layers=1.5", "not a whole number"),
        ("conv_layers=", "not a whole number"),
        ("conv_layers=1,2", "one value for all layers, not 2"),
        pytest.param("conv_layers=" + "9" * 400, "allowed is 0 to 3", id="400 digits"),
        pytest.param("conv_layers=" + "9" * 5000, "not a whole number", id="5000 digits"),
        ("conv_layers=inf", "not a whole number"),
        ("filters=7", "allowed is 8, 16 or 32"),
        ("filters=8,7", "allowed is 8, 16 or 32"),
        ("filters=8,", "not a whole number"),
        ("activation=rellu", "Did you mean relu?"),
        ("activation=sigmoid", "allowed is relu or tanh"),
        ("bidirectional=maybe", "allowed is true or false"),
        ("dropout=0.6", "allowed is 0 to 0.5"),
        ("dropout=much", "not a number; allowed is 0 to 0.5"),
        ("dropout=nan", "dropout is nan; allowed is 0 to 0.5"),
        ("learning_rate=nan", "learning_rate is nan"),
        ("learning_rate=inf", "learning_rate is inf"),
        ("learning_rate=-1", "allowed is 0.00001 to 10"),
        pytest.param("learning_rate=" + "9" * 400, "learning_rate is inf", id="400 digits"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(text: str, told: str) -> None:
    with pytest.raises(SettingError) as caught:
        parse(text, SETTINGS)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("learning_rate=100", "learning rate 100 is not allowed: 0.00001 to 10."),
        ("learning_rate=1e-7", "learning rate 0.0000001 is not allowed: 0.00001 to 10."),
        ("learning_rate=fast", "learning rate needs a number: 0.00001 to 10."),
        ("filters=7", "filters 7 is not allowed: 8, 16 or 32."),
        ("conv_layers=4", "convolutional layers 4 is not allowed: 0 to 3."),
        ("bidirectional=maybe", "reading maybe is not allowed: one way or both ways."),
    ],
)
def test_a_screen_tells_it_in_the_words_of_the_lesson(text: str, told: str) -> None:
    with pytest.raises(SettingError) as caught:
        parse(text, SETTINGS)
    assert caught.value.told == told


@given(st.text() | st.builds("{}={}".format, st.sampled_from(list(SETTINGS)), st.text()))
def test_no_text_whatever_gives_anything_but_a_value_or_a_sentence(text: str) -> None:
    try:
        name, value = parse(text, SETTINGS)
    except SettingError:
        return
    assert refusal(SETTINGS[name], value) == ""


ANY_SCALAR = st.booleans() | st.integers() | st.floats() | st.text()


@given(st.sampled_from(list(SETTINGS.values())), ANY_SCALAR | st.lists(ANY_SCALAR))
def test_no_value_whatever_gives_anything_but_a_sentence(setting: Setting, value: Value) -> None:
    told = refusal(setting, value)
    if told:
        assert told.startswith(f"{setting.name} ")
    else:
        assert setting.per_layer or not isinstance(value, list)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, -(10**400)])
@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
def test_no_setting_takes_what_is_not_finite(setting: Setting, value: float) -> None:
    with pytest.raises(SettingError, match="allowed is"):
        check(setting, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("conv_layers", True), ("conv_layers", 1.5), ("conv_layers", "1"), ("dropout", False),
        ("bidirectional", 1), ("cell", 3), ("filters", []), ("filters", [8, "16"]),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(name: str, value: Value) -> None:
    with pytest.raises(SettingError, match=name):
        check(SETTINGS[name], value)


def test_a_whole_number_may_be_written_with_a_point() -> None:
    check(SETTINGS["conv_layers"], 2.0)


def test_a_wide_range_of_whole_numbers_is_told_in_digits() -> None:
    assert Setting(name="train_size", default=100).allowed() == "1 to 10000000"


def test_every_experiment_offers_the_standard_settings_after_its_own() -> None:
    own = Setting(name="epochs", default=5, max=40)
    found = offered([Setting(name="units", default=8), own])
    assert list(found) == ["units", "epochs", "batch_size", "learning_rate"]
    assert found["epochs"] is own
    assert defaults(found) == {"units": 8, "epochs": 5, "batch_size": 32, "learning_rate": 0.001}


def test_every_default_that_the_program_gives_is_allowed() -> None:
    for setting in STANDARD:
        check(setting, setting.default)


@given(st.lists(st.integers(), min_size=1), st.integers(0, 20))
def test_the_last_value_serves_all_further_layers(values: list[int], count: int) -> None:
    found = each(list(values), count)
    assert len(found) == count
    assert found[: len(values)] == values[:count]
    assert all(value == values[-1] for value in found[len(values) :])


def test_one_value_serves_all_layers() -> None:
    assert each("relu", 3) == ["relu", "relu", "relu"]
    assert each(8, 0) == []


def values_of(setting: Setting) -> st.SearchStrategy[Scalar]:
    """Everything that a setting may be."""
    if setting.values is not None:
        return st.sampled_from(setting.values)
    if setting.knob.kind == "int":
        return st.integers(math.ceil(setting.low), math.floor(setting.high))
    return st.floats(setting.low, setting.high)


WIDEST = [Setting(name=name, default=0) for name in KNOBS]
"""Every knob in its widest range, as a lesson may offer it."""


@given(st.data(), st.sampled_from([*SETTINGS.values(), *WIDEST]), st.sampled_from([-1, 1]))
def test_a_step_stays_within_what_is_allowed(
    data: st.DataObject, setting: Setting, direction: int
) -> None:
    value = data.draw(values_of(setting))
    after = stepped(setting, value, direction)
    check(setting, after)
    if setting.values is None:
        assert isinstance(after, int | float)
        assert isinstance(value, int | float)
        assert (after - value) * direction >= 0


@pytest.mark.parametrize("setting", [*SETTINGS.values(), *WIDEST], ids=lambda s: s.name)
def test_steps_lead_from_one_end_to_the_other_and_back(setting: Setting) -> None:
    value: Scalar = setting.values[0] if setting.values else setting.low
    seen = [value]
    for direction in (1, -1):
        while True:
            after = stepped(setting, value, direction)
            if after == value:
                break
            value = after
            seen.append(value)
        end = (setting.values or [setting.low, setting.high])[-1 if direction == 1 else 0]
        assert value == end
    assert len(seen) > 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("dropout", [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5]),
        ("l2", [0.0, 1e-5, 3e-5, 1e-4]),
        ("learning_rate", [1e-5, 3e-5, 1e-4]),
        ("batch_size", [1, 2, 4, 8]),
        ("epochs", [1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 150, 200, 200]),
        ("conv_layers", [0, 1, 2, 3, 3]),
        ("filters", [8, 16, 32, 32]),
        ("cell", ["SimpleRNN", "GRU", "LSTM", "LSTM"]),
        ("bidirectional", [False, True, True]),
    ],
)
def test_neighbouring_values(name: str, values: list[Scalar]) -> None:
    setting = SETTINGS[name]
    for value, after in itertools.pairwise(values):
        assert stepped(setting, value, 1) == after
        assert after == value or stepped(setting, after, -1) == value


def test_no_step_leaps_over_the_default_or_a_value_that_is_kept() -> None:
    rate = Setting(name="learning_rate", default=0.002)
    assert stepped(rate, 0.001, 1) == 0.002
    assert stepped(rate, 0.003, -1) == 0.002
    assert stepped(rate, 0.002, 1) == 0.003
    assert stepped(rate, 0.003, 1, {0.004, 0.008}) == 0.004
    epochs = Setting(name="epochs", default=40, min=1, max=45, step=1)
    assert [stepped(epochs, value, 1, {12}) for value in (10, 12, 30, 40, 45)] == [
        12, 15, 40, 45, 45,
    ]  # fmt: skip
    assert stepped(Setting(name="epochs", default=10, step=5), 10, 1) == 15


def test_only_values_that_are_not_allowed_are_refused() -> None:
    # `check` and the description that people read agree on where the range ends.
    setting = SETTINGS["conv_layers"]
    assert [value for value in range(-2, 6) if not refusal(setting, value)] == [0, 1, 2, 3]
    assert setting.allowed() == "0 to 3"


def test_a_setting_is_called_as_the_lesson_calls_it_without_its_note() -> None:
    games = Setting(name="batch_size", default=16, label="games an epoch")
    memory = Setting(name="recurrent_layers", default=0, label="recurrent layers (memory)")
    assert called("batch_size", [memory, games]) == "games an epoch"
    assert called("recurrent_layers", [memory]) == "recurrent layers"
    assert called("batch_size", [memory]) == "batch size"
    assert called("early_stopping", []) == "patience of early stopping"


def test_what_is_on_or_off_is_told_so_and_a_direction_as_the_builder_shows_it() -> None:
    assert Setting(name="batch_norm", default=False).told() == "off or on"
    assert Setting(name="bidirectional", default=False).told() == "one way or both ways"
    assert (
        Setting(name="learning_rate", default=0.1, choices=[1e-5, 0.1]).told() == "0.00001 or 0.1"
    )
