"""An experiment on own data: what fits, what has no effect, and the order that comes of it."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import EXPERIMENT, experiment
from tests.support import lesson
from tutor.course.draft import Draft
from tutor.course.own import adapted, idle_settings, misfit, wanted
from tutor.course.plan import order as plan
from tutor.datasets.registry import Card
from tutor.lab.settings import SettingError

DIGITS = lesson().experiments[0]
REVIEWS = lesson("sentiment").experiments[0]


def own(**changed: object) -> Card:
    """The card of pictures of my own."""
    options = {"path": "/x.npz", "fingerprint": "ab"}
    fields: dict[str, object] = {
        "name": "own", "title": "x.npz", "about": "Your own data: 90 pictures.", "kind": "image",
        "shape": (28, 28, 1), "labels": ("a", "b", "c"), "train": 54, "validation": 18, "test": 18,
        "source": "/x.npz", "license": "your own data", "made": "", "options": options,
    }  # fmt: skip
    return Card(**{**fields, **changed})  # type: ignore[arg-type]


TABLE = own(kind="vector", shape=(4,), title="t.csv")
TEXT = own(
    kind="tokens", target="next", shape=("sequence_length",), vocabulary=97, labels=(),
    title="t.txt", options={"path": "/t.txt", "fingerprint": "ab", "sequence_length": 64},
)  # fmt: skip
WORDS = own(kind="tokens", shape=(30,), vocabulary=500, padded=True, title="w.csv")


def test_pictures_take_the_place_of_digits() -> None:
    made = plan("l", DIGITS, {"filters": 4}, own=own())
    assert (made.dataset, made.data_options) == ("own", {"path": "/x.npz", "fingerprint": "ab"})
    assert made.network.inputs.shape == (28, 28, 1)
    assert made.network.layers[-1].shape == (3,)
    assert made.settings == plan("l", DIGITS, {"filters": 4}).settings


def test_what_does_not_fit_is_told_with_what_is_needed_and_found() -> None:
    said = misfit(DIGITS, TEXT)
    assert said.startswith("t.txt doesn't fit this experiment, whose network tells to which class")
    assert "found are data for one that predicts the symbol" in said
    assert "Allowed is a folder with a folder of pictures for each class" in said
    assert misfit(DIGITS, TABLE) == ""
    with pytest.raises(SettingError, match="doesn't fit"):
        plan("l", DIGITS, {"filters": 4}, own=TEXT)


def test_an_experiment_that_learns_from_no_own_data_says_so() -> None:
    tags = experiment(EXPERIMENT.replace('"digits"', '"key-phrases"').replace("classify", "tag"))
    assert wanted(tags) == ""
    assert misfit(tags, own()).endswith("It takes no data of your own yet.")


@pytest.mark.parametrize("name", ["conv_layers", "filters", "kernel_size", "pooling"])
def test_a_setting_without_effect_is_refused_where_it_is_set(name: str) -> None:
    value = DIGITS.offered[name].default
    with pytest.raises(SettingError) as caught:
        plan("l", DIGITS, {name: value}, own=TABLE)
    assert str(caught.value) == (
        f"{name} has no effect on these data: it is for image data, and t.csv has kind vector."
    )


def test_a_table_trains_without_the_settings_of_convolutions() -> None:
    made = plan("l", DIGITS, {"dense_layers": 1, "units": 8}, own=TABLE)
    assert [layer.type for layer in made.network.layers] == ["Dense", "Dense"]
    assert not {"conv_layers", "filters"} & set(made.settings)
    assert "filters" not in {setting.name for setting in made.offered}


def test_sizes_of_layers_go_with_the_layers() -> None:
    idle = idle_settings(REVIEWS, TABLE)
    assert {"recurrent_layers", "cell", "units"} <= set(idle)
    assert not idle_settings(REVIEWS, WORDS)
    assert "epochs" in adapted(REVIEWS, TABLE).offered


def test_an_option_of_own_text_is_set_like_a_setting() -> None:
    text = experiment(
        EXPERIMENT.replace('"digits"', '"course-texts"')
        .replace("classify", "predict")
        .replace("[budget]", '[[settings]]\nname = "sequence_length"\ndefault = 32\n\n[budget]')
    )
    made = plan("l", text, {}, own=TEXT)
    assert made.data_options == {"path": "/t.txt", "fingerprint": "ab", "sequence_length": 32}
    assert made.network.inputs.shape == (32,)
    assert "conv_layers" not in made.settings


def test_a_budget_holds_for_own_data_too() -> None:
    with pytest.raises(SettingError, match="the lesson allows 500,000"):
        plan("l", DIGITS, {"filters": 64}, own=own(shape=(128, 128, 3)))


def test_a_draft_on_own_data_keeps_what_has_an_effect() -> None:
    begun = Draft(DIGITS, {"conv_layers": 2, "filters": [8, 16], "dropout": 0.3})
    on_table = Draft(DIGITS, begun.settings, TABLE)
    assert on_table.settings["dropout"] == 0.3
    assert "conv_layers" not in on_table.settings
    assert not [row for row in on_table.rows if row.count == "conv_layers"]
    on_pictures = Draft(DIGITS, begun.settings, own())
    assert on_pictures.settings == begun.settings
    on_pictures.step(on_pictures.rows[1].fields[0], 1)
    assert on_pictures.network.inputs.shape == (28, 28, 1)
