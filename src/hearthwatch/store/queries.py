# SPDX-License-Identifier: Apache-2.0
"""The named statements of ``queries.sql``: text in, each statement by its name out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from hearthwatch.model.errors import BugError

_HEAD = re.compile(r"^-- name: ([a-z_]+)\n-- (.+)\n", re.MULTILINE)
_NAME_LINE = re.compile(r"^-- name:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Query:
    """One statement, and in one line what it is for."""

    name: str
    purpose: str
    text: str


class Queries:
    """Statements by name."""

    def __init__(self, queries: tuple[Query, ...]) -> None:
        """Take statements, each of a name of its own (BugError otherwise)."""
        self._by_name = MappingProxyType({query.name: query for query in queries})
        if len(self._by_name) != len(queries):
            raise BugError("Two statements of the store have one name")

    def text(self, name: str) -> str:
        """Return a statement. Raises BugError where there is none of that name."""
        query = self._by_name.get(name)
        if query is None:
            raise BugError(f"The store has no statement {name!r}")
        return query.text

    def all(self) -> tuple[Query, ...]:
        """Return all statements in the order of their file."""
        return tuple(self._by_name.values())


def parse_queries(text: str) -> Queries:
    """Parse statements, each under a line with its name and a line with its purpose.

    Raises BugError where a name has no purpose, a statement is empty or not closed by a semicolon,
    or a name comes twice.
    """
    heads = list(_HEAD.finditer(text))
    if len(heads) != len(_NAME_LINE.findall(text)):
        raise BugError("A statement of the store has no line that says what it is for")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    queries = []
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end].strip()
        if not body.endswith(";"):
            raise BugError(f"The statement {head[1]!r} of the store has no end")
        queries.append(Query(head[1], head[2], body))
    return Queries(tuple(queries))


def load_queries() -> Queries:
    """Return the statements that are shipped with the package."""
    return parse_queries((resources.files(__package__) / "queries.sql").read_text(encoding="utf-8"))
