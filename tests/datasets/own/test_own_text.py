"""Own running text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.datasets import alphabet, own_data
from tutor.datasets.own import text as own_text
from tutor.datasets.registry import Card, DataError

TALE = " ".join(f"The {n}th day had {n * n} hours." for n in range(400))


def survey(tmp_path: Path, content: str | bytes) -> Card:
    path = tmp_path / "tale.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return own_data.survey(path)


def refused(tmp_path: Path, content: str | bytes) -> str:
    with pytest.raises(DataError) as caught:
        survey(tmp_path, content)
    assert str(caught.value).isprintable()
    return str(caught.value).removeprefix(str(tmp_path / "tale.txt"))


def test_the_next_character_is_to_be_predicted(tmp_path: Path) -> None:
    card = survey(tmp_path, TALE)
    data = own_data.load(**card.options)  # type: ignore[arg-type]
    assert (card.kind, card.target, card.vocabulary) == ("tokens", "next", alphabet.SIZE)
    assert alphabet.decode(data.train.x[0]) in TALE
    assert (data.train.x[:, 1:] == data.train.y[:, :-1]).all()
    baselines = data.extra["baselines"]
    assert isinstance(baselines, dict)
    assert set(baselines) == {"frequencies", "bigram"}
    assert card.baselines["bigram, nats a character"] == pytest.approx(
        baselines["bigram"], abs=1e-3
    )


def test_sizes_grow_with_the_text_within_bounds(tmp_path: Path) -> None:
    assert survey(tmp_path, TALE[:2_000]).train == 200
    assert survey(tmp_path, "".join(f"{n:06d}" for n in range(10_000))).train == 60_000 // 64
    assert survey(tmp_path, "".join(f"{n:06d}" for n in range(200_000))).train == 10_000


def test_of_a_large_file_the_beginning_is_used_and_the_card_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in range(6_000, 6_004):  # the cut falls before, into and after a character
        monkeypatch.setattr(own_text, "MOST_BYTES", most)
        card = survey(tmp_path, TALE[:5_999] + "€" * 50)
        assert card.made.startswith("Only the first 0 MB are used.")
    assert own_text.read(tmp_path / "tale.txt").content[:100] == TALE[:100]


def test_repeats_and_unknown_characters_are_told(tmp_path: Path) -> None:
    card = survey(tmp_path, TALE + "\n\n" + TALE)
    assert "Paragraphs that repeat and empty lines are left out." in card.made
    card = survey(tmp_path, TALE + "ж" * 1_000)
    assert "8% of the characters are outside the alphabet" in card.made


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("short", ": found 5 characters without repeated paragraphs; allowed are 2,000 or more."),
        ("again\n\n" * 9_000, ": found 5 characters without repeated paragraphs"),
        ("добрый день " * 1_000, ": found 83% characters outside the alphabet of letters a to z"),
        (b"one\ntwo\xe9" + b"x" * 3_000, ":2: found the byte 0xe9 at offset 7, which is no UTF-8"),
        ("tale".encode("utf-16") * 1_000, "It begins like UTF-16. Save it in UTF-8."),
        ("ab" * 5_000, "The text says the same again and again"),
    ],
    ids=["short", "repeated", "Cyrillic", "Latin-1", "UTF-16", "monotonous"],
)
def test_what_cannot_be_learned_is_told(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert said in refused(tmp_path, content)


@given(st.binary() | st.text(min_size=1).map(lambda text: (text * 3_000)[:9_000].encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_card_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    found = survey_or_sentence(tmp_path, content)
    assert found.isprintable() if isinstance(found, str) else found.train >= 200


def survey_or_sentence(tmp_path: Path, content: bytes) -> Card | str:
    try:
        return survey(tmp_path, content)
    except DataError as error:
        return str(error)
