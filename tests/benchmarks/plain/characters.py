"""A character network with Keras's defaults: an LSTM that predicts each next character.

Arguments: its units, the epochs.
"""

import sys

import keras
from timing import timed_fit

from tutor.datasets import registry

data = registry.load("course-texts")

model = keras.Sequential(
    [
        keras.Input((64,), dtype="int32"),
        keras.layers.Embedding(registry.CARDS["course-texts"].vocabulary, 16),
        keras.layers.LSTM(int(sys.argv[1]), return_sequences=True),
        keras.layers.Dense(registry.CARDS["course-texts"].vocabulary, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
timed_fit(model, (data.train.x, data.train.y), (data.validation.x, data.validation.y))
