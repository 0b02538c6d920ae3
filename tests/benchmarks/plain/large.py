"""A network whose time is all arithmetic: 28 and 56 filters on the pictures of an archive.

Arguments: an `npz` file with `x` and `y`, the size of the training set, that of the validation set.
"""

import sys

import keras
import numpy as np
from timing import timed_fit

with np.load(sys.argv[1]) as archive:
    x, y = archive["x"][..., np.newaxis].astype("float32"), archive["y"]
first, second = int(sys.argv[2]), int(sys.argv[3])

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(28, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(56, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
timed_fit(model, (x[:first], y[:first]), (x[first : first + second], y[first : first + second]))
