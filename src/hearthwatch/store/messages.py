# SPDX-License-Identifier: Apache-2.0
"""Messages and their deliveries as rows: the outbox that survives any crash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.message import Cause, Message
from hearthwatch.model.post import Post

from .chunks import milliseconds, moment
from .database import Database, Row, SqlValue, damaged


def add(database: Database, posts: Iterable[Post]) -> None:
    """Add messages with their deliveries, within the transaction that is open; one that is there stays."""
    for post in posts:
        message = post.message
        database.add(
            "add_message",
            name=message.name,
            cause=message.cause.value,
            incident=message.incident,
            at=milliseconds(message.at),
            body=msgspec.json.encode(message).decode(),
        )
        database.change_many("keep_delivery", [_values(each) for each in post.deliveries])


def keep(database: Database, posts: Sequence[Post], deliveries: Sequence[Delivery]) -> None:
    """Add messages and note how deliveries stand now, all or nothing.

    A delivery whose message was erased meanwhile is nothing to be noted.
    """
    with database.transaction():
        add(database, posts)
        database.change_many("note_delivery", [_values(each) for each in deliveries])


def queued(database: Database) -> tuple[Post, ...]:
    """Return the messages that have deliveries to be tried, oldest first, with those alone."""
    waiting: dict[str, list[Delivery]] = {}
    for row in database.rows("queued_deliveries"):
        delivery = _delivery(row)
        waiting.setdefault(delivery.message, []).append(delivery)
    return tuple(
        Post(_message(database, name, body), tuple(waiting[name]))
        for name, body in database.rows("queued_messages")
    )


def messages(database: Database, incident: IncidentId | None, *, latest: int) -> tuple[Message, ...]:
    """Return the ``latest`` messages of an incident, or of all that are of none, oldest first."""
    rows = database.rows("messages", incident=incident, latest=latest)
    return tuple(_message(database, name, body) for name, body in reversed(rows))


def latest(database: Database, last: int) -> tuple[Message, ...]:
    """Return the ``last`` messages of all, newest first."""
    return tuple(_message(database, name, body) for name, body in database.rows("newest_messages", last=last))


def known(database: Database, names: Iterable[MessageName]) -> frozenset[MessageName]:
    """Return which of these messages there are."""
    return frozenset(name for name in names if database.row("message_known", name=name) is not None)


def newest(database: Database, cause: Cause) -> datetime | None:
    """Return when the newest message of a cause was made; None where there is none."""
    (at,) = database.row("newest_message", cause=cause.value) or (None,)
    return None if at is None else moment(at)


def deliveries(database: Database, message: MessageName) -> tuple[Delivery, ...]:
    """Return the deliveries of a message."""
    return tuple(_delivery(row) for row in database.rows("deliveries", message=message))


def latest_of_channels(database: Database) -> tuple[Delivery, ...]:
    """Return of each channel the delivery that changed last, of those that were tried."""
    return tuple(_delivery(row) for row in database.rows("latest_deliveries"))


def erase(database: Database, before: datetime) -> None:
    """Erase messages of no incident that were made before ``before``, within the open transaction."""
    database.change("erase_messages", before=milliseconds(before))


def _values(delivery: Delivery) -> dict[str, SqlValue]:
    return {
        "message": delivery.message,
        "channel": delivery.channel,
        "recipient": delivery.recipient,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "due": None if delivery.due is None else milliseconds(delivery.due),
        "reason": delivery.reason,
        "changed": milliseconds(delivery.changed),
        "handle": delivery.handle,
    }


def _delivery(row: Row) -> Delivery:
    message, channel, recipient, state, attempts, due, reason, changed, handle = row
    return Delivery(
        MessageName(message), ChannelId(channel), recipient, DeliveryState(state), attempts,
        None if due is None else moment(due), reason, moment(changed), handle,
    )  # fmt: skip


def _message(database: Database, name: str, body: str) -> Message:
    try:
        return msgspec.json.decode(body, type=Message)
    except msgspec.MsgspecError as error:
        raise damaged(database.folder, f"message {name}") from error
