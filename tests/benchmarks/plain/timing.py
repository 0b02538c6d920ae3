"""What every plain script does: `fit` with Keras's defaults, and JSON about it on the output.

Each script takes the number of epochs as its last argument.
"""

import json
import sys
import time

import keras

EPOCHS = int(sys.argv[-1]) if len(sys.argv) > 1 else 20


class Clock(keras.callbacks.Callback):
    """Notes when each epoch ends."""

    def __init__(self):
        super().__init__()
        self.times = [time.perf_counter()]

    def on_epoch_end(self, epoch, logs=None):
        """Note the time."""
        self.times.append(time.perf_counter())


def timed_fit(model, train, validation, *, batch_size=32):
    """Train a compiled model on (x, y) pairs and print what `report` prints."""
    clock = Clock()
    history = model.fit(
        *train, batch_size=batch_size, epochs=EPOCHS, verbose=0,
        validation_data=validation, callbacks=[clock],
    )  # fmt: skip
    seconds = [after - before for before, after in zip(clock.times, clock.times[1:], strict=False)]
    report(model, seconds, train, validation, history.history["val_accuracy"][-1])


def report(model, seconds, train, validation, accuracy):
    """Print the epochs' seconds, and by what they can be known to be of the same work."""
    told = {
        "epochs": seconds,
        "parameters": model.count_params(),
        "train": len(train[1]),
        "validation": len(validation[1]),
        "val_accuracy": float(accuracy),
    }
    print(json.dumps(told))
