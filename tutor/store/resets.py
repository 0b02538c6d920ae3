"""Lessons that the learner begins again: what is forgotten is kept aside until they answer there.

A reset forgets answers, hints, place, completion and cards of one lesson; runs, notes and bookmarks
stay.
"""

from __future__ import annotations

import json
import sqlite3
import time

from tutor.store.tables import Tables, first


class Resets:
    """The learner's resets. Every method may raise `ProgressError`, whose message is for people."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def anything(self, lesson: str) -> bool:
        """Whether a reset of a lesson would forget anything."""
        from tutor.store.holdings import held_of

        return self._tables.change(lambda connection: bool(held_of(connection, lesson)))

    def reset(self, lesson: str) -> bool:
        """Forget what was done in a lesson; whether there was anything.

        Where nothing was answered there since the last reset, undoing this one undoes both.
        """
        return self._tables.change(lambda connection: _reset(connection, lesson))

    def undo(self, lesson: str) -> bool:
        """Bring back what the last reset of a lesson forgot; whether that is still to be had."""
        return self._tables.change(lambda connection: _undo(connection, lesson))

    def undoable(self) -> list[str]:
        """The lessons whose last reset can be undone, the last one of all at the end."""
        return self._tables.read(first, "SELECT lesson FROM set_aside ORDER BY id")


def settle(connection: sqlite3.Connection, lesson: str) -> None:
    """Have the last reset of a lesson stand: it is answered again."""
    connection.execute("DELETE FROM set_aside WHERE lesson = ?", (lesson,))


def _reset(connection: sqlite3.Connection, lesson: str) -> bool:
    import msgspec

    from tutor.store.holdings import held_of, insert

    if not held_of(connection, lesson):
        return False
    _undo(connection, lesson)
    found = held_of(connection, lesson)
    for table in found.__struct_fields__:
        connection.execute(f"DELETE FROM {table} WHERE lesson = ?", (lesson,))
    kept = (lesson, json.dumps(msgspec.to_builtins(found)), time.time())
    connection.execute(insert("set_aside"), kept)
    return True


def _undo(connection: sqlite3.Connection, lesson: str) -> bool:
    from tutor.store.holdings import AsideRow, rows
    from tutor.store.taking_in import take_in_lesson

    found = rows(connection, AsideRow, lesson)
    for one in found:
        if one.rows.positions:  # where they stand since then is nothing to keep
            connection.execute("DELETE FROM positions WHERE lesson = ?", (lesson,))
        take_in_lesson(connection, one.rows)
        settle(connection, lesson)
    return bool(found)
