"""`not_enough_evidence` on games: what is missing to tell, and how to come by it."""

from __future__ import annotations

from tutor.diagnosis import epoch_remedies, game_remedies
from tutor.diagnosis.games import Games
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import percent

_FEW_EPOCHS = 100
"""A policy learns once an epoch, so it takes about so many to learn anything."""
_WIDEST = 0.3
"""An interval of the success that is wider tells next to nothing."""


def no_success() -> Finding:
    """The success can't be read."""
    return _finding(
        "The share of games won is no share in some epochs, and the loss of a policy tells nothing "
        "by itself.",
        Remedy("Record the share of games won in every epoch, as a number from 0 to 1."),
        "A log with the success of every epoch.",
        0.9,
    )


def too_short(games: Games) -> Finding:
    """So few epochs can't tell a course."""
    count = f"{games.epochs} epochs are" if games.epochs > 1 else "One epoch is"
    return _finding(
        f"{count} too few to tell where success is going. {games.ending}",
        epoch_remedies.more_epochs(games.facts, _FEW_EPOCHS),
        "The success after more epochs.",
        0.9,
    )


def unsettled(games: Games) -> Finding:
    """Success is neither high nor as low as guessing, or has not been so for long."""
    if games.last(games.verdict).high:
        return _of_late(games)
    low, high = games.last(games.verdict).interval
    if high - low > _WIDEST:
        return _finding(
            f"So few games leave chance too much room. {games.ending}",
            game_remedies.more_games(games.facts), "The success in more games.", 0.8,
        )  # fmt: skip
    guess = games.facts.guess_success
    beside = (
        "" if guess is None else f", where doing the same in every game wins up to {percent(guess)}"
    )
    return _finding(
        f"{games.ending[:-1]}{beside}. That is neither nearly all nor plainly no better than a "
        "guess, and success was not rising beyond chance.",
        game_remedies.stuck(games.facts, exploring=games.exploring),
        "A success that rises, or falls back to that of guessing, in a longer run.",
        0.6,
    )


def _of_late(games: Games) -> Finding:
    """Nearly all new games are won, but only just, or not while other actions are tried."""
    return _finding(
        f"{games.ending} It plays well at the very end, but has not done so for long, or not yet "
        "while it still tries other actions: the next epochs may change that.",
        epoch_remedies.more_epochs(
            games.facts, max(games.trained + 10, -(-3 * games.trained // 2))
        ),
        "The same success over the next epochs.",
        0.7,
    )


def _finding(evidence: str, remedy: Remedy, doubt: str, sure: float) -> Finding:
    return Finding(
        name="not_enough_evidence", confidence=sure, evidence=evidence, remedy=remedy.text,
        change=remedy.change, further=remedy.further, doubt=doubt, played=True,
    )  # fmt: skip
