# SPDX-License-Identifier: Apache-2.0
"""Who decides on a plate, and that it is still what they looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.access import name_key
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import PlateId

from .database import Database


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, and when. ``seen``: the plate's `revision` that they decide on, "" where any will do."""

    by: str
    now: datetime
    seen: str = ""


def revision(database: Database, plate: PlateId) -> str:
    """Return a word that changes with a plate's state, and with what is cleared and struck; "" for none."""
    state, changes = database.row("revision", plate=plate) or ("", 0)
    return f"{state}-{changes}" if state else ""


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but how they are typed: capitals, width, accents' encoding."""
    return name_key(one) == name_key(other)


def people(names: Iterable[str]) -> tuple[str, ...]:
    """Return each person once, as they were first written."""
    people: dict[str, str] = {}
    for name in names:
        people.setdefault(name_key(name), name)
    return tuple(people.values())


def expect(database: Database, plate: PlateId, signature: Signature) -> None:
    """Refuse (UsageError) to decide on a plate that is not any more what was looked at."""
    if not signature.seen:
        return
    now = revision(database, plate)
    if not now:
        raise UsageError(f"There is no plate {plate} any more", do="Look at those that there are")
    if now == signature.seen:
        return
    state, before = now.partition("-")[0], signature.seen.partition("-")[0]
    if state != before:
        raise UsageError(f"Plate {plate} is {state} by now", do="Look at it again")
    raise UsageError(f"Somebody has changed candidate {plate} meanwhile", do="Look at it again")
