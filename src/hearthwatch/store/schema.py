# SPDX-License-Identifier: Apache-2.0
"""The schema's version: an empty database gets the schema of today, an older one its upgrades.

``upgrades/`` holds for each version N its frozen schema, ``version_N.sql``, and for each version but
the newest the step ``N_to_N+1.sql``. All steps of an upgrade are one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from hearthwatch.model.errors import StorageError

from .database import Database, damaged

VERSION = 5
_KEY = "schema_version"


@dataclass(frozen=True, slots=True)
class Schema:
    """A version, the script that makes it and the folder with the ways to it from older ones."""

    version: int
    script: str
    upgrades: Traversable


def shipped_schema() -> Schema:
    """Return the schema of today."""
    package = resources.files(__package__)
    script = (package / "schema.sql").read_text(encoding="utf-8")
    return Schema(VERSION, script, package / "upgrades")


def establish(database: Database, schema: Schema) -> None:
    """Make an empty database or an older one what the schema says.

    Raises StorageError where the database is newer than this program, or has no way up.
    """
    with database.transaction():
        if is_empty(database):
            database.run_script(schema.script)
        else:
            _upgrade(database, schema)
        database.change("set_meta", key=_KEY, value=str(schema.version))


def is_empty(database: Database) -> bool:
    """Whether the database has no table yet. Raises StorageError where its tables are not ours."""
    tables, ours = database.row("tables") or (0, 0)
    if tables and not ours:
        raise damaged(database.folder, "it holds something else")
    return not tables


def version_of(database: Database) -> int:
    """Return the version of a database that has tables. Raises StorageError where it does not say."""
    row = database.row("meta", key=_KEY)
    if row is None or not str(row[0]).isdecimal():
        raise damaged(database.folder, "it does not say its version")
    return int(row[0])


def require(database: Database, version: int) -> None:
    """Raise StorageError where the database is not of this version."""
    if is_empty(database):
        raise StorageError(f"The database in {database.folder} is empty", do="Start the service once")
    found = version_of(database)
    if found > version:
        raise _newer(database, found, version)
    if found < version:
        raise StorageError(
            f"The database in {database.folder} is of version {found}, this program reads {version}",
            do="Start the service once to bring it up to date",
        )


def _upgrade(database: Database, schema: Schema) -> None:
    found = version_of(database)
    if found > schema.version:
        raise _newer(database, found, schema.version)
    for step in range(found, schema.version):
        script = schema.upgrades / f"{step}_to_{step + 1}.sql"
        if not script.is_file():
            raise StorageError(
                f"The database in {database.folder} is of version {found}, which this program cannot upgrade",
                do="Install the release before this one and start it once",
            )
        database.run_script(script.read_text(encoding="utf-8"))


def _newer(database: Database, found: int, known: int) -> StorageError:
    return StorageError(
        f"A newer hearthwatch (version {found}, this one is {known}) made the database in {database.folder}",
        do="Install that release again",
    )
