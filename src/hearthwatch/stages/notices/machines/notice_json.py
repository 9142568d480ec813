# SPDX-License-Identifier: Apache-2.0
"""A message as JSON for machines: what webhooks and MQTT carry. Version 1.

Fields are only ever added within a version. It names hazards, cameras and places, and nobody.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from hearthwatch.model.message import Message

VERSION = 1


class NoticeJson(msgspec.Struct, frozen=True, kw_only=True):
    """The fields. Times are RFC 3339 in UTC; what does not apply is null or empty.

    ``event_type`` is the cause once more, under the name that Home Assistant's event entities ask for.
    """

    version: int
    event_type: str
    name: str
    cause: str
    severity: str
    drill: bool
    false_alarm: bool
    incident: int | None
    kind: str | None
    hazard: str | None
    hazards: tuple[str, ...]
    place: str
    places: tuple[str, ...]
    cameras: tuple[str, ...]
    opened: datetime | None
    at: datetime
    expires: datetime
    title: str
    why: str
    link: str


def notice_json(message: Message, language: str = "en") -> bytes:
    """Return a message as JSON in UTF-8, its words in ``language`` where there are such."""
    words = message.words(language)
    return msgspec.json.encode(
        NoticeJson(
            version=VERSION,
            event_type=message.cause.value,
            name=message.name,
            cause=message.cause.value,
            severity=message.severity.name.lower(),
            drill=message.drill,
            false_alarm=message.is_false_alarm,
            incident=message.incident,
            kind=message.kind and message.kind.value,
            hazard=message.hazards[0].value if message.hazards else None,
            hazards=tuple(hazard.value for hazard in message.hazards),
            place=message.places[0] if message.places else "",
            places=message.places,
            cameras=message.cameras,
            opened=message.opened,
            at=message.at,
            expires=message.expires,
            title=words.title,
            why=words.body,
            link=message.link,
        )
    )
