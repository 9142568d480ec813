# SPDX-License-Identifier: Apache-2.0
"""Where in a TOML text a key stands: text and path in, a line's number out. For messages alone."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(["']?)([A-Za-z0-9_.-]+)\1\s*=""")
#: What follows an element, as in corners[3][1], stands where the element does.
_PART = re.compile(r"(\[\.\.\.\]|[^.\[\]]+(?:\[[0-9]+\])?)(?:\[[0-9]+\])*")
#: One key of a table whose keys are anybody's: messages do not say which.
_ANY = "[...]"

Path = tuple[str, ...]


def parse_path(text: str) -> Path:
    """Return ``camera[1].url`` as ("camera[1]", "url"); "" is the whole file."""
    return tuple(match[1] for match in _PART.finditer(text))


def line_of(text: str, path: Path) -> int | None:
    """Return the line, counted from 1, of a key or a table; of the table where there is no such key.

    None where neither is found, as for a table written in one line.
    """
    table: Path = ()
    seen: dict[str, int] = {}
    fallback: int | None = None
    if not path:
        return None
    # A list's element stands where the list does.
    plain = (*path[:-1], path[-1].partition("[")[0])
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _table(header[1], header[2], seen)
            heads = (table[: len(path)], (*table[:-1], header[2].rpartition(".")[2].strip()))
            if any(_fits(head, path) for head in heads):
                return number
            if table and _fits(table, path[: len(table)]):
                fallback = number
        elif (key := _KEY.match(line)) and _fits((*table, *key[2].split("."))[: len(path)], plain):
            return number
    return fallback


def _fits(found: Path, wanted: Path) -> bool:
    return len(found) == len(wanted) and all(
        part in {_ANY, there} for part, there in zip(wanted, found, strict=True)
    )


def _table(bracket: str, name: str, seen: dict[str, int]) -> Path:
    """Return a header's path: of lists the element that is the last so far, or with ``[[`` a new one."""
    parts = tuple(part.strip().strip("\"'") for part in name.split("."))
    path: Path = ()
    for number, part in enumerate(parts, start=1):
        key = ".".join((*path, part))
        if bracket == "[[" and number == len(parts):
            seen[key] = seen.get(key, -1) + 1
        path = (*path, f"{part}[{seen[key]}]" if key in seen else part)
    return path
