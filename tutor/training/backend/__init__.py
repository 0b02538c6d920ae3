"""The only room that depends on TensorFlow rather than Keras: devices, and compiled epochs.

Keras's own `fit` pays more for its loop than a small network pays for its arithmetic. Here many
batches run in one compiled call around Keras's own `train_step`, so that losses, metrics,
regularizers, dropout and optimizers stay Keras's.
"""

from tutor.training.backend.devices import bound_threads, device
from tutor.training.backend.epochs import Epochs, Judgement
from tutor.training.backend.fading import gradient_norms
from tutor.training.backend.graphs import Tensors, compiled, forward, tensors
from tutor.training.backend.steps import Plan

__all__ = [
    "Epochs",
    "Judgement",
    "Plan",
    "Tensors",
    "bound_threads",
    "compiled",
    "device",
    "forward",
    "gradient_norms",
    "tensors",
]
