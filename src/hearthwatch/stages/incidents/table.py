# SPDX-License-Identifier: Apache-2.0
"""The state machine of an incident, as a table; docs/design/incidents.md holds its drawing, made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearthwatch.model.incident import IncidentState as State


class Trigger(StrEnum):
    """What can happen to an incident."""

    HELD = "seen long enough"
    TOLD = "somebody was told"
    ESCALATED = "grows worse"
    DUE = "nobody answers"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "certainly over"
    UNSEEN = "not seen for long"
    RESOLVED = "resolved by a person"
    DISMISSED = "not a hazard"
    ABANDONED = "unseen and unanswered for a day"


class Act(StrEnum):
    """What is to be done on the way."""

    TELL = "tell"
    TELL_WORSE = "tell that it grows worse"
    TELL_AGAIN = "tell again, and more people"
    TELL_END = "tell the end"
    RAISE_BAR = "raise the bar there"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a trigger leads, and what is done on the way."""

    to: State
    acts: tuple[Act, ...] = ()


_END_BY_PERSON = {
    Trigger.RESOLVED: Step(State.RESOLVED, (Act.TELL_END,)),
    Trigger.DISMISSED: Step(State.FALSE_ALARM, (Act.RAISE_BAR, Act.TELL_END)),
}
_ROWS: Mapping[State, Mapping[Trigger, Step]] = {
    State.SUSPECTED: {
        Trigger.HELD: Step(State.CONFIRMED, (Act.TELL,)),
        # A short drop: nobody was told that it began, so nobody is told that it ended.
        Trigger.RETURNED: Step(State.RESOLVED),
        Trigger.UNSEEN: Step(State.RESOLVED),
        Trigger.RESOLVED: Step(State.RESOLVED),
        Trigger.DISMISSED: Step(State.FALSE_ALARM, (Act.RAISE_BAR,)),
    },
    # Its notice is written, and nobody has it yet. However short it was: who is to be told is told.
    State.CONFIRMED: {
        Trigger.TOLD: Step(State.NOTIFIED),
        Trigger.ACKNOWLEDGED: Step(State.ACKNOWLEDGED),
        Trigger.ESCALATED: Step(State.CONFIRMED, (Act.TELL_WORSE,)),
        **_END_BY_PERSON,
    },
    # Not being seen any more does not end a fire that nobody has answered for: smoke may hide it.
    State.NOTIFIED: {
        Trigger.ACKNOWLEDGED: Step(State.ACKNOWLEDGED),
        Trigger.ESCALATED: Step(State.NOTIFIED, (Act.TELL_WORSE,)),
        Trigger.DUE: Step(State.NOTIFIED, (Act.TELL_AGAIN,)),
        Trigger.RETURNED: Step(State.RESOLVED, (Act.TELL_END,)),
        Trigger.ABANDONED: Step(State.RESOLVED, (Act.TELL_END,)),
        **_END_BY_PERSON,
    },
    # Quiet, but never blind: what grows worse is told as though it were new.
    State.ACKNOWLEDGED: {
        Trigger.ESCALATED: Step(State.CONFIRMED, (Act.TELL_WORSE,)),
        Trigger.RETURNED: Step(State.RESOLVED, (Act.TELL_END,)),
        Trigger.UNSEEN: Step(State.RESOLVED, (Act.TELL_END,)),
        **_END_BY_PERSON,
    },
    State.RESOLVED: {},
    State.FALSE_ALARM: {},
}
TABLE: Mapping[tuple[State, Trigger], Step] = {
    (state, trigger): step for state, row in _ROWS.items() for trigger, step in row.items()
}


def drawing() -> str:
    """Return the table as a drawing in the language of Mermaid, version 10 and later."""
    lines = ["stateDiagram-v2", f"    [*] --> {_id(State.SUSPECTED)}: first sighting"]
    for (state, trigger), step in TABLE.items():
        acts = f" / {', '.join(step.acts)}" if step.acts else ""
        lines.append(f"    {_id(state)} --> {_id(step.to)}: {trigger}{acts}")
    lines += [f"    {_id(state)} --> [*]" for state in State if state.is_over]
    return "\n".join(lines) + "\n"


def _id(state: State) -> str:
    return state.value.replace("-", "_")
