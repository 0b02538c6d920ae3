"""Network: a pure description of layers, their shapes, activations and parameter counts.

`tutor.lab.architecture` turns what the learner set into a `Network` without Keras, so that the
screen can show the parameter count at once; `tutor.training.build` makes the Keras model of exactly
this description. A test holds the counts here against Keras's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from tutor.datasets.registry import Card, Kind, Target
from tutor.lab.settings import Scalar

Shape = tuple[int | None, ...]
"""The shape of one example, without the batch; `None` for any length."""


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What enters and what must come out.

    Attributes:
        kind: of an example, as on the data set's card.
        shape: the shape of one example; `(length,)` for tokens.
        classes: how many numbers leave the network, for an example or for each of its steps.
        target: what they mean, as on the card.
        vocabulary: how many different tokens there are, padding (0) included; else 0.
        padded: whether token 0 is no token but fills the sequence up.
    """

    kind: Kind
    shape: tuple[int, ...]
    classes: int
    target: Target = "class"
    vocabulary: int = 0
    padded: bool = True

    @property
    def stepwise(self) -> bool:
        """Whether each step of a sequence has an answer of its own."""
        return self.target in {"tags", "next", "action"}


def inputs_of(card: Card, options: Mapping[str, Scalar] | None = None) -> Inputs:
    """What enters a network that learns from the data set with this card and these options."""
    return Inputs(
        kind=card.kind, shape=card.sizes(options), classes=card.outputs, target=card.target,
        vocabulary=card.vocabulary, padded=card.padded,
    )  # fmt: skip


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One layer of a network.

    Attributes:
        type: the name of Keras's class.
        name: unique in the network.
        shape: of its output, without the batch.
        activation: its name; None where the layer has none.
        parameters: trainable and fixed numbers in the layer.
        options: further arguments of Keras's class.
        place: for a hidden layer that the learner sets, its place among the hidden ones, from 0.
    """

    type: str
    name: str
    shape: Shape
    activation: str | None = None
    parameters: int = 0
    options: dict[str, Any] = {}
    place: int | None = None


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """All layers from the input's side to the output's."""

    inputs: Inputs
    layers: list[Layer]

    @property
    def parameters(self) -> int:
        """The number of parameters of all layers."""
        return sum(layer.parameters for layer in self.layers)


class Parts(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What a lesson fixes of the network: the keys of `[network]`.

    Attributes:
        embedding: numbers that each token becomes.
        padding: `same` keeps a convolution's height and width, `valid` does not.
        head: how the picture that the convolutions leave becomes a vector.
    """

    embedding: int = 16
    padding: Literal["same", "valid"] = "same"
    head: Literal["flatten", "global_average", "global_max"] = "flatten"


def recurrent_parameters(cell: str, width: int, units: int) -> int:
    """Parameters of one recurrent layer in one direction, as Keras counts them.

    Each gate has a kernel (width × units), a recurrent kernel (units × units) and a bias; a GRU
    with Keras's default `reset_after=True` has two biases.
    """
    gates = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" else 1
    return gates * (width * units + units * units + biases * units)
