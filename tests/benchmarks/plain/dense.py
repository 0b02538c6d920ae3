"""A small dense network with Keras's defaults on 250 points, in batches of 10."""

import keras
from timing import timed_fit

from tutor.datasets import registry

data = registry.load("points")

model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
timed_fit(
    model, (data.train.x, data.train.y), (data.validation.x, data.validation.y), batch_size=10
)
