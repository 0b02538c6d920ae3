"""What somebody does with a film: frames come in pieces, time passes, decisions change."""

from __future__ import annotations

from msgspec.structs import replace

from tests.answers.film import film, frames
from tutor.lab.film_index import Rule
from tutor.lab.projector import PIECE, Projector
from tutor.lab.viewing import Viewing
from tutor.lab.views.film import FilmQuery, FramesQuery
from tutor.lab.views.outcomes import Held


def projector(pieces: int = 2, total: int = 230) -> Projector:
    made = Projector("validation", total)
    for _ in range(pieces):
        query = made.wanted()
        assert query is not None
        made.take(frames(query))
    return made


def viewing(part: Held = "validation") -> Viewing:
    made = Viewing(Rule(window=5))
    made.part = part
    made.take(replace(film(), part=part))
    return made


def test_the_piece_that_is_seen_is_wanted_first_and_then_the_next() -> None:
    made = Projector("validation", 230)
    made.go(120)
    assert made.wanted() == FramesQuery(first=100, count=PIECE)
    made.take(frames(FramesQuery(first=100, count=PIECE)))
    assert made.wanted() == FramesQuery(first=200, count=30)
    made.take(frames(FramesQuery(first=200, count=30)))
    assert made.wanted() is None
    assert made.picture is not None
    made.go(0)
    assert made.picture is None
    assert made.wanted() == FramesQuery(first=0, count=PIECE)


def test_it_plays_by_the_clock_and_stops_at_the_end() -> None:
    made = projector()
    made.play(10.0)
    assert not made.tick(10.05)
    assert made.tick(10.35)
    assert made.at == 3
    made.change_speed(1, 10.35)
    assert made.speed == 15
    assert made.tick(11.35)
    assert made.at == 18
    made.take(frames(FramesQuery(first=200, count=30)))
    made.tick(1000.0)
    assert (made.at, made.playing) == (229, False)
    made.play(1000.0)
    assert (made.at, made.playing) == (0, True)


def test_it_waits_for_frames_that_have_not_come() -> None:
    made = projector(pieces=1)
    made.go(99, 0.0)
    made.play(0.0)
    assert not made.tick(5.0)
    assert made.at == 99
    made.take(frames(FramesQuery(first=100, count=PIECE)))
    assert made.tick(5.15)
    assert made.at == 100  # as if the pause had not been


def test_frames_beyond_the_film_are_its_ends() -> None:
    made = projector()
    made.go(10_000)
    assert made.at == 229
    made.go(-4)
    assert made.at == 0


def test_first_the_film_is_wanted_then_its_frames() -> None:
    made = Viewing(Rule())
    assert made.wanted() == FilmQuery(part="validation")
    assert made.seen is None
    made.take(film())
    assert made.wanted() == FramesQuery(first=0, count=PIECE)
    assert made.seen is not None
    made.switch()
    assert made.wanted() == FilmQuery(part="test")


def test_jumps_go_over_what_was_found_and_missed() -> None:
    made = viewing()
    seen = made.seen
    assert seen is not None
    places = sorted(
        [one.first for one in seen.one.appearances]
        + [seen.one.truths[place].first for place in seen.one.missed]
    )
    assert made.projector is not None
    for frame in places:
        made.jump(1, 0.0)
        assert made.projector.at == frame
    made.jump(1, 0.0)
    assert made.projector.at == places[-1]
    assert "no later appearance" in made.note
    made.jump(-1, 0.0)
    assert made.projector.at == places[-2]


def test_another_rule_changes_the_index_and_warns_on_the_test_film() -> None:
    made = viewing("test")
    before = made.seen
    made.smooth(20)
    after = made.seen
    assert before is not None
    assert after is not None
    assert before.index.score != after.index.score
    assert "test film" in made.note
    made.decide(made.own)
    assert made.note == ""
    assert made.seen == before


def test_an_empty_film_is_never_seen() -> None:
    made = Viewing(Rule())
    made.take(replace(film(), frames=0, shares=b"", true=b"", seen=b"", clips=[], shots=[]))
    made.jump(1, 0.0)
    made.choose(1)
    made.play(0.0)
    assert made.seen is None
    assert not made.playing
