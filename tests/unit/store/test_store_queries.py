# SPDX-License-Identifier: Apache-2.0
"""The named statements: how they are parsed, and that each is used and says what it is for."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from hearthwatch.model.errors import BugError
from hearthwatch.store.queries import load_queries, parse_queries

STORE = Path(__file__).resolve().parents[3] / "src" / "hearthwatch" / "store"


def test_a_statement_is_found_by_its_name() -> None:
    """A statement is the text under its name and its purpose."""
    queries = parse_queries(
        "-- name: one\n-- Count.\nSELECT\n  1;\n\n-- name: two\n-- Count on.\nSELECT 2;\n"
    )
    assert [(each.name, each.purpose) for each in queries.all()] == [("one", "Count."), ("two", "Count on.")]
    assert queries.text("one") == "SELECT\n  1;"


def test_an_unknown_name_is_a_bug_of_ours() -> None:
    """Asking for a statement that is not there says so."""
    with pytest.raises(BugError, match="no statement 'absent'"):
        load_queries().text("absent")


@pytest.mark.parametrize(
    "text",
    [
        "-- name: one\nSELECT 1;\n",
        "-- name: one\n-- Count.\nSELECT 1\n",
        "-- name: one\n-- Count.\n",
        "-- name: one\n-- Count.\nSELECT 1;\n-- name: one\n-- Again.\nSELECT 1;\n",
    ],
    ids=["no purpose", "no end", "no statement", "a name twice"],
)
def test_a_broken_file_is_refused(text: str) -> None:
    """A statement without a purpose, an end or a name of its own is refused."""
    with pytest.raises(BugError):
        parse_queries(text)


def test_every_statement_is_used_and_every_used_one_exists() -> None:
    """queries.sql and the modules name the same statements."""
    code = "".join(path.read_text(encoding="utf-8") for path in STORE.glob("*.py"))
    names = {each.name for each in load_queries().all()}
    assert {name for name in names if f'"{name}"' not in code} == set()
    used = set(re.findall(r'\.(?:rows|row|each|change|change_many|add|run_to_end)\(\s*"([a-z_]+)"', code))
    assert used - names == set()


def test_no_module_holds_sql() -> None:
    """Statements live in .sql files alone."""
    spoken = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|PRAGMA|BEGIN|COMMIT)\b")
    assert [path.name for path in STORE.glob("*.py") if spoken.search(path.read_text(encoding="utf-8"))] == []


def test_the_sql_is_shipped() -> None:
    """The schema, the statements and the upgrades are part of the package."""
    package = resources.files("hearthwatch.store")
    assert all((package / name).is_file() for name in ("schema.sql", "queries.sql", "upgrades/version_1.sql"))
