# SPDX-License-Identifier: Apache-2.0
"""The table of an incident's states: every path ends, and its drawing is the one in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearthwatch.model.incident import IncidentState as State
from hearthwatch.stages.incidents.table import TABLE, Act, Trigger, drawing

DOCS = Path(__file__).resolve().parents[4] / "docs" / "design" / "incidents.md"
OPEN = [state for state in State if not state.is_over]


def test_the_drawing_in_the_docs_is_made_from_the_table() -> None:
    """docs/design/incidents.md holds the table's drawing, word for word."""
    assert f"```mermaid\n{drawing()}```" in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", OPEN)
def test_a_person_can_end_every_open_incident(state: State) -> None:
    """From every open state a person's word leads to an end in one step."""
    assert TABLE[state, Trigger.RESOLVED].to is State.RESOLVED
    assert TABLE[state, Trigger.DISMISSED].to is State.FALSE_ALARM


@pytest.mark.parametrize("state", [State.RESOLVED, State.FALSE_ALARM])
def test_nothing_follows_an_end(state: State) -> None:
    """No trigger leads out of an end."""
    assert not [trigger for trigger in Trigger if (state, trigger) in TABLE]


@pytest.mark.parametrize("state", OPEN)
def test_without_people_every_path_ends_too(state: State) -> None:
    """Where nobody does anything and the hazard is gone, time and the telling alone lead to an end."""
    alone = {Trigger.TOLD, Trigger.RETURNED, Trigger.UNSEEN, Trigger.ABANDONED}
    reached = {state}
    for _ in State:
        reached |= {
            step.to for (start, trigger), step in TABLE.items() if start in reached and trigger in alone
        }
    assert State.RESOLVED in reached


def test_what_is_told_is_also_told_to_be_over() -> None:
    """Each end of an incident that somebody may have been told of is told."""
    for (state, _), step in TABLE.items():
        if step.to.is_over and state is not State.SUSPECTED:
            assert Act.TELL_END in step.acts
