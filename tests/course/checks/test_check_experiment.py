"""What an experiment needs beyond its schema, told at the line of the field."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import GOOD, experiment, in_lesson, line_of, problems, spoilt, told
from tutor.course.checks.experiment import experiment_faults
from tutor.datasets.registry import CARDS
from tutor.lab.architecture import FALLBACK
from tutor.lab.knobs import COUNTS, KNOBS

GOALS = '["val_accuracy >= 0.9", '
DEEP = f"default = {[8] * 30}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"digits-cnn"', '"CNN"', "id: found 'CNN'; allowed are up to 60"),
        ('"digits"', '"digit"', "dataset: there is no data set 'digit'; did you mean"),
        ("seed = 7", "data = { noise = 2 }", "data.noise: digits has no option"),
        ("seed = 7", "seed = -1", "seed: found -1; allowed is 0 to 2147483647"),
        ('padding = "same"', "embedding = 0", "network.embedding: found 0; allowed is 1 to"),
        ('["confusion-matrix"]', '["confusion"]',
         "views[1]: there is no view 'confusion'; did you mean confusion-matrix?"),
        ('["confusion-matrix"]', '["curves", "curves"]', "views[2]: found 'curves' a second time"),
        ("overfitting =", "overfiting =",
         "on.overfiting: there is no diagnosis 'overfiting'; did you mean overfitting"),
        ('"Your network learned the examples by heart."', '" "', "on.overfitting: is empty"),
        ('["More than none."]', "[]", "predict.hints: found none"),
        (GOALS, '["val_acc >= 0.9", ', "goal[1]: there is nothing called"),
        (GOALS, '["units > 4", ', "goal[1]: this experiment offers no setting 'units'; "),
        (GOALS, '["filters >= 16", ',
         "goal[1]: the reference fails 'filters >= 16': there it is a list of 2"),
        (GOALS, '["parameters <= 1000", ',
         "goal[1]: the reference fails 'parameters <= 1000': there it is 1898"),
        (GOALS, '["epochs < 20", ', "goal[1]: the reference fails 'epochs < 20': there it is 20"),
        ('"conv_layers"', '"conv_layer"',
         "settings[1].name: there is no setting 'conv_layer'; did you mean conv_layers"),
        ('"filters"', '"conv_layers"', "settings[2].name: found 'conv_layers' a second time"),
        ('"filters"', '"units"', "settings[2].name: units has no effect here; offer "
         "recurrent_layers or hidden_layers or dense_layers"),
        ("max = 3", "max = 7", "settings[1].max: found 7; allowed is 0 to 6"),
        ("min = 0", "min = 4", "settings[1].min: found 4, which is above max, 3"),
        ("min = 0", "min = 0.5", "settings[1].min: found 0.5; allowed is a whole number"),
        ("min = 0", "min = nan", "settings[1].min: found nan; allowed is a whole number"),
        ("min = 0", "step = 0", "settings[1].step: found 0; allowed are numbers above 0"),
        ('["relu", "tanh", "linear"]', '["relu", "tahn"]',
         "settings[3].choices[2]: activation is 'tahn'; allowed is relu, "),
        ("[4, 8, 16]", "[4, 8, 8]", "settings[2].choices[3]: found 8 a second time"),
        ("[4, 8, 16]", "[]", "settings[2].choices: found an empty list"),
        ("[4, 8, 16]", "[4, 8.5]", "settings[2].choices[2]: filters is 8.5; allowed is 1 to 512"),
        ("[4, 8, 16]", f"{[*range(1, 23)]}", "settings[2].choices: found 22; allowed are up to"),
        ("default = 0", "default = 4", "settings[1].default: conv_layers is 4; allowed is 0 to 3"),
        ("default = 0", "default = nan", "settings[1].default: conv_layers is nan"),
        ("default = 0", "default = inf", "settings[1].default: conv_layers is inf"),
        ("default = 0", "default = [1]", "settings[1].default: conv_layers takes one value"),
        ("default = 8\n", "default = []\n", "settings[2].default: filters needs at least one"),
        ("default = 8\n", DEEP, "settings[2].default: found a list of 30 values; allowed are"),
        ("conv_layers = 2", "conv_layer = 2",
         "reference.conv_layer: this experiment offers no setting 'conv_layer'; did you mean"),
        ("conv_layers = 2", "conv_layers = 5", "reference.conv_layers: conv_layers is 5; allowed"),
        ("epochs = 50", "epochs = 15", "budget.epochs: found 15; the reference needs 20"),
        ("epochs = 50", "epochs = 0", "budget.epochs: found 0; allowed are numbers above 0"),
        ("seconds = 120", "seconds = inf", "budget.seconds: found inf; allowed are numbers above"),
        ("parameters = 20000", "parameters = 1500",
         "budget.parameters: found 1,500; the reference needs 1,898"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_line(old: str, new: str, said: str) -> None:
    text, line = spoilt(GOOD, old, new)
    found = told(text)
    assert any(one.startswith(f"{line}experiment.{said}") for one in found), (line, found)


@pytest.mark.parametrize(
    ("old", "new", "mark", "said"),
    [
        ("[4, 8, 16]", "[4, 8]\nmin = 4", "min = 4",
         "settings[2].min: filters takes no min, since it has choices"),
        ('choices = ["relu", "tanh", "linear"]', "max = 4", "max = 4",
         "settings[3].max: activation takes no max, since it is no number"),
        ('name = "filters"', 'name = "epochs"', "per_layer",
         "settings[2].per_layer: epochs is no property of single layers"),
        ("default = 8\n", "default = [8, 8]\n", "[[settings]]",
         "settings: these settings make no network: filters has 2 values"),
        ("[8, 16]", "[8, 16, 8]", "[reference]",
         "reference: these settings make no network: filters has 3 values"),
    ],
)  # fmt: skip
def test_faults_show_elsewhere_than_at_the_change(old: str, new: str, mark: str, said: str) -> None:
    text, line = spoilt(GOOD, old, new, mark)
    found = told(text)
    assert any(one.startswith(f"{line}experiment.{said}") for one in found), (line, found)


def test_a_reference_that_changes_nothing_is_refused() -> None:
    text = GOOD[: GOOD.index("conv_layers = 2")] + GOOD[GOOD.index("\n[on]") :]
    assert [one.split(": ", 1)[1] for one in told(text)] == [
        "experiment.reference: sets nothing that differs from the defaults, which must not win"
    ]


def test_no_goal_is_refused() -> None:
    start, end = GOOD.index("goal ="), GOOD.index("\nviews")
    text = GOOD[:start] + "goal = []" + GOOD[end:]
    said = "experiment.goal: found no condition; allowed is at least one"
    assert told(text) == [f"{line_of(text, 'goal =')}: {said}"]


def test_advice_keeps_to_settings_that_are_offered_each_named_once() -> None:
    text = GOOD.replace("\nviews", '\nadvice = ["filters", "filtres", "filters"]\nviews', 1)
    line = line_of(text, "advice =")
    assert told(text.replace('"filtres", "filters"', '"conv_layers"')) == []
    first, second = told(text)
    assert first.startswith(f"{line}: experiment.advice[2]: this experiment offers no setting ")
    assert second == f"{line}: experiment.advice[3]: found 'filters' a second time"


def test_a_goal_on_the_test_set_is_a_warning() -> None:
    [problem] = problems(GOOD.replace("val_accuracy >=", "test_accuracy >="))
    assert problem.warning
    assert "prefer val_accuracy" in problem.message


def test_the_defaults_must_fit_the_data_too() -> None:
    block = """```experiment
id = "kernels"
task = "classify"
dataset = "digits"
goal = ["val_accuracy >= 0.9"]
network = { padding = "valid" }
settings = [
  { name = "conv_layers", min = 0, max = 3, default = 3 },
  { name = "kernel_size", choices = [1, 3, 5], default = 5 },
]
reference = { kernel_size = 1 }
```"""
    text = in_lesson(block)
    [found] = told(text)
    start = (
        f"{line_of(text, 'settings = [')}: experiment.settings: these settings make no network: "
    )
    assert found.startswith(start)
    assert "kernel_size is 5" in found


VALUES = {
    "activation": "relu", "optimizer": "adam", "learning_rate": 0.1, "batch_size": 8, "epochs": 5,
    "train_size": 100, "schedule": "cosine", "early_stopping": 3, "global_clipnorm": 1.0,
    "label_noise": 0.1, "scaling": "standard", "class_weights": True, "remove_duplicates": True,
    "smoothing": 5, "temperature": 0.7, "sequence_length": 32, "corridor_length": 5,
    "form": "spiral", "noise": 0.1,
}  # fmt: skip
WORDS = ("reviews", "classify")
ELSEWHERE = {
    "cell": WORDS, "bidirectional": WORDS, "smoothing": ("film", "detect"),
    "temperature": ("course-texts", "predict"), "sequence_length": ("course-texts", "predict"),
    "corridor_length": ("tmaze", "act"), "form": ("points", "classify"),
    "noise": ("points", "classify"),
}  # fmt: skip
"""Data sets and tasks for the settings that have no effect on the digits."""


@pytest.mark.parametrize("name", [name for name in KNOBS if KNOBS[name].layers != "count"])
def test_one_setting_for_each_knob_is_sound(name: str) -> None:
    """Every knob of the vocabulary can be offered as it stands."""
    knob = KNOBS[name]
    dataset, task = ELSEWHERE.get(name, ("digits", "classify"))
    counts = "".join(
        f'{{name="{count}", default=0}},'
        for count in COUNTS
        if not KNOBS[count].misfit(CARDS[dataset])
    )
    value = VALUES.get(name, FALLBACK.get(name))
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    many = "true" if knob.layers else "false"
    block = (
        f'```experiment\nid="a"\ntask="{task}"\ndataset="{dataset}"\ngoal=["val_loss<=0.9"]\n'
        f'settings=[{counts}{{name="{name}", default={shown}, per_layer={many}}}]\n'
        "reference={epochs=12}\n```"
    )
    found = [*experiment_faults(experiment(block))]
    assert not found


def test_a_task_and_a_setting_must_fit_the_data() -> None:
    block = (
        '```experiment\nid="a"\ntask="{task}"\ndataset="digits"\ngoal=["val_accuracy>=0.9"]\n'
        'settings=[{{name="{name}", default={default}}}]\nreference={{epochs=12}}\n```'
    )
    cases = {
        ("tag", "dropout", "0.1"): ("task", "digits is for 'classify'"),
        ("clasify", "dropout", "0.1"): ("task", "no task 'clasify'"),
        ("classify", "sequence_length", "20"): ("settings[1].name", "no option of that name"),
        ("classify", "smoothing", "5"): ("settings[1].name", "smoothing has no effect here"),
    }
    for (task, name, default), (field, words) in cases.items():
        text = block.format(task=task, name=name, default=default)
        [fault] = experiment_faults(experiment(text))
        assert fault.field == field
        assert words in fault.message


def test_a_view_must_fit_the_data() -> None:
    text = GOOD.replace('"digits"', '"film"')
    line = line_of(text, 'views = ["confusion-matrix"]')
    [said] = [one for one in told(text) if ".views" in one]
    assert said.startswith(f"{line}: experiment.views[1]: found 'confusion-matrix'; film has ")
    assert "film-index" in said
    assert "confusion-matrix" not in said.partition("film has")[2]
    assert not any(".views" in one for one in told(text.replace("confusion-matrix", "curves")))
