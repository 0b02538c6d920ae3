"""A LSTM with Keras's defaults on 2,000 reviews of 24 tokens."""

import keras
from timing import timed_fit

from tutor.datasets import registry

data = registry.load("reviews")
x, y = data.train.x[:2000], data.train.y[:2000]

model = keras.Sequential(
    [
        keras.Input((24,), dtype="int32"),
        keras.layers.Embedding(registry.CARDS["reviews"].vocabulary, 16, mask_zero=True),
        keras.layers.LSTM(32),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
timed_fit(model, (x, y), (data.validation.x, data.validation.y))
