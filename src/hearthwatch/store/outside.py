# SPDX-License-Identifier: Apache-2.0
"""What people set or say from outside: push subscriptions, operators' own words, reports that were taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .chunks import milliseconds, moment
from .database import Database, SqlValue


@dataclass(frozen=True, slots=True)
class KeptSubscription:
    """A browser's subscription: ``body`` is all of it as JSON."""

    id: str
    endpoint: str
    made: datetime
    body: str


@dataclass(frozen=True, slots=True)
class AnnouncementEntry:
    """What was done with an operator's words: ``what`` in a word or two, ``by`` whom, and the words."""

    at: datetime
    what: str
    by: str
    text: str


def subscriptions(database: Database) -> tuple[KeptSubscription, ...]:
    """Return all subscriptions, the oldest first."""
    rows = database.rows("push_subscriptions")
    return tuple(
        KeptSubscription(number, endpoint, moment(made), body) for number, endpoint, made, body in rows
    )


def keep_subscription(database: Database, subscription: KeptSubscription) -> None:
    """Keep a subscription; one of the same browser is replaced by it."""
    with database.transaction():
        database.change("erase_push_endpoint", endpoint=subscription.endpoint)
        database.change(
            "keep_push_subscription",
            id=subscription.id,
            endpoint=subscription.endpoint,
            made=milliseconds(subscription.made),
            body=subscription.body,
        )


def remove_subscription(database: Database, number: str) -> int:
    """Erase a subscription; return how many there were of it."""
    return database.change("erase_push_subscription", id=number)


def add_entries(database: Database, entries: Iterable[AnnouncementEntry]) -> None:
    """Add lines about operators' words, all or none."""
    rows: list[dict[str, SqlValue]] = [
        {"at": milliseconds(each.at), "what": each.what, "by": each.by, "text": each.text} for each in entries
    ]
    with database.transaction():
        database.change_many("add_announcement_entry", rows)


def entries(database: Database, last: int) -> tuple[AnnouncementEntry, ...]:
    """Return the ``last`` lines, newest first."""
    rows = database.rows("announcement_entries", last=last)
    return tuple(AnnouncementEntry(moment(at), what, by, text) for at, what, by, text in rows)


def take_report(database: Database, key: str, at: datetime) -> bool:
    """Note that a report was taken; return whether it is new."""
    return database.change("take_report", key=key, at=milliseconds(at)) > 0


def erase_reports(database: Database, before: datetime) -> None:
    """Forget reports that were taken before ``before``, within the open transaction."""
    database.change("erase_reports", before=milliseconds(before))
    database.change("erase_announcement_entries", before=milliseconds(before))
