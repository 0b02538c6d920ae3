"""What anybody would write: Keras with its defaults on the digits. Prints JSON: epoch seconds.

The network, data, batch size and number of epochs are those that the tutor is timed with.
"""

import keras
import numpy as np
from sklearn.datasets import load_digits
from timing import timed_fit

bunch = load_digits()
x = (bunch.images[..., np.newaxis] / 16.0).astype("float32")
y = bunch.target
train, validation = slice(0, 1079), slice(1079, 1438)

model = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(32, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
timed_fit(model, (x[train], y[train]), (x[validation], y[validation]))
