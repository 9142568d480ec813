# SPDX-License-Identifier: Apache-2.0
"""One connection to the database: named statements in, rows out, every failure as one clear line.

A connection belongs to the thread that opened it; sqlite3 refuses every other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hearthwatch.model.errors import BugError, HearthwatchError, StorageError

from .folder import folder_error
from .queries import Queries, load_queries

DATABASE_NAME = "hearthwatch.db"
#: How long the service waits for another process, which can only be a steward's command that commits:
#: the promise to lose no more than two seconds of maps does not wait for it.
_PATIENCE_S = 0.5
#: How long a command waits for the service.
_COMMAND_PATIENCE_S = 5.0

SqlValue = str | int | float | bytes | None
Row = tuple[Any, ...]

_WRITING = ("set_journal", "set_durability", "set_references", "set_erasure", "set_journal_limit")
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_BARRED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_TAKEN = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Database:
    """A connection and the statements that it may run."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, queries: Queries) -> None:
        """Take an open connection in autocommit mode; `close` closes it."""
        self._connection = connection
        self._queries = queries
        self.folder = folder

    def rows(self, name: str, /, **values: SqlValue) -> list[Row]:
        """Run a statement and return its rows."""
        with self._told():
            return self._connection.execute(self._queries.text(name), values).fetchall()

    def each(self, name: str, /, **values: SqlValue) -> Iterator[Row]:
        """Run a statement and yield its rows one by one; nothing else may be written meanwhile."""
        with self._told():
            yield from self._connection.execute(self._queries.text(name), values)

    def row(self, name: str, /, **values: SqlValue) -> Row | None:
        """Run a statement and return its first row."""
        return next(iter(self.rows(name, **values)), None)

    def change(self, name: str, /, **values: SqlValue) -> int:
        """Run a statement that changes rows and return how many."""
        with self._told():
            return self._connection.execute(self._queries.text(name), values).rowcount

    def add(self, name: str, /, **values: SqlValue) -> int:
        """Run a statement that adds a row and return the row's id."""
        with self._told():
            return int(self._connection.execute(self._queries.text(name), values).lastrowid or 0)

    def change_many(self, name: str, values: Iterable[dict[str, SqlValue]]) -> None:
        """Run one statement for each set of values."""
        with self._told():
            self._connection.executemany(self._queries.text(name), values)

    def run_script(self, script: str) -> None:
        """Run the statements of a script within the transaction that is open."""
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                with self._told():
                    self._connection.execute(statement)
                statement = ""

    def run_to_end(self, name: str, /) -> None:
        """Run a statement outside a transaction that has many steps and no rows.

        `sqlite3` takes one step alone of a statement without columns, unless it is in a script.
        """
        with self._told():
            self._connection.executescript(self._queries.text(name))

    @contextmanager
    def transaction(self, begin: str = "begin") -> Iterator[None]:
        """Do all of what is inside or, on any error, nothing."""
        self.rows(begin)
        try:
            yield
            with self._told():
                self._connection.commit()
        finally:
            # A full disk ends the transaction by itself, so there may be none left to take back.
            if self._connection.in_transaction:
                with self._told():
                    self._connection.rollback()

    def close(self) -> None:
        """Close the connection; SQLite then moves its log into the database."""
        with self._told():
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise told(error, self.folder) from error


def told(error: sqlite3.Error, folder: Path) -> HearthwatchError:
    """Return what a failure of SQLite means, as one line: a StorageError, or a BugError if it is ours."""
    code = getattr(error, "sqlite_errorcode", -1) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(folder)):
        return StorageError(
            f"The disk that holds {folder} is full", do="Free some space; nothing that was stored is lost"
        )
    if code in _DAMAGE:
        return damaged(folder, str(error))
    if code in _BARRED:
        return StorageError(
            f"The data folder {folder} cannot be written ({error})", do="Mend its permissions"
        )
    if code in _TAKEN:
        return StorageError(f"Another program holds the database in {folder}", do="End it and try again")
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOLFS}:
        return StorageError(f"The disk that holds {folder} failed ({error})", do="Look at the disk")
    return BugError(f"The store was used wrongly ({error})")


def damaged(folder: Path, detail: str) -> StorageError:
    """Return the error for a database that is not sound."""
    return StorageError(
        f"The database in {folder} is damaged ({detail})",
        do=f"Put a copy in its place, or move {DATABASE_NAME} away to start anew",
    )


def open_for_writing(folder: Path) -> Database:
    """Open the database of ``folder``, an empty one where there is none; its whole soundness is checked.

    Raises StorageError.
    """
    path = folder / DATABASE_NAME
    try:
        # Made here, so that it is nobody else's to read; SQLite gives its log the same mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise folder_error(error, folder) from error
    database = _connect(str(path), folder, _PATIENCE_S)
    try:
        # First, so that nothing is written into a file that is damaged.
        if (findings := unsoundness(database)) != ():
            raise damaged(folder, findings[0])
        if path.stat().st_size == 0:
            database.rows("set_space_return")
        _set_up(database)
    except HearthwatchError:
        database.close()
        raise
    return database


def open_read_only(folder: Path) -> Database:
    """Open the database of ``folder`` for reading, also while another process writes.

    Raises StorageError.
    """
    address = _existing(folder).resolve().as_uri()
    return _connect(f"{address}?mode=ro", folder, _COMMAND_PATIENCE_S)


def open_beside(folder: Path) -> Database:
    """Open the database of ``folder`` to change a few rows while another process writes it.

    Raises StorageError.
    """
    database = _connect(str(_existing(folder)), folder, _COMMAND_PATIENCE_S)
    try:
        _set_up(database)
    except HearthwatchError:
        database.close()
        raise
    return database


def unsoundness(database: Database) -> tuple[str, ...]:
    """Return what SQLite finds wrong with its file, each as one line; nothing where it is sound."""
    lines = (" ".join(str(line).split()) for (line,) in database.rows("quick_check"))
    return tuple(line for line in lines if line != "ok")


def _existing(folder: Path) -> Path:
    path = folder / DATABASE_NAME
    try:
        path.stat()
    except FileNotFoundError:
        raise StorageError(
            f"There is no database in {folder}", do="Name the data folder of a hearthwatch"
        ) from None
    except OSError as error:
        raise folder_error(error, folder) from error
    return path


def _connect(address: str, folder: Path, patience_s: float) -> Database:
    try:
        connection = sqlite3.connect(
            address, timeout=patience_s, isolation_level=None, uri=address.startswith("file:")
        )
    except sqlite3.Error as error:
        raise told(error, folder) from error
    return Database(connection, folder, load_queries())


def _set_up(database: Database) -> None:
    for setting in _WRITING:
        database.rows(setting)
    journal = (database.row("journal") or ("none",))[0]
    if journal != "wal":
        raise StorageError(
            f"The disk that holds {database.folder} cannot be shared between processes (journal: {journal})",
            do="Put the data on a disk of this machine",
        )


def _is_full(folder: Path) -> bool:
    space = os.statvfs(folder)
    return space.f_bavail == 0
