# SPDX-License-Identifier: Apache-2.0
"""The line of a key is found in TOML as people write it."""

from __future__ import annotations

import pytest

from hearthwatch.config.places import line_of, parse_path

_TEXT = """\
# a comment with id = "x"
[[camera]]
id = "a"
"url" = "x"

  [[ camera ]]
id = "b"

[store]
keep = "1 h"
[admission . public]
share = 0.7
[web]
a.b = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("camera[0].id", 3),
        ("camera[0].url", 4),
        ("camera[1].id", 7),
        ("camera[1].url", 6),
        ("camera[2].id", None),
        ("camera", 2),
        ("store", 9),
        ("store.keep", 10),
        ("admission", 11),
        ("admission.public.share", 12),
        ("web.a.b", 14),
        ("web.a", 14),
        ("nothing", None),
        ("", None),
    ],
)
def test_the_line_of_a_key(path: str, line: int | None) -> None:
    """A key is found under its own table; where it is not there, its table is; else nothing."""
    assert line_of(_TEXT, parse_path(path)) == line


def test_a_list_stands_where_its_key_does() -> None:
    """An element of a list is found at the list."""
    assert line_of("[web]\nx = [\n1]\n", parse_path("web.x[0]")) == 2
