"""The data of a run as code that loads them: from scikit-learn or Keras, else from a file beside.

Whatever the settings do to the data before training is written out too, as
`tutor.datasets.preparation` does it; a file beside the script holds data that are prepared already.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from tutor.lab.run import Order

FILE = "data.npz"
"""The name of the file with arrays, where one is needed."""

_SPLIT = '''
def split(x, y, seed):
    """60 % training, 20 % validation, 20 % test, each class in these shares."""
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(y))
    by_class = order[np.argsort(y[order], kind="stable")]
    fifth = np.arange(len(y)) % 5
    parts = by_class[fifth < 3], by_class[fifth == 3], by_class[fifth == 4]
    return [(x[rows], y[rows]) for rows in map(generator.permutation, parts)]


digits = load_digits()
pictures = (digits.images[..., np.newaxis] / 16.0).astype("float32")
(x_train, y_train), (x_val, y_val), (x_test, y_test) = split(
    pictures, digits.target.astype("int32"), seed=20
)
'''

_PICTURES = '''
def pictures(x, y):
    """Shades from 0 to 1 and an axis for channels; whole numbers for classes."""
    shades = x.astype("float32") / 255
    return shades if shades.ndim == 4 else shades[..., np.newaxis], y.ravel().astype("int32")


(x, y), (x_test, y_test) = keras.datasets.{module}.load_data()
x, y = pictures(x, y)
x_test, y_test = pictures(x_test, y_test)
'''

_REVIEWS = '''
def padded(rows, length=200):
    """The last tokens of each review, filled up with 0 at the end."""
    tokens = np.zeros((len(rows), length), dtype="int32")
    for place, row in enumerate(rows):
        tokens[place, : len(row[-length:])] = row[-length:]
    return tokens


(x, y), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=10_000)
x, x_test = padded(x), padded(x_test)
y, y_test = y.astype("int32"), y_test.astype("int32")
'''

_HOLD_OUT = """
# One in {one_in} of each class is held out for validation.
by_class = np.argsort(y, kind="stable")
held_out = np.arange(len(y)) % {one_in} == {one_in} - 1
train, validation = np.sort(by_class[~held_out]), np.sort(by_class[held_out])
x_train, y_train, x_val, y_val = x[train], y[train], x[validation], y[validation]
"""

_FROM_FILE = """
# The arrays that the run learned from, as its settings had prepared them.
here = Path(__file__).parent if "__file__" in globals() else Path()
with np.load(here / "{file}") as arrays:
    x_train, y_train = arrays["x_train"], arrays["y_train"]
    x_val, y_val = arrays["x_val"], arrays["y_val"]
    x_test, y_test = arrays["x_test"], arrays["y_test"]
    w_train = arrays["w_train"] if "w_train" in arrays else None  # how much each counts
"""

_LOADED: Mapping[str, tuple[str, str]] = {
    "digits": ("from sklearn.datasets import load_digits", _SPLIT),
    "mnist": ("", _PICTURES.format(module="mnist") + _HOLD_OUT.format(one_in=6)),
    "fashion-mnist": ("", _PICTURES.format(module="fashion_mnist") + _HOLD_OUT.format(one_in=6)),
    "cifar-10": ("", _PICTURES.format(module="cifar10") + _HOLD_OUT.format(one_in=5)),
    "imdb": ("", _REVIEWS + _HOLD_OUT.format(one_in=5)),
}
"""For each data set that a script can load by itself: what it imports, and how it is loaded."""

_NO_COPIES = """
# Only examples that don't stand in the validation set, and each once.
seen, kept = {example.tobytes() for example in x_val}, []
for row, example in enumerate(x_train):
    if example.tobytes() not in seen:
        seen.add(example.tobytes())
        kept.append(row)
x_train, y_train = x_train[kept], y_train[kept]
"""
_NOISE = """
# Wrong labels for {share!r} of the training examples.
generator = np.random.default_rng(4711)
drawn = ((5**0.5 - 1) / 2 * np.arange(1, len(x_train) + 1)) % 1.0  # evenly from 0 to 1
wrong = (y_train + generator.integers(1, {classes}, size=len(x_train))) % {classes}
y_train = np.where(drawn < {share!r}, wrong, y_train).astype("int32")
"""
_WEIGHTS = """
# Every class counts alike: n / (classes * its examples).
counts = np.maximum(np.bincount(y_train, minlength={classes}), 1)
w_train = (len(y_train) / ({classes} * counts[y_train])).astype("float32")
"""
_SCALED = """
# Scaled by what the training set alone tells of each column.
axes = tuple(range(x_train.ndim - 1))
columns = x_train.astype("float64")
middle, spread = {middle}, {spread}
spread = np.where(spread < 1e-8, 1.0, spread)
x_train, x_val, x_test = (
    ((part - middle) / spread).astype("float32") for part in (x_train, x_val, x_test)
)
"""
_STANDARD = ("columns.mean(axis=axes)", "columns.std(axis=axes)")
_MIN_MAX = ("columns.min(axis=axes)", "columns.max(axis=axes) - columns.min(axis=axes)")


def loads_itself(order: Order) -> bool:
    """Whether a script can load the data without a file beside it."""
    return order.dataset in _LOADED


def data_imports(order: Order) -> list[str]:
    """What the data's code imports beside numpy and Keras."""
    if loads_itself(order):
        return [_LOADED[order.dataset][0]] if _LOADED[order.dataset][0] else []
    return ["from pathlib import Path"]


def data_code(order: Order) -> list[str]:
    """The lines that give `x_train`, `y_train`, `w_train` and so on."""
    if not loads_itself(order):
        return _lines(_FROM_FILE.format(file=FILE))
    return [
        *_lines(_LOADED[order.dataset][1]),
        "w_train = None  # all examples count alike",
        *_prepared(order),
    ]


def _prepared(order: Order) -> list[str]:
    """What the settings do to data, in the order of `tutor.datasets.preparation`."""
    settings, classes = order.settings, max(order.network.inputs.classes, 2)
    lines: list[str] = []
    if settings.get("remove_duplicates"):
        lines += ["", *_lines(_NO_COPIES)]
    size = settings.get("train_size")
    if isinstance(size, int):
        lines.append(f"x_train, y_train = x_train[:{size}], y_train[:{size}]")
    share = settings.get("label_noise")
    if isinstance(share, int | float) and share > 0.0:
        lines += ["", *_lines(_NOISE.format(share=float(share), classes=classes))]
    if settings.get("class_weights"):
        lines += ["", *_lines(_WEIGHTS.format(classes=order.network.inputs.classes))]
    ways = {"standard": _STANDARD, "min-max": _MIN_MAX}
    if settings.get("scaling", "none") in ways:
        middle, spread = ways[str(settings["scaling"])]
        lines += ["", *_lines(_SCALED.format(middle=middle, spread=spread))]
    return lines


def _lines(text: str) -> list[str]:
    return textwrap.dedent(text).strip("\n").split("\n")
