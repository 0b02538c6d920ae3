"""What the learner saves is there, and never lies over what was there before."""

from __future__ import annotations

import stat

from hypothesis import given
from hypothesis import strategies as st

from tutor import paths
from tutor.lab import exports


def test_a_name_that_is_taken_gets_a_number() -> None:
    made = [exports.save("hid", ".wav", data) for data in (b"a", b"b", b"c")]
    assert [path.name for path in made] == ["hid.wav", "hid-2.wav", "hid-3.wav"]
    assert [path.read_bytes() for path in made] == [b"a", b"b", b"c"]
    assert {path.parent for path in made} == {paths.exports()}
    assert stat.S_IMODE(made[0].stat().st_mode) == 0o600


@given(name=st.text(max_size=200))
def test_any_name_becomes_a_files(name: str) -> None:
    found = exports.safe(name)
    assert 0 < len(found) <= 80
    assert found.isascii()
    assert not set(found) & set("/\\: \0")
    assert not found.startswith((".", "-"))


def test_a_harmless_name_stays() -> None:
    assert exports.safe("vowels validation 17 who'd") == "vowels-validation-17-who-d"
