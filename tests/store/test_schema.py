"""The tables, and bringing an older file up to date."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tutor.store import schema

FIRST = ("CREATE TABLE animals (name TEXT)", "INSERT INTO animals VALUES ('otter')")
SECOND = ("ALTER TABLE animals ADD COLUMN legs INTEGER NOT NULL DEFAULT 4",)
BROKEN = ("CREATE TABLE plants (name TEXT)", "INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def test_a_new_file_gets_every_table(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    assert tables(connection) == {
        "attempts", "positions", "completed", "hints", "halfway", "runs", "favourites",
        "cards", "notes", "bookmarks", "finals", "set_aside",
    }  # fmt: skip
    assert schema.version(connection) == schema.VERSION == len(schema.MIGRATIONS)


def test_a_file_of_the_newest_version_is_not_written(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    before = connection.total_changes
    connection.execute("PRAGMA query_only = ON")  # writing would be refused
    schema.migrate(connection)
    assert connection.total_changes == before


def test_an_older_file_keeps_what_it_holds(connection: sqlite3.Connection) -> None:
    schema.migrate(connection, [FIRST])
    connection.execute("INSERT INTO animals VALUES ('newt')")
    schema.migrate(connection, [FIRST, SECOND])
    assert connection.execute("SELECT * FROM animals").fetchall() == [("otter", 4), ("newt", 4)]
    assert schema.version(connection) == 2


def test_runs_of_before_are_kept_without_how_sure_their_findings_are(
    connection: sqlite3.Connection,
) -> None:
    schema.migrate(connection, schema.MIGRATIONS[:5])
    connection.execute(
        "INSERT INTO runs VALUES ('r', 'l', 'e', '{}', 1, 'finished', 3, '{}', 'good_fit', 1, 9, "
        "1.5, 2.5)"
    )
    schema.migrate(connection)
    rows = connection.execute("SELECT diagnosis, at, sure FROM runs").fetchall()
    assert rows == [("good_fit", 2.5, None)]


def test_a_step_that_fails_leaves_the_file_as_it_was(connection: sqlite3.Connection) -> None:
    schema.migrate(connection, [FIRST])
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        schema.migrate(connection, [FIRST, SECOND, BROKEN])
    assert schema.version(connection) == 1
    assert tables(connection) == {"animals"}
    assert connection.execute("SELECT * FROM animals").fetchall() == [("otter",)]
    assert not connection.in_transaction


def test_a_newer_file_is_refused_untouched(connection: sqlite3.Connection) -> None:
    schema.migrate(connection, [FIRST, SECOND])
    with pytest.raises(schema.NewerSchemaError) as caught:
        schema.migrate(connection, [FIRST])
    assert caught.value.found == 2
    assert schema.version(connection) == 2


def test_a_transaction_is_undone_whatever_ends_it(connection: sqlite3.Connection) -> None:
    schema.migrate(connection, [FIRST])
    with pytest.raises(KeyboardInterrupt), schema.transaction(connection):  # noqa: PT012
        connection.execute("INSERT INTO animals VALUES ('newt')")
        raise KeyboardInterrupt
    assert connection.execute("SELECT count(*) FROM animals").fetchone() == (1,)


def test_a_transaction_keeps_other_writers_out_from_its_start(tmp_path: Path) -> None:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(tmp_path / "file.db", timeout=0, isolation_level=None)

    entered: list[str] = []
    with closing(connect()) as first, closing(connect()) as second:
        with (
            schema.transaction(first),
            pytest.raises(sqlite3.OperationalError, match="locked"),
            schema.transaction(second),
        ):
            entered.append("while the first was at it")
        with schema.transaction(second):
            entered.append("afterwards")
    assert entered == ["afterwards"]


@pytest.mark.parametrize(("to", "raises"), [(1, []), (2, [schema.NewerSchemaError])])
def test_a_file_that_another_process_migrates_meanwhile_is_left_as_it_is(
    tmp_path: Path, to: int, raises: list[type[BaseException]]
) -> None:
    path = tmp_path / "file.db"
    waiting = threading.Event()
    raised: list[BaseException] = []

    def migrate() -> None:
        try:
            with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as late:
                late.set_trace_callback(lambda sql: waiting.set() if "BEGIN" in sql else None)
                schema.migrate(late, [FIRST])
        except BaseException as error:
            raised.append(error)

    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as early:
        thread = threading.Thread(target=migrate)
        with schema.transaction(early):
            for statement in FIRST:
                early.execute(statement)
            thread.start()
            assert waiting.wait(60)  # it has found the file without tables, and wants the lock
            early.execute(f"PRAGMA user_version = {to}")
        thread.join()
        assert [type(error) for error in raised] == raises
        assert schema.version(early) == to
        assert early.execute("SELECT * FROM animals").fetchall() == [("otter",)]
