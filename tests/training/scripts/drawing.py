"""What is drawn for dropout beside what Keras draws, with XLA and without; prints JSON."""

from __future__ import annotations

import json

import keras
import tensorflow as tf

from tutor.training.backend import compiled
from tutor.training.backend.draws import uniform

SHAPE = (3, 50, 7)


def drawn(*, ours: bool, xla: bool) -> list[list[float]]:
    """Two draws in a row, flat."""
    seeds = keras.random.SeedGenerator(5)

    def draw() -> tf.Tensor:
        made = (
            uniform(tf.constant(SHAPE), seeds) if ours else keras.random.uniform(SHAPE, seed=seeds)
        )
        return tf.reshape(made, [-1])

    graph = compiled(draw, xla=xla)
    return [graph().numpy().tolist() for _ in range(2)]


if __name__ == "__main__":
    ways = {"xla": True, "graph": False}
    print(json.dumps({
        name: [drawn(ours=ours, xla=xla) for ours in (True, False)] for name, xla in ways.items()
    }))  # fmt: skip
