"""What holds for every data set that comes with the program: its card is true, nothing leaks."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tutor.datasets import registry
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import CARDS, Card

EMBEDDED = [name for name in CARDS if not CARDS[name].download and CARDS[name].target != "action"]
FAULTY = {"breast-cancer", "wine"}
"""Data sets in which copies across the split are planted, for the learner to find."""


@cache
def loaded(name: str) -> Data:
    return registry.load(name)


def parts(data: Data) -> tuple[Part, Part, Part]:
    return data.train, data.validation, data.test


@pytest.mark.parametrize("name", EMBEDDED)
def test_sizes_and_shapes_are_those_of_the_card(name: str) -> None:
    card, data = CARDS[name], loaded(name)
    assert [len(part) for part in parts(data)] == [card.train, card.validation, card.test]
    dtype = np.int32 if card.kind == "tokens" else np.float32
    for part in parts(data):
        assert part.x.shape[1:] == card.sizes()
        assert part.x.dtype == dtype
        assert np.isfinite(part.x).all()
        check_targets(card, part)
    if card.kind == "tokens":
        assert min(part.x.min() for part in parts(data)) >= 0
        assert max(part.x.max() for part in parts(data)) < card.vocabulary


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_card_tells_the_version(name: str) -> None:
    version, loaded_version = CARDS[name].version, loaded(name).version
    assert version
    assert f"{loaded_version}-".startswith(f"{version}-")


def check_targets(card: Card, part: Part) -> None:
    """Targets have the shape, type and range that `Part` tells for the card's target."""
    n, shape = len(part), card.sizes()
    wanted = {
        "class": (n,), "labels": (n, card.outputs), "tags": (n, *shape), "next": (n, *shape),
        "number": (n, 1),
    }  # fmt: skip
    assert part.y.shape == wanted[card.target]
    if card.target in {"labels", "number"}:
        assert part.y.dtype == np.float32
    else:
        assert part.y.dtype == np.int32
        assert part.y.min() >= 0
        assert part.y.max() < card.outputs
    if card.target == "labels":
        assert set(np.unique(part.y)) <= {0.0, 1.0}


@pytest.mark.parametrize("name", [name for name in EMBEDDED if CARDS[name].target == "class"])
def test_every_class_occurs_in_every_set(name: str) -> None:
    for part in parts(loaded(name)):
        assert set(np.unique(part.y)) == set(range(CARDS[name].outputs))


@pytest.mark.parametrize("name", [name for name in EMBEDDED if name not in FAULTY])
def test_nothing_of_one_set_stands_in_another(name: str) -> None:
    seen = [{example.tobytes() for example in part.x} for part in parts(loaded(name))]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]


@pytest.mark.parametrize("name", EMBEDDED)
def test_loading_again_gives_the_same(name: str) -> None:
    again = registry.load(name)
    assert again.version == loaded(name).version
    for one, other in zip(parts(loaded(name)), parts(again), strict=True):
        assert (one.x == other.x).all()
        assert (one.y == other.y).all()


@pytest.mark.parametrize("name", EMBEDDED)
def test_fresh_examples_are_of_the_same_kind_and_new(name: str) -> None:
    made = registry.fresh(name, 30, 7)
    if made is None:
        assert not hasattr(registry._module(name, None), "fresh")
        return
    card = CARDS[name]
    assert len(made) == 30
    assert made.x.shape[1:] == card.sizes()
    check_targets(card, made)
    known = {example.tobytes() for part in parts(loaded(name)) for example in part.x}
    assert not known & {example.tobytes() for example in made.x}
    again, other = registry.fresh(name, 30, 7), registry.fresh(name, 30, 8)
    assert again is not None
    assert other is not None
    assert (again.x == made.x).all()
    assert not (other.x == made.x).all()


def test_cards_tell_source_licence_and_making() -> None:
    for name, card in CARDS.items():
        assert card.name == name
        assert min(map(len, (card.title, card.about, card.source, card.license, card.made))) > 2
