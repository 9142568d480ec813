# SPDX-License-Identifier: Apache-2.0
"""Contacts: ways to tell those on duty. An id that a steward chose and a choice; nothing about a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.message import Message

from .choice import Choice, wants


@dataclass(frozen=True, slots=True)
class Contact:
    """``language``: BCP 47, in which it is told."""

    id: str
    choice: Choice
    language: str = "en"


def wanting(contacts: Sequence[Contact], message: Message, now: datetime) -> Sequence[str]:
    """Return the ids of those who want a message. ``now`` is aware, in the zone whose hours they mean."""
    return [each.id for each in contacts if wants(each.choice, message, now)]
