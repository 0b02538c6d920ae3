"""A run's script, notebook, table and pictures, as text; the slow tests run the script."""

from __future__ import annotations

import ast
import csv
import io
import json
import math
from typing import Any

import nbformat
import pytest
from msgspec.structs import replace
from PIL import Image

from tests.support import CURVES
from tests.training.orders import made
from tutor.diagnosis.history import History
from tutor.lab import events
from tutor.lab.export.bitmap import png
from tutor.lab.export.chart import HEIGHT, WIDTH, drawing
from tutor.lab.export.notebook import notebook
from tutor.lab.export.script import ExportError, script
from tutor.lab.export.table import table
from tutor.lab.export.vector import svg
from tutor.lab.numbers import encode_columns
from tutor.lab.run import Order, Record
from tutor.lab.settings import Settings


def record(reason: str = "finished", **metrics: float) -> Record:
    told = Record()
    told.apply(events.Epoch(first=1, metrics=encode_columns(CURVES), seconds=[0.1] * 8))
    told.apply(events.RunEnded(reason=reason, epochs=8, seconds=1.0, metrics=dict(metrics)))
    return told


def written(order: Order, told: Record | None = None) -> str:
    text = script(order, told or record(val_loss=0.9, val_accuracy=0.79))
    ast.parse(text)
    assert "tutor" not in "".join(line for line in text.splitlines() if "import" in line)
    return text


ALL: Settings = {
    "conv_layers": 2, "filters": [16, 32], "dense_layers": 1, "dropout": 0.3, "l2": 0.001,
    "batch_norm": True, "augmentation": "both", "optimizer": "momentum", "schedule": "cosine",
    "early_stopping": 3, "global_clipnorm": 1.0, "train_size": 500, "label_noise": 0.1,
    "class_weights": True, "scaling": "standard", "remove_duplicates": True,
}  # fmt: skip


def test_every_setting_is_in_the_script() -> None:
    text = written(made("digits", ALL))
    for wanted in (
        "load_digits", "RandomTranslation", "RandomRotation", "BatchNormalization", "L2(0.001)",
        "Dropout(rate=0.3, seed=", "SGD(LEARNING_RATE, momentum=0.9, global_clipnorm=1.0)",
        "LearningRateScheduler(rate)", 'EarlyStopping("val_loss", patience=3',
        "x_train[:500]", "default_rng(4711)", "counts[y_train]",
        "columns.mean(axis=axes)", "example.tobytes()", "import math",
    ):  # fmt: skip
        assert wanted in text, wanted


@pytest.mark.parametrize(
    ("dataset", "settings", "wanted"),
    [
        ("reviews", {"recurrent_layers": 1, "cell": "GRU", "bidirectional": True},
         "keras.layers.Bidirectional("),
        ("adding", {"recurrent_layers": 1, "cell": "LSTM"}, "def nearness"),
        ("film", {"conv_layers": 1}, "BinaryCrossentropy"),
        ("wine", {"hidden_layers": 1}, 'np.load(here / "data.npz")'),
        ("mnist", {"conv_layers": 1}, "keras.datasets.mnist.load_data()"),
        ("cifar-10", {"conv_layers": 1}, "keras.datasets.cifar10.load_data()"),
        ("imdb", {"hidden_layers": 1}, "num_words=10_000"),
    ],
)  # fmt: skip
def test_data_sets_and_targets(dataset: str, settings: dict[str, Any], wanted: str) -> None:
    assert wanted in written(made(dataset, settings))


def test_dropout_that_xla_drew_is_drawn_by_xla_again() -> None:
    order = made("points", {"hidden_layers": 2, "dropout": 0.3})
    assert "jit_compile=False" in written(order)
    order = replace(order, environment={"way": "whole epochs compiled with XLA"})
    assert "jit_compile=True" in written(order)


def test_a_run_that_was_ended_is_repeated_as_far_as_it_came() -> None:
    text = written(made("digits", {"epochs": 30}), record("cancelled", val_loss=math.nan))
    assert "EPOCHS = 8  # the run was ended there, of 30 epochs" in text


def test_a_game_has_no_script() -> None:
    with pytest.raises(ExportError, match="playing a game"):
        script(made("tmaze", {"recurrent_layers": 1}), record())


def test_the_notebook_is_one_and_the_same_each_time() -> None:
    order = made("digits", {"conv_layers": 1})
    text = notebook(order, record(val_accuracy=0.79))
    library: Any = nbformat  # it has no types
    library.validate(library.reads(text, as_version=4))
    assert text == notebook(order, record(val_accuracy=0.79))
    cells = json.loads(text)["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            ast.parse("".join(cell["source"]))
    assert "validation accuracy 79.0 %" in "".join(cells[0]["source"])


def test_the_table_is_that_of_the_csv_logger() -> None:
    history = History({"loss": [0.5, math.nan], "accuracy": [0.1, 0.2]})
    rows = list(csv.DictReader(io.StringIO(table(history))))
    assert rows[0] == {"epoch": "0", "accuracy": "0.1", "loss": "0.5"}
    assert rows[1]["loss"] == "nan"


@pytest.mark.parametrize("epochs", [0, 1, 8, 5_000])
def test_pictures_hold_the_curves(epochs: int) -> None:
    column = [1 / (1 + n) for n in range(epochs)]
    if epochs > 4:
        column[3] = math.nan
    history = History({"loss": column, "val_loss": column, "val_accuracy": column})
    drawn = drawing(history, "a <lesson> & more")
    text = svg(drawn)
    assert "a &lt;lesson&gt; &amp; more" in text
    assert ("validation" in text) == bool(epochs)
    assert len(text) < 60_000
    image = Image.open(io.BytesIO(png(drawn)))
    assert image.size == (2 * WIDTH, 2 * HEIGHT)
