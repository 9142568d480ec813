# SPDX-License-Identifier: Apache-2.0
"""The threat model names what is so: each failure mode has a test or a sentence, each test exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "design" / "threat-model.md").read_text(encoding="utf-8")
#: The ways in which hiding people is known to fail, by the words with which their rows begin.
FAILURES = (
    "Sleeping", "People present at start", "Camouflage", "Gain", "Rain", "Shadows", "Jitter", "Night noise",
    "Parked car", "Doors", "The camera's codec", "Decoder freezes", "Exception", "Outlines", "Timing",
    "Evidence of an alarm", "Aiming", "The hazard itself", "The detector of hazards", "Slow smoke",
)  # fmt: skip


def known_tests() -> set[str]:
    """Return the name of every test function of the tree."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def named_tests(text: str) -> set[str]:
    """Return the tests that a text names."""
    return set(re.findall(r"`(test_[a-z0-9_]+)`", text))


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, each as its cells."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_test_that_the_page_names_exists() -> None:
    """No claim rests on a test that is not there."""
    named = named_tests(PAGE)
    assert len(named) > 50
    assert named - known_tests() == set()


def test_the_check_catches_a_name_that_is_none() -> None:
    """A planted name is found missing."""
    assert named_tests("as `test_of_nothing_at_all` shows") - known_tests() == {"test_of_nothing_at_all"}


@pytest.mark.parametrize("failure", FAILURES)
def test_every_failure_mode_has_a_test_or_says_what_remains(failure: str) -> None:
    """Each known failure is a row, with what happens here and a test or a sentence."""
    found = [row for row in rows("Failure modes") if row[0].startswith(failure)]
    assert len(found) == 1
    _, here, shown_by, remains = found[0]
    assert here
    assert named_tests(shown_by) or remains


def test_no_failure_mode_is_left_out() -> None:
    """The table has a row for each known failure and no other."""
    assert len(rows("Failure modes")) == len(FAILURES)


def test_every_claim_of_the_boundary_names_a_test() -> None:
    """A claim without a test is none."""
    assert [claim for claim, shown_by in rows("The boundary's claims") if not named_tests(shown_by)] == []
