# SPDX-License-Identifier: Apache-2.0
"""Versions of the schema: new, older, newer, and what upgrades must be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hearthwatch.model.errors import StorageError
from hearthwatch.store import Finding, open_for_reading, open_store
from hearthwatch.store.database import DATABASE_NAME, Database, open_for_writing
from hearthwatch.store.schema import VERSION, Schema, establish, require, shipped_schema, version_of
from hearthwatch.testing.clock import FakeClock

STORE = Path(__file__).resolve().parents[3] / "src" / "hearthwatch" / "store"
OLD = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);CREATE TABLE lamp (name TEXT);"
LAMP = "INSERT INTO lamp VALUES ('by the gate')"


def shape(script: str) -> list[tuple[str, str, str]]:
    """Return the tables and indexes that a script makes, comments and spaces left out."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name")
    lines = [
        (kind, name, [line.split("--")[0].split() for line in sql.splitlines()]) for kind, name, sql in rows
    ]
    connection.close()
    return [(kind, name, " ".join(word for line in text for word in line)) for kind, name, text in lines]


def plant(folder: Path, version: str) -> Database:
    """Return an open database of an older form with one row in it."""
    folder.mkdir(exist_ok=True)
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.executescript(OLD)
    connection.execute(LAMP)
    connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (version,))
    connection.commit()
    connection.close()
    return open_for_writing(folder)


def planted_schema(folder: Path, step: str) -> Schema:
    """Return a version 1 of the older form, and the way to it."""
    folder.mkdir()
    (folder / "0_to_1.sql").write_text(step, encoding="utf-8")
    return Schema(1, "", folder)


def test_an_empty_folder_gets_the_schema_of_today(tmp_path: Path) -> None:
    """A new database is of today's version, and sound."""
    with open_store(tmp_path / "new", FakeClock()) as store:
        findings: tuple[Finding, ...] = store.check()
        assert (findings, version_of(store._database)) == ((), VERSION)


def test_the_schema_of_today_is_frozen() -> None:
    """upgrades/ holds a copy of today's schema, so that nobody changes it without a new version."""
    frozen = (STORE / "upgrades" / f"version_{VERSION}.sql").read_text(encoding="utf-8")
    assert shape(shipped_schema().script) == shape(frozen)


def test_each_version_but_the_newest_has_a_way_up() -> None:
    """Each frozen schema, upgraded step by step, is the schema of today."""
    steps = sorted(path.name for path in (STORE / "upgrades").glob("*_to_*.sql"))
    assert steps == [f"{version}_to_{version + 1}.sql" for version in range(1, VERSION)]
    for version in range(1, VERSION):
        ways = [f"version_{version}.sql", *(f"{step}_to_{step + 1}.sql" for step in range(version, VERSION))]
        texts = [(STORE / "upgrades" / name).read_text(encoding="utf-8") for name in ways]
        assert shape("".join(texts)) == shape(shipped_schema().script)


def test_an_older_database_is_upgraded_with_its_rows(tmp_path: Path) -> None:
    """A planted version 0 becomes version 1 and keeps what it holds."""
    database = plant(tmp_path, "0")
    step = "ALTER TABLE lamp ADD COLUMN lit INTEGER NOT NULL DEFAULT 0;\nUPDATE lamp SET lit = 1;\n"
    establish(database, planted_schema(tmp_path / "upgrades", step))
    found = database._connection.execute("SELECT name, lit FROM lamp").fetchall()
    assert (found, version_of(database)) == ([("by the gate", 1)], 1)
    database.close()


def test_a_failed_upgrade_changes_nothing(tmp_path: Path) -> None:
    """Where a step fails, the steps before it are taken back too."""
    database = plant(tmp_path, "0")
    step = "ALTER TABLE lamp ADD COLUMN lit INTEGER;\nDROP TABLE absent;\n"
    with pytest.raises(Exception, match="no such table"):
        establish(database, planted_schema(tmp_path / "upgrades", step))
    columns = [row[1] for row in database._connection.execute("PRAGMA table_info(lamp)")]
    assert (columns, version_of(database)) == (["name"], 0)
    database.close()


def test_a_version_without_a_way_up_is_refused(tmp_path: Path) -> None:
    """An old version that this program cannot upgrade is left as it is, with a clear line."""
    database = plant(tmp_path, "0")
    with pytest.raises(StorageError, match="is of version 0, which this program cannot upgrade"):
        establish(database, shipped_schema())
    with pytest.raises(StorageError, match="Start the service once"):
        require_line(database)
    database.close()


def require_line(database: Database) -> None:
    """Raise the whole line of what `require` says."""
    try:
        require(database, VERSION)
    except StorageError as error:
        raise StorageError(error.line()) from error


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """What a newer program wrote is not touched, neither to write nor to read."""
    plant(tmp_path, str(VERSION + 1)).close()
    with pytest.raises(StorageError, match="A newer hearthwatch"):
        open_store(tmp_path, FakeClock())
    with pytest.raises(StorageError, match="A newer hearthwatch"):
        open_for_reading(tmp_path)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    """Another program's database is not taken for ours."""
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.executescript("CREATE TABLE recipe (name TEXT);")
    connection.close()
    with pytest.raises(StorageError, match="it holds something else"):
        open_store(tmp_path, FakeClock())


def test_a_database_that_does_not_say_its_version_is_refused(tmp_path: Path) -> None:
    """A version that is no number is damage."""
    plant(tmp_path, "soon").close()
    with pytest.raises(StorageError, match="does not say its version"):
        open_store(tmp_path, FakeClock())
