# SPDX-License-Identifier: Apache-2.0
"""Messages made of what the desk says: a notice with its incident in, a whole `Message` out. Pure.

Nobody is named: who answered or ended an incident stays in its record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hearthwatch.model.errors import BugError
from hearthwatch.model.ids import CameraId, MessageName
from hearthwatch.model.incident import (
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    Place,
    Severity,
)
from hearthwatch.model.message import Cause, Earlier, Message
from hearthwatch.model.zone import Zone

from .phrases import Phrases, Saying, Subject, tidy
from .zone_names import zone_name

#: How long a message is worth saying, by why it is said.
_WORTH = {
    # The ladder tells a standing danger anew every 25 minutes: the next is there before this one ends.
    Cause.FIRST: timedelta(minutes=30),
    Cause.AGAIN: timedelta(minutes=30),
    Cause.ESCALATED: timedelta(minutes=30),
    # Who was alarmed must hear that it is over, even when their phone was off for half the night.
    Cause.ENDED: timedelta(hours=12),
    # The next digest says what goes on.
    Cause.DIGEST: timedelta(minutes=30),
    # Somebody stands there and waits for the result.
    Cause.TEST: timedelta(minutes=2),
    # It says that the channel works today.
    Cause.HEARTBEAT: timedelta(hours=12),
}
#: A camera's trouble is no news of the minute: it stands until somebody has looked after it.
_WORTH_OF_TROUBLE = timedelta(hours=12)
_NOT_OF_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes messages. ``names``: what people call each camera; ``base``: the pages' address, "" for none.

    ``zones``: what stewards have drawn on each view.
    """

    phrases: Phrases
    names: Mapping[CameraId, str]
    base: str = ""
    zones: Mapping[CameraId, Sequence[Zone]] = field(default_factory=dict)

    def message_of(self, notice: Notice, incident: Incident, earlier: Sequence[Notice] = ()) -> Message:
        """Return the message of a notice. ``earlier``: notices of the incident; those before it count."""
        seen = sorted(incident.places, key=lambda place: (-Severity.of(place.hazard), not place.is_open))
        subject = Subject(
            saying_of(notice, incident),
            seen[0].hazard if seen else None,
            self._places(seen),
            notice.drill,
            max(0, round((notice.at - incident.opened).total_seconds() / 60)),
        )
        cause = Cause(notice.reason.value)
        return Message(
            _name(incident.id, notice.number),
            cause,
            notice.severity,
            notice.at,
            notice.at + _worth(cause, incident.kind),
            self.phrases.compose(subject),
            notice.whom,
            notice.drill,
            incident.id,
            incident.kind,
            tuple(dict.fromkeys(place.hazard for place in seen)),
            incident.opened,
            incident.cameras,
            subject.places,
            self._link(f"/incidents/{incident.id}"),
            incident.state is IncidentState.FALSE_ALARM,
            _before(notice, earlier),
        )

    def digest_of(self, messages: Sequence[Message], at: datetime) -> Message:
        """Return one message for many, of real incidents or of drills; BugError: mixed, or none."""
        if not messages or len({message.drill for message in messages}) != 1:
            raise BugError("a digest is of real incidents alone or of drills alone, and of one at least")
        first = min(message.opened or message.at for message in messages)
        by_gravity = sorted(messages, key=lambda message: -message.severity)
        hazards = tuple(dict.fromkeys(hazard for each in by_gravity for hazard in each.hazards))
        subject = Subject(
            Saying.DIGEST,
            next(iter(hazards), None),
            tuple(dict.fromkeys(place for each in by_gravity for place in each.places)),
            messages[0].drill,
            max(1, -int((first - at).total_seconds() // 60)),
            len({message.incident or message.name for message in messages}),
        )
        whom = list(dict.fromkeys(message.whom for message in messages))
        return Message(
            MessageName(f"digest-{stamp(at)}"),
            Cause.DIGEST,
            by_gravity[0].severity,
            at,
            at + _WORTH[Cause.DIGEST],
            self.phrases.compose(subject),
            "" if "" in whom else ", ".join(whom),
            messages[0].drill,
            hazards=hazards,
            opened=first,
            cameras=tuple(dict.fromkeys(camera for each in by_gravity for camera in each.cameras)),
            places=subject.places,
            link=self._link("/incidents"),
        )

    def test_message(self, channel: str, name: str, at: datetime) -> Message:
        """Return a message that tries one channel, whose id and name are given."""
        return self._plain(Cause.TEST, f"test-{_plain_name(channel)}-{stamp(at)}", at, name)

    def heartbeat(self, channel: str, name: str, at: datetime) -> Message:
        """Return the day's sign of life for one channel: one name a day and channel."""
        return self._plain(Cause.HEARTBEAT, f"heartbeat-{_plain_name(channel)}-{at:%Y-%m-%d}", at, name)

    def words_message(
        self,
        texts: Mapping[str, str],
        at: datetime,
        *,
        cameras: Sequence[CameraId] = (),
        worth_s: float = 600.0,
    ) -> Message:
        """Return an operator's confirmed words, by language, for those whom ``cameras`` concern; none: all.

        They are worth saying for ten minutes: what was meant for now is not said in the night.
        """
        known = {language.code: language for language in self.phrases.languages}
        fallback = next(iter(self.phrases.languages))
        composed = {
            code: known.get(code, fallback).compose(Subject(Saying.WORDS, words=text))
            for code, text in texts.items()
        }
        return Message(
            MessageName(f"words-{stamp(at)}"),
            Cause.WORDS,
            Severity.WARNING,
            at,
            at + timedelta(seconds=worth_s),
            composed,
            cameras=tuple(cameras),
        )

    def _plain(self, cause: Cause, name: str, at: datetime, channel: str) -> Message:
        texts = self.phrases.compose(Subject(Saying(cause.value), name=channel))
        return Message(MessageName(name), cause, Severity.NOTICE, at, at + _WORTH[cause], texts)

    def place_name(self, camera: CameraId, zone: str = "") -> str:
        """Return what people call a place: the camera's name, and the zone's after it."""
        name = tidy(self.names.get(camera, "")) or str(camera)
        zone = tidy(zone)
        return f"{name}, {zone}" if zone and zone.casefold() != name.casefold() else name

    def _places(self, seen: Sequence[Place]) -> tuple[str, ...]:
        zones = self.zones
        return tuple(
            dict.fromkeys(
                self.place_name(place.camera, zone_name(place, zones.get(place.camera, ()))) for place in seen
            )
        )

    def _link(self, path: str) -> str:
        return f"{self.base.rstrip('/')}{path}" if self.base else ""


def saying_of(notice: Notice, incident: Incident) -> Saying:
    """Return which words a notice needs: an end by hand is not "not seen any more"."""
    if notice.reason is not NoticeReason.ENDED:
        return Saying(notice.reason.value)
    if incident.state is IncidentState.FALSE_ALARM:
        return Saying.FALSE_ALARM
    return Saying.CLOSED if incident.by and incident.is_seen else Saying.ENDED


def stamp(at: datetime) -> str:
    """Return a time for names, to the microsecond: two in one second stay two."""
    return f"{at:%Y%m%d-%H%M%S-%f}"


def _name(incident: int, number: int) -> MessageName:
    return MessageName(f"incident-{incident}-{number}")


def _plain_name(text: str) -> str:
    return _NOT_OF_NAMES.sub("-", text.lower()).strip("-") or "channel"


def _worth(cause: Cause, kind: IncidentKind) -> timedelta:
    return _WORTH_OF_TROUBLE if kind is IncidentKind.CAMERA else _WORTH[cause]


def _before(notice: Notice, earlier: Sequence[Notice]) -> tuple[Earlier, ...]:
    same = [each for each in earlier if each.incident == notice.incident and each.number < notice.number]
    return tuple(
        Earlier(_name(each.incident, each.number), each.at)
        for each in sorted(same, key=lambda each: each.number)
    )
