"""A T-maze in rows of text: the corridor with its player, what it thinks likely, what it remembers.

The styles are `title`, `axis`, `quiet`, `mark`, `hit`, `miss`, `train`, `validation`.
"""

from __future__ import annotations

from tutor.lab.text import bars
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells, side_by_side
from tutor.lab.text.shares import probability
from tutor.lab.views.maze import Game, Games, Move

_PLACE = 3
"""Columns of a place in the corridor, where there is room."""
_ARM = 5
_BESIDE_FROM = 66
_BARS = 34
_GAP = 3
_TOLD = len("down 100 %")
"""Columns of a belief, so that the bars of all are of one scale."""
_LEFT = "○"
"""Where the player took its last step: the bars are what it thought there."""
_CLUE = {"up": "▲", "down": "▼"}


def game_rows(game: Game, at: int, width: int, *, ascii_only: bool) -> list[PlotRow]:
    """A game after `at` of its moves, from 0, the start; in `width` columns."""
    at = min(at, len(game.moves))
    memory = "with memory" if game.remembers else "without memory"
    head: PlotRow = [(f"{memory} · {game.told}"[:width], "title")]
    return [head, *_corridor(game, at, width), *_thoughts(game, at, width, ascii_only=ascii_only)]


def sentence(games: Games, at: int) -> str:
    """What is going on, and how it ends."""
    if at == 0:
        return f"Maze {games.number + 1}. The clue is shown once, at the start. → takes a step."
    ended = [one for one in games.games if at >= len(one.moves)]
    if len(ended) < len(games.games):
        going = [one for one in games.games if at < len(one.moves)]
        said = list(dict.fromkeys(_step(one.moves[at - 1], one) for one in going))
        if len(said) > 1:
            said = [f"{_who(one)} {_step(one.moves[at - 1], one)}" for one in going]
        else:
            said = [f"it {said[0]}"]
        return f"Step {at}: {'; '.join(said)}."
    return f"The clue was {games.games[0].clue}. " + " ".join(
        _end(one, len(games.games) > 1) for one in ended
    )


def _end(game: Game, several: bool) -> str:
    who = _who(game).capitalize() if several else "It"
    if not game.turned:
        return f"✗ {who} never turned at the junction: not solved."
    sign, how = ("✓", "right") if game.solved else ("✗", "wrong")
    return f"{sign} {who} turned {game.turned}: {how}."


def _who(game: Game) -> str:
    return "with memory it" if game.remembers else "without memory it"


def _step(move: Move, game: Game) -> str:
    return f"sees the {move.seen} at {_LEFT} and goes {game.actions[move.action]}"


def _corridor(game: Game, at: int, width: int) -> list[PlotRow]:
    """Three rows: a wall, the way, a wall; the arms of the junction lie in the walls."""
    player, turned = _where(game, at)
    came_from = game.moves[at - 1].place if at else None
    per = next((n for n in (_PLACE, 2) if n * (game.corridor + 1) + _ARM <= width), 2)
    most = max((width - _ARM) // per, 2)
    first = max(0, min(player - most // 2, game.corridor + 1 - most))
    last = min(game.corridor, first + most - 1)
    way: PlotRow = [("┃" if first == 0 else "…", "axis")]
    for one in range(first, last + 1):
        sign, style = _place(game, one, player if not turned else None, came_from)
        way.append((f"{sign:^{per}}"[:per], style))
    left = ("┏", "┗") if first == 0 else ("━", "━")
    if last < game.corridor:
        wall = "━" * (per * (last - first + 1))
        return [
            [(left[0] + wall + "…", "axis")],
            [*way, ("…", "axis")],
            [(left[1] + wall + "…", "axis")],
        ]
    wall = "━" * (per * (last - first))
    end = ("┃", "axis")
    way[-1] = (f"{way[-1][0].strip():^{_ARM - 2}}", way[-1][1])
    return [
        [(left[0] + wall[1:] + "┛", "axis"), _arm("▲", "up", turned, game), end],
        [*way, end],
        [(left[1] + wall[1:] + "┓", "axis"), _arm("▼", "down", turned, game), end],
    ]


def _arm(sign: str, way: str, turned: str, game: Game) -> tuple[str, str]:
    if turned == way:
        return " ● ", "hit" if game.solved else "miss"
    return f" {sign} ", "quiet"


def _where(game: Game, at: int) -> tuple[int, str]:
    """The place of the player after `at` moves, and the way it turned; empty before that."""
    if at >= len(game.moves):
        last = game.moves[-1]
        ahead = last.action == 0 and last.place < game.corridor
        return last.place + ahead, game.turned
    return game.moves[at].place, ""


def _place(game: Game, one: int, player: int | None, left: int | None) -> tuple[str, str]:
    """A place of the corridor: the player, or where it took the step that is told of."""
    sign = "●" if one == player else _LEFT if one == left else ""
    style = "mark" if one == player else "axis" if sign else "quiet"
    if one == 0:
        return f"{_CLUE[game.clue]}{sign}", style
    return sign or "·", style


def _thoughts(game: Game, at: int, width: int, *, ascii_only: bool) -> list[PlotRow]:
    """What the policy gave to each action, beside or above what it remembers and believes."""
    move = game.moves[max(at, 1) - 1]
    values = move.shares if at else []
    beside = width >= _BESIDE_FROM
    own = _BARS if beside else min(width, 44)
    actions = bars.shares(game.actions, values, own, ascii_only=ascii_only)
    room = width - own - _GAP if beside else width
    memory = _memory(game, move, room, begun=bool(at), ascii_only=ascii_only)
    return side_by_side(actions, memory, own + _GAP) if beside else [*actions, *memory]


def _memory(game: Game, move: Move, width: int, *, begun: bool, ascii_only: bool) -> list[PlotRow]:
    if not game.remembers:
        return [[("No state: each step is new to it."[:width], "axis")], [], []]
    if not begun:
        return [[("Its state is 0 before the first step."[:width], "axis")], [], []]
    state = bars.signed(move.state, width - 6, ascii_only=ascii_only)
    above: PlotRow = [("state ", "axis"), *state[0]]
    below: PlotRow = [("      ", ""), *state[1]]
    return [_belief(move, width, ascii_only=ascii_only), above, below]


def _belief(move: Move, width: int, *, ascii_only: bool) -> PlotRow:
    """Which way it would turn if the junction came next."""
    if move.belief is None:
        return [("The game is over."[:width], "axis")]
    way, share = ("up", move.belief) if move.belief >= 0.5 else ("down", 1 - move.belief)
    told = f"{way} {probability(share)}"
    text = f"if it had to turn now: {told:<{_TOLD}} "
    room = min(width - len(text), 12)
    row: PlotRow = [(text[:width], "")]
    if room >= bars.LEAST:
        row.append((bars.bar(share, room, ascii_only=ascii_only), "train"))
    return row


def all_rows(games: Games, at: int, width: int, *, ascii_only: bool, wide: int) -> list[PlotRow]:
    """All games after `at` moves: beside each other from `wide` columns on, else one below another.

    Args:
        games: at least one.
        at: moves.
        width: in columns.
        ascii_only: whether the terminal shows nothing else.
        wide: columns from which on two games stand beside each other.
    """
    if len(games.games) == 2 and width >= wide:
        half = (width - _GAP) // 2
        left, right = (game_rows(one, at, half, ascii_only=ascii_only) for one in games.games)
        column = max(half, *(cells(row) for row in left)) + _GAP
        return side_by_side(left, right, column)
    rows: list[PlotRow] = []
    for game in games.games:
        rows += [*game_rows(game, at, width, ascii_only=ascii_only), []]
    return rows
