"""The tables of `progress.db`, and the steps that bring an older file up to date.

The file's `PRAGMA user_version` says how many entries of `MIGRATIONS` it has been through. An entry
is never changed after a release: what is to be different becomes a new entry at the end. Nothing
here needs more than SQLite 3.24, the version of the oldest systems that have a Python 3.11.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

Migration = Sequence[str]
"""SQL statements, carried out in order within one transaction."""

MIGRATIONS: tuple[Migration, ...] = (
    (
        """CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            lesson TEXT NOT NULL,
            quiz TEXT NOT NULL,
            answer TEXT NOT NULL,       -- JSON
            score REAL NOT NULL,        -- 0 to 1
            correct INTEGER NOT NULL,   -- 0 or 1
            at REAL NOT NULL            -- seconds since 1970, as everywhere
        )""",
        "CREATE INDEX attempts_by_quiz ON attempts (lesson, quiz)",
        """CREATE TABLE positions (
            id INTEGER PRIMARY KEY,     -- grows with every write: clocks may be set back
            lesson TEXT NOT NULL UNIQUE,
            step INTEGER NOT NULL,      -- index in the lesson, from 0
            at REAL NOT NULL
        )""",
        "CREATE TABLE completed (lesson TEXT PRIMARY KEY, at REAL NOT NULL)",
        """CREATE TABLE hints (
            lesson TEXT NOT NULL,
            quiz TEXT NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (lesson, quiz)
        )""",
        """CREATE TABLE runs (
            run TEXT PRIMARY KEY,
            lesson TEXT NOT NULL,
            experiment TEXT NOT NULL,
            settings TEXT NOT NULL,     -- JSON
            seed INTEGER NOT NULL,
            ended TEXT NOT NULL,
            epochs INTEGER NOT NULL,
            metrics TEXT NOT NULL,      -- JSON, numbers as in `tutor.lab.numbers`
            diagnosis TEXT,             -- name of the primary finding
            goal_reached INTEGER NOT NULL,
            parameters INTEGER NOT NULL,
            seconds REAL NOT NULL,
            at REAL NOT NULL
        )""",
    ),
    ("CREATE TABLE favourites (run TEXT PRIMARY KEY, at REAL NOT NULL)",),
    (
        """CREATE TABLE cards (           -- of answered questions, for spaced review
            lesson TEXT NOT NULL,
            quiz TEXT NOT NULL,
            card TEXT NOT NULL,         -- JSON, as the scheduler writes it
            due REAL NOT NULL,
            PRIMARY KEY (lesson, quiz)
        )""",
        "CREATE INDEX cards_by_due ON cards (due)",
        """CREATE TABLE notes (
            lesson TEXT NOT NULL,
            step TEXT NOT NULL,         -- the step's title: a lesson may get another step before
            text TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (lesson, step)
        )""",
        """CREATE TABLE bookmarks (
            lesson TEXT NOT NULL,
            step TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (lesson, step)
        )""",
        """CREATE TABLE finals (          -- final quizzes, from the first question on
            id INTEGER PRIMARY KEY,
            questions TEXT NOT NULL,    -- JSON, a list of ids for each place, in the order asked
            answered TEXT NOT NULL,     -- JSON, as long a list of lists: whether each was right
            passed INTEGER NOT NULL,    -- 0 or 1
            at REAL NOT NULL
        )""",
    ),
    (
        """CREATE TABLE set_aside (       -- what a reset forgot, until the next answer
            id INTEGER PRIMARY KEY,     -- the last reset has the highest
            lesson TEXT NOT NULL UNIQUE,
            rows TEXT NOT NULL,         -- JSON, as `tutor.store.holdings` writes it
            at REAL NOT NULL
        )""",
    ),
    (
        # Whether it was given in the pre-quiz, before the lesson was read: 0 or 1.
        "ALTER TABLE attempts ADD COLUMN early INTEGER NOT NULL DEFAULT 0",
    ),
    (
        # How sure the primary finding is, 0 to 1; null where that was not kept.
        "ALTER TABLE runs ADD COLUMN sure REAL",
    ),
    (
        """CREATE TABLE halfway (         -- answers that were begun and not given yet
            lesson TEXT NOT NULL,
            quiz TEXT NOT NULL,
            answer TEXT NOT NULL,       -- JSON, as of an attempt
            PRIMARY KEY (lesson, quiz)
        )""",
    ),
)
"""For each version, from 1, the statements that make it of the one before."""

VERSION = len(MIGRATIONS)
"""The version that this program reads and writes."""


class NewerSchemaError(Exception):
    """The file has a version that this program does not know.

    Attributes:
        found: the file's version.
    """

    def __init__(self, found: int) -> None:
        super().__init__(f"version {found}; this program knows up to {VERSION}")
        self.found = found


def version(connection: sqlite3.Connection) -> int:
    """The version of the open file: 0 where nothing has been made in it yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Holds the lock on writing from the start, and undoes everything where anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the open file to the newest version; all of it or nothing happens.

    Raises:
        NewerSchemaError: the file is newer than `migrations`, and has not been touched.
        sqlite3.Error: the file cannot be read or written.
    """
    if _behind(connection, len(migrations)):
        with transaction(connection):
            # Another process may have done it while this one waited for the lock.
            if _behind(connection, len(migrations)):
                for statements in migrations[version(connection) :]:
                    for statement in statements:
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _behind(connection: sqlite3.Connection, newest: int) -> bool:
    found = version(connection)
    if found > newest:
        raise NewerSchemaError(found)
    return found < newest
