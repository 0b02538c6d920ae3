"""What anybody would write: Keras with its defaults on the digits. Prints JSON: epoch seconds.

The network, data, batch size and number of epochs are those that the tutor is timed with.
"""

import json
import time

import keras
import numpy as np
from sklearn.datasets import load_digits

EPOCHS = 20
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


class Clock(keras.callbacks.Callback):
    """Notes when each epoch ends."""

    def __init__(self):
        super().__init__()
        self.times = [time.perf_counter()]

    def on_epoch_end(self, epoch, logs=None):
        """Note the time."""
        self.times.append(time.perf_counter())


clock = Clock()
history = model.fit(
    x[train], y[train], batch_size=32, epochs=EPOCHS, verbose=0,
    validation_data=(x[validation], y[validation]), callbacks=[clock],
)  # fmt: skip
seconds = [after - before for before, after in zip(clock.times, clock.times[1:], strict=False)]
print(json.dumps({"epochs": seconds, "val_accuracy": history.history["val_accuracy"][-1]}))
