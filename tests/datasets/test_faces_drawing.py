"""Drawing: signed distances are near the true ones, and a face's numbers show in its picture."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from tutor.datasets.arrays import Floats
from tutor.datasets.faces_drawing import HAIR, PARTS, Faces, _ellipse, _lens, draw

PLAIN = {
    "size": 12.0, "width": 0.85, "line": 1.0, "skin": 0.8, "eye_gap": 0.38, "nose": 0.09,
    "eye_open": 0.18, "brow_lift": 0.38, "mouth_width": 0.25,
}  # fmt: skip


def somebody(**values: float) -> Faces:
    """One face, upright in the middle, bald and neutral unless `values` say otherwise."""
    given = {**PLAIN, **values}
    return Faces(
        **{f.name: np.array([given.get(f.name, 0.0)], dtype=np.float32) for f in fields(Faces)}
    )


def where(part: str, **values: float) -> Floats:
    """The (row, column) pairs of a part of this face."""
    _, masks = draw(somebody(**values))
    return np.argwhere(masks[0, ..., PARTS.index(part)]).astype(np.float32)


def test_an_ellipse_is_measured_from_its_edge() -> None:
    x, y = np.array([0.0, 1.5, 2.5, 0.0]), np.array([0.9, 0.0, 0.0, 1.2])
    assert np.allclose(_ellipse(x, y, 2.0, 1.0), [-0.1, -0.5, 0.5, 0.2], atol=0.12)
    edge = np.linspace(0, 2 * np.pi, 50)
    assert np.allclose(_ellipse(2 * np.cos(edge), np.sin(edge), 2.0, 1.0), 0, atol=1e-9)


def test_a_lens_is_a_curve_or_an_opening() -> None:
    x, y = np.array([0.0, 0.0, 1.5, 0.0]), np.array([0.5, 0.2, 0.0, 0.9])
    assert np.allclose(_lens(x, y, 1.0, (0.5, 0.0)), [0.0, 0.3, 0.5, 0.4], atol=1e-6)
    assert np.allclose(_lens(x, y, 1.0, (0.0, 0.5)), [0.0, -0.3, 0.5, 0.4], atol=1e-6)


def test_an_upright_face_is_the_same_from_both_sides() -> None:
    shades, masks = draw(somebody(background=0.3))
    assert np.allclose(shades, shades[:, :, ::-1], atol=1e-5)
    assert (masks == masks[:, :, ::-1]).all()


def test_place_and_size_are_in_pixels() -> None:
    middle = where("outline").mean(axis=0)
    assert np.allclose(where("outline", x=3, y=-2).mean(axis=0) - middle, (-2, 3), atol=0.01)
    rows = where("outline")[:, 0]
    assert float(np.ptp(rows)) == pytest.approx(2 * PLAIN["size"], abs=1.5)


def test_a_smile_hangs_below_its_corners_and_a_sad_mouth_above() -> None:
    for bend, sign in ((0.2, 1), (-0.2, -1)):
        mouth = where("mouth", mouth_bend=bend)
        left, right = mouth[:, 1].min(), mouth[:, 1].max()
        corners = mouth[(mouth[:, 1] == left) | (mouth[:, 1] == right)]
        middle = mouth[np.abs(mouth[:, 1] - 15.5) < 1]
        assert sign * (middle[:, 0].mean() - corners[:, 0].mean()) > 1


def test_open_eyes_and_mouths_are_larger_and_teeth_are_white() -> None:
    assert (
        len(where("eye", eye_open=0.28))
        > 1.2 * len(where("eye"))
        > 2 * len(where("eye", eye_open=0.0))
    )
    assert len(where("mouth", mouth_open=0.15)) > 2 * len(where("mouth"))
    shouting, _ = draw(somebody(mouth_open=0.15, teeth=1))
    silent, masks = draw(somebody(mouth_open=0.15))
    mouth = masks[0, ..., PARTS.index("mouth")] > 0
    assert shouting[0][mouth].max() > 0.8 > silent[0][mouth].max() + 0.1


def test_a_lid_covers_the_eye_from_above() -> None:
    awake, masks = draw(somebody())
    tired, _ = draw(somebody(lid=0.7))
    eye = masks[0, ..., PARTS.index("eye")] > 0
    rows = np.argwhere(eye)[:, 0]
    changed = np.argwhere(np.abs(awake - tired)[0] > 0.05)[:, 0]
    assert rows.min() <= changed.min() <= changed.max() < rows.max()


def test_hair_hides_the_outline_above_and_glasses_hide_nothing() -> None:
    bald = where("outline")
    for style in range(1, len(HAIR)):
        assert where("outline", style=style)[:, 0].min() > bald[:, 0].min() + 2
    for part in PARTS:
        assert (where(part, glasses=1) == where(part)).all()
    assert not np.allclose(draw(somebody(glasses=1))[0], draw(somebody())[0])


def test_each_face_of_many_is_drawn_as_it_is_alone() -> None:
    one = somebody(x=2, tilt=0.2, style=3, hair=0.2)
    many = Faces(**{f.name: np.repeat(getattr(one, f.name), 53) for f in fields(Faces)})
    many = replace(many, style=np.arange(53, dtype=np.float32) % len(HAIR))
    assert (draw(many)[0][51] == draw(one)[0][0]).all()
