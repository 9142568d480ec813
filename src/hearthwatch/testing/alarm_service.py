# SPDX-License-Identifier: Apache-2.0
"""The service of alarms as the pages see it, made of values: no camera, no channel and no store.

`FakeAlarmService` holds one part for each port. What is done to it shows at once, also on its hub.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    PersonsAct,
    Place,
    Severity,
)
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.answer_token import AnswerKey
from hearthwatch.web.alarm_hub import AlarmHub
from hearthwatch.web.alarm_values import (
    Alarm,
    ChannelStanding,
    ChannelState,
    Fate,
    IncidentFile,
    Said,
    Trial,
)

from .announcements import FakeAnnouncements
from .channel_settings import FakeSettings

#: For tests alone: it is known to everybody.
SECRET = b"no secret at all, for tests only" * 2
_AFTER = {
    PersonsAct.ACKNOWLEDGE: IncidentState.ACKNOWLEDGED,
    PersonsAct.RESOLVE: IncidentState.RESOLVED,
    PersonsAct.NOT_A_HAZARD: IncidentState.FALSE_ALARM,
}
_NOTHING: Callable[[], None] = lambda: None  # noqa: E731 - a default that does nothing


@dataclass(slots=True)
class FakeIncidents:
    """Incidents that a test opens. ``changed`` is called after each change."""

    clock: Clock
    files: dict[IncidentId, IncidentFile] = field(default_factory=dict)
    changed: Callable[[], None] = _NOTHING

    def open(self, hazard: Hazard, camera: CameraId, *, drill: bool = False) -> IncidentId:
        """Open an incident that nobody answers for yet, told to one person by mail who has it."""
        number = IncidentId(len(self.files) + 1)
        now = self.clock.now()
        place = Place(camera, hazard, CellRect(10, 10, 20, 20), 0.9, now, is_open=True)
        incident = Incident(
            number, IncidentKind.of(hazard), IncidentState.NOTIFIED, Severity.of(hazard), now, (place,),
            f"{hazard.value} was seen for 12 s", notices=1, drill=drill,
        )  # fmt: skip
        self.files[number] = IncidentFile(
            incident, (Entry(number, now, "first seen"), Entry(number, now, "confirmed")), (_said(incident),)
        )
        self.changed()
        return number

    async def incidents(self, last: int) -> Sequence[Incident]:
        """Return the open ones and the last that ended."""
        all_of_them = [each.incident for each in self.files.values()]
        over = [each for each in all_of_them if each.state.is_over]
        return [*(each for each in all_of_them if not each.state.is_over), *over[len(over) - last :]]

    async def incident(self, incident: IncidentId) -> IncidentFile | None:
        """Return one that a test opened."""
        return self.files.get(incident)

    async def act(self, incident: IncidentId, act: PersonsAct, by: str) -> None:
        """Do it at once."""
        kept = self.files[incident]
        state = _AFTER[act]
        if kept.incident.state.is_over or kept.incident.state is state:
            raise UsageError(f"Incident {incident} is {kept.incident.state}: that cannot be done now")
        now = self.clock.now()
        after = replace(kept.incident, state=state, by=by, closed=now if state.is_over else None)
        record = (*kept.record, Entry(incident, now, state.value, by))
        self.files[incident] = replace(kept, incident=after, record=record)
        self.changed()

    async def drill(self, camera: CameraId, by: str) -> IncidentId:
        """Open an exercise; who began it stands in its record."""
        number = self.open(Hazard.FLAME, camera, drill=True)
        kept = self.files[number]
        entry = Entry(number, self.clock.now(), "an exercise was begun", by)
        self.files[number] = replace(kept, record=(*kept.record, entry))
        return number

    async def report(self, hazard: Hazard, camera: CameraId) -> IncidentId:
        """Open an incident."""
        return self.open(hazard, camera)


@dataclass(slots=True)
class FakeChannels:
    """Channels that stand as a test sets them; ``trials``: what comes of a test on each."""

    clock: Clock
    standings: list[ChannelStanding] = field(default_factory=list)
    messages: list[Said] = field(default_factory=list)
    trials: dict[ChannelId, Trial] = field(default_factory=dict)
    tested: list[tuple[ChannelId, str]] = field(default_factory=list)
    changed: Callable[[], None] = _NOTHING

    def channels(self) -> Sequence[ChannelStanding]:
        """Return them."""
        return tuple(self.standings)

    def put(self, channel: ChannelStanding) -> None:
        """Add a channel, or let it stand anew."""
        others = [each for each in self.standings if each.id != channel.id]
        self.standings = sorted([*others, channel], key=lambda each: each.id)
        self.changed()

    async def said(self, last: int) -> Sequence[Said]:
        """Return the newest messages that were set."""
        return self.messages[::-1][:last]

    async def test(self, channel: ChannelId, by: str) -> Trial:
        """Return what was set for the channel; without that the peer has it."""
        self.tested.append((channel, by))
        trial = self.trials.get(channel, Trial(DeliveryState.ACCEPTED, "The peer has it."))
        (standing,) = (each for each in self.standings if each.id == channel)
        fails = trial.state is DeliveryState.FAILED
        state = ChannelState.FAILING if fails else ChannelState.WORKING
        reason = trial.words if fails else ""
        self.put(replace(standing, state=state, since=self.clock.now(), reason=reason))
        return trial


class FakeAlarmService:
    """All parts, wired to one hub."""

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing open and no channel."""
        self.clock = clock
        self.hub = AlarmHub()
        self.answers = AnswerKey(SECRET, clock)
        self.incidents = FakeIncidents(clock, changed=self._publish)
        self.channels = FakeChannels(clock, changed=self._publish)
        self.settings = FakeSettings()
        self.announcements = FakeAnnouncements(clock)

    def _publish(self) -> None:
        all_of_them = (each.incident for each in self.incidents.files.values())
        open_ones = tuple(each for each in all_of_them if not each.state.is_over)
        self.hub.publish(Alarm(open_ones, tuple(self.channels.channels())))


def _texts(title: str, why: str, where: str) -> dict[str, Words]:
    """Return what is said in the two languages of this service."""
    german = f"Gefahr, Ort: {where}"
    return {"en": Words(title, f"{title}. {why}."), "de": Words(german, f"{german}. Bitte nachsehen.")}


def _said(incident: Incident) -> Said:
    name = MessageName(f"{incident.id}-1")
    where = ", ".join(incident.cameras)
    mark = "DRILL, no danger: " if incident.drill else ""
    title = f"{mark}{incident.places[0].hazard.value} at {where}"
    at = incident.opened
    message = Message(
        name, Cause.FIRST, incident.severity, at, at, _texts(title, incident.why, where),
        whom="operators", drill=incident.drill, incident=incident.id, kind=incident.kind,
    )  # fmt: skip
    accepted = Delivery(
        name, ChannelId("mail"), "7", DeliveryState.ACCEPTED, 1, None, "The mail server has it", at
    )
    failed = Delivery(
        name, ChannelId("horn"), "", DeliveryState.FAILED, 4, None, "The loudspeaker does not answer", at
    )
    return Said(message, (Fate(accepted, "Mail", "Steward on call"), Fate(failed, "Horn at the mill")))
