"""What a draft of a network shows: a line for each layer and setting, with what can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.settings import Scalar


@dataclass(frozen=True, slots=True)
class Field:
    """One value that can be changed.

    Attributes:
        setting: the setting's name.
        index: which of a per-layer setting's values; None where there is one for all.
        value: what it is now.
        form: of a kernel's size the shape that kernels have; empty where they have several.
    """

    setting: str
    index: int | None
    value: Scalar
    form: str = "square"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the builder.

    Attributes:
        kind: `layer` (can be removed), `empty` (a layer can be added here), `fixed` (only seen),
            `heading` or `setting`.
        title: what it is.
        fields: what can be changed in it.
        note: what is only seen, such as a shape.
        more: what belongs to the layer and cannot be changed, such as `max pool 2×2`, or
            the table that an embedding is.
        count: the setting that counts layers of this kind; empty where none does.
        place: the layer's number among those of its kind, from 0.
    """

    kind: str
    title: str
    fields: tuple[Field, ...] = ()
    note: str = ""
    count: str = ""
    place: int = 0
    more: str = ""
