"""A maze in rows of text."""

from __future__ import annotations

import msgspec
import pytest

from tests.answers.mazes import game
from tutor.lab.text import maze
from tutor.lab.text.maze import all_rows, game_rows, sentence
from tutor.lab.text.rows import cells
from tutor.lab.views.maze import Game, Games

BOTH = Games(number=2, games=[game(), game("down", remembers=False)])


def text(one: Game, at: int, width: int = 60) -> str:
    rows = game_rows(one, at, width, ascii_only=False)
    return "\n".join("".join(part for part, _ in row) for row in rows)


def test_the_player_walks_from_the_clue_to_the_arm_it_turned_to() -> None:
    assert "▲●" in text(game(), 0)
    assert text(game(), 3).splitlines()[2].index("●") > text(game(), 1).splitlines()[2].index("●")
    assert "●" in text(game(), 6).splitlines()[1]
    assert "○" not in text(game(), 0)
    assert "▲○  ● " in text(game(), 1)
    assert "○" in text(game(), 6).splitlines()[2]
    assert "●" in text(game("down"), 6).splitlines()[3]


def test_nothing_is_told_of_what_it_thinks_before_its_first_step() -> None:
    assert "%" not in text(game(), 0)
    assert "if it had to turn now: up 80 %" in text(game(), 1)
    assert "No state" in text(game(remembers=False), 2)


@pytest.mark.parametrize("width", [36, 40, 60])
def test_the_same_belief_has_the_same_bar_whichever_way_it_is(width: int) -> None:
    move = game().moves[0]
    rows = [
        maze._belief(msgspec.structs.replace(move, belief=belief), width, ascii_only=True)
        for belief in (1.0, 0.97, 0.03, 0.0)
    ]
    assert len({len(row[0][0]) for row in rows}) == 1
    assert rows[1][1:] == rows[2][1:]
    assert all(cells(row) <= width for row in rows)


def test_the_end_is_told_for_each_of_them() -> None:
    assert sentence(BOTH, 0).startswith("Maze 3.")
    assert sentence(BOTH, 2) == "Step 2: it sees the corridor at ○ and goes forward."
    said = sentence(BOTH, 6)
    assert "The clue was up." in said
    assert "✓ With memory it turned up: right." in said
    assert "✗ Without memory it turned down: wrong." in said


@pytest.mark.parametrize("corridor", [1, 5, 40, 100])
@pytest.mark.parametrize("width", [36, 74, 140])
def test_any_corridor_fits_and_the_player_is_always_seen(corridor: int, width: int) -> None:
    both = Games(
        number=0, games=[game(corridor=corridor), game(remembers=False, corridor=corridor)]
    )
    for at in range(corridor + 2):
        rows = all_rows(both, at, width, ascii_only=True, wide=110)
        assert max(map(cells, rows)) <= width
        assert sum(part.count("●") for row in rows for part, _ in row) == 2
