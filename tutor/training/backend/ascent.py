"""Gradient ascent on pictures: from noise to what excites a filter.

Sources: D. Erhan, Y. Bengio, A. Courville and P. Vincent, Visualizing Higher-Layer Features of a
Deep Network, University of Montreal 1341 (2009); K. Simonyan, A. Vedaldi and A. Zisserman, Deep
Inside Convolutional Networks, arXiv:1312.6034 (2013), for the L2 penalty; A. Mahendran and
A. Vedaldi, Understanding Deep Image Representations by Inverting Them, CVPR 2015, for the penalty
on total variation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf

from tutor.datasets.arrays import Floats

_GREY = 0.5
_NOISE = 0.1
"""The standard deviation of the shades that ascent starts from, around grey."""
_RATE = 0.1
"""How far shades move in a step, against what would be left of the penalties alone."""
_FAR = 1.0
"""The penalty on squared distance from grey: where a filter's value is linear in the picture, as in
a first layer, the picture found differs from grey as the kernel's numbers differ from 0."""
_ROUGH = 0.1
"""The penalty on squared differences of neighbouring pixels: total variation with exponent 2."""
_TINY = 1e-8

_Values = Callable[[tf.Tensor], tf.Tensor]


def exciting(
    model: keras.Model, name: str, numbers: Sequence[int], *, steps: int, seed: int
) -> tuple[Floats, Floats, int, int]:
    """Pictures for which filters of a convolution give as much as can be in the middle of the map.

    What is climbed is a filter's value before its activation, since a filter that ReLU holds at 0
    has no gradient. Pictures keep to shades from 0 to 1.

    Args:
        model: a functional model of pictures.
        name: of the convolution.
        numbers: of the filters.
        steps: how often pictures are changed.
        seed: of the noise.

    Returns:
        the pictures, (filters, height, width, channels); the values reached, (filters,); and the
        row and column of the place in the middle.
    """
    layer = model.get_layer(name)
    before = keras.Model(model.inputs, layer.input)
    row, column = (size // 2 for size in layer.output.shape[1:3])
    places = tf.stack(
        [tf.range(len(numbers)), *(tf.fill([len(numbers)], at) for at in (row, column)),
         tf.constant(list(numbers))], axis=1,
    )  # fmt: skip

    def values(pictures: tf.Tensor) -> tf.Tensor:
        maps = keras.ops.conv(
            before(pictures, training=False), layer.kernel, layer.strides, layer.padding
        )
        return tf.gather_nd(maps + layer.bias, places)

    shape = (len(numbers), *model.inputs[0].shape[1:])
    noise = np.random.default_rng(seed).normal(_GREY, _NOISE, shape)
    pictures = tf.clip_by_value(tf.constant(noise, tf.float32), 0.0, 1.0)
    climb = tf.function(lambda given: _climbed(values, given))
    for _ in range(steps):
        pictures = climb(pictures)
    return pictures.numpy(), values(pictures).numpy(), row, column


def _climbed(values: _Values, pictures: tf.Tensor) -> tf.Tensor:
    """Pictures after one step; gradients are taken by their direction, so that no scale matters."""
    with tf.GradientTape() as tape:
        tape.watch(pictures)
        climbed = tf.reduce_sum(values(pictures))
    up = tape.gradient(climbed, pictures)
    count = tf.reduce_sum(tf.cast(up != 0.0, tf.float32), axis=(1, 2, 3), keepdims=True)
    square = tf.reduce_sum(up**2, axis=(1, 2, 3), keepdims=True)
    up /= tf.sqrt(square / tf.maximum(count, 1.0)) + _TINY
    with tf.GradientTape() as tape:
        tape.watch(pictures)
        penalty = _penalty(pictures)
    down = tape.gradient(penalty, pictures)
    return tf.clip_by_value(pictures + _RATE * (up - down), 0.0, 1.0)


def _penalty(pictures: tf.Tensor) -> tf.Tensor:
    """How far pictures are from grey, and how rough they are."""
    below = pictures[:, 1:] - pictures[:, :-1]
    beside = pictures[:, :, 1:] - pictures[:, :, :-1]
    rough = tf.reduce_sum(below**2) + tf.reduce_sum(beside**2)
    return _FAR * tf.reduce_sum((pictures - _GREY) ** 2) + _ROUGH * rough
