# SPDX-License-Identifier: Apache-2.0
"""What machines see of us at any time: cameras, hazards and loudspeakers, kept right on the broker, retained.

The rest of the service says what is; this publishes what differs from what the broker has, all of it after
each connection, and empties the topics of what is no more, also of what went while we were not there.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Incident, IncidentState
from hearthwatch.model.watching import Watching

from .home_assistant import Origin, camera_device, loudspeaker_device, service_device
from .link import BrokerLink, Incoming
from .topics import Kind, Topics

_log = logging.getLogger(__name__)

#: Published at once, so that a broker far away is not waited for topic by topic.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class CameraWord:
    """A camera as machines know it."""

    id: CameraId
    name: str
    watching: Watching


@dataclass(frozen=True, slots=True)
class LoudspeakerWord:
    """A loudspeaker as machines know it; ``why``: why it fails, "" while it does not."""

    id: str
    name: str
    is_ok: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that is said. None: not known yet, as after a start."""

    cameras: Sequence[CameraWord] | None = None
    loudspeakers: Sequence[LoudspeakerWord] | None = None
    hazards: frozenset[tuple[CameraId, Hazard]] | None = None
    last: bytes = b""


def wanted(whole: Whole, topics: Topics, origin: Origin) -> Mapping[str, bytes]:
    """Return what each retained topic should hold."""
    found: dict[str, bytes] = {}
    if topics.discovery:
        found[topics.config(topics.service_id)] = service_device(topics, origin)
    for camera in whole.cameras or ():
        found[topics.state("camera", camera.id)] = camera.watching.state.value.encode()
        found[topics.why("camera", camera.id)] = _why(camera.watching.why)
        if whole.hazards is not None:
            for hazard in Hazard:
                is_on = (camera.id, hazard) in whole.hazards
                found[topics.hazard(camera.id, hazard)] = b"ON" if is_on else b"OFF"
        if topics.discovery:
            payload = camera_device(topics, origin, camera.id, camera.name)
            found[topics.config(topics.object_id("camera", camera.id))] = payload
    for speaker in whole.loudspeakers or ():
        found[topics.state("loudspeaker", speaker.id)] = b"ok" if speaker.is_ok else b"failed"
        found[topics.why("loudspeaker", speaker.id)] = _why(speaker.why)
        if topics.discovery:
            payload = loudspeaker_device(topics, origin, speaker.id, speaker.name)
            found[topics.config(topics.object_id("loudspeaker", speaker.id))] = payload
    if whole.last:
        found[topics.last] = whole.last
    return found


def _why(words: str) -> bytes:
    return json.dumps({"why": words}, ensure_ascii=False).encode()


def open_hazards(incidents: Sequence[Incident]) -> frozenset[tuple[CameraId, Hazard]]:
    """Return each camera's hazards of which a confirmed incident is open. A drill turns nothing on."""
    return frozenset(
        (place.camera, place.hazard)
        for incident in incidents
        if not (incident.drill or incident.state.is_over or incident.state is IncidentState.SUSPECTED)
        for place in incident.places
    )


class MachineStates:
    """See the module. All calls belong to the loop's thread; none blocks."""

    def __init__(self, link: BrokerLink, topics: Topics, origin: Origin) -> None:
        """Take the broker; `run` publishes."""
        self._link, self._topics, self._origin = link, topics, origin
        self._whole = Whole()
        #: What the broker has, as far as we told it in this connection.
        self._published: dict[str, bytes] = {}
        #: Whose states the broker kept from an earlier life of ours.
        self._found: set[tuple[Kind, str]] = set()
        self._news = asyncio.Event()
        link.on_connected(self._begin_anew)
        for kind in ("camera", "loudspeaker"):
            link.subscribe(topics.states_of(kind), self._find)
        if topics.discovery:
            link.subscribe(f"{topics.discovery}/status", self._home_assistant)

    def cameras(self, cameras: Sequence[CameraWord]) -> None:
        """Say which cameras there are, all of them, and how each watches."""
        self._say(replace(self._whole, cameras=tuple(cameras)))

    def loudspeakers(self, loudspeakers: Sequence[LoudspeakerWord]) -> None:
        """Say which loudspeakers there are, all of them."""
        self._say(replace(self._whole, loudspeakers=tuple(loudspeakers)))

    def incidents(self, incidents: Sequence[Incident]) -> None:
        """Say which incidents are open, all of them."""
        self._say(replace(self._whole, hazards=open_hazards(incidents)))

    def told(self, notice: bytes) -> None:
        """Say what the last notice was, as JSON."""
        self._say(replace(self._whole, last=notice))

    async def run(self) -> None:
        """Publish what changes, until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            if self._link.is_up:
                await self._publish_changes()

    def _say(self, whole: Whole) -> None:
        if whole != self._whole:
            self._whole = whole
            self._news.set()

    async def _begin_anew(self) -> None:
        self._published.clear()
        self._news.set()

    async def _find(self, message: Incoming) -> None:
        if message.retained and message.payload:
            is_camera = message.topic.startswith(f"{self._topics.prefix}/camera/")
            self._found.add(("camera" if is_camera else "loudspeaker", message.topic.split("/")[-2]))
            self._news.set()

    async def _home_assistant(self, message: Incoming) -> None:
        """Announce everything to a Home Assistant that has just started."""
        if message.payload == b"online":
            await self._begin_anew()

    async def _publish_changes(self) -> None:
        right = dict(wanted(self._whole, self._topics, self._origin))
        gone = [topic for topic in (*self._published, *self._stale()) if topic not in right]
        # The announcement first: Home Assistant complains of entities whose states are emptied.
        gone.sort(key=lambda topic: not topic.endswith("/config"))
        right |= dict.fromkeys(gone, b"")
        changed = [
            (topic, payload) for topic, payload in right.items() if self._published.get(topic) != payload
        ]
        for begin in range(0, len(changed), _AT_ONCE):
            batch = changed[begin : begin + _AT_ONCE]
            if not all(await asyncio.gather(*(self._publish(*each) for each in batch))):
                return
        self._published = {topic: payload for topic, payload in self._published.items() if payload}

    def _stale(self) -> list[str]:
        """Return the topics of what the broker has and we have no more; of what is known alone."""
        known: dict[Kind, set[str] | None] = {
            "camera": _ids(self._whole.cameras),
            "loudspeaker": _ids(self._whole.loudspeakers),
        }
        stale = {
            (kind, name)
            for kind, name in self._found
            if (here := known[kind]) is not None and name not in here
        }
        self._found -= stale
        return [topic for kind, name in stale for topic in self._topics.all_of(kind, name)]

    async def _publish(self, topic: str, payload: bytes) -> bool:
        """Publish; whether the connection still stands. What is refused is told in the log, and left."""
        try:
            await self._link.publish(topic, payload, retain=True)
        except PeerError as error:
            if not self._link.is_up:
                return False
            _log.warning("%s", error.line())
        self._published[topic] = payload
        return True


def _ids(words: Sequence[CameraWord] | Sequence[LoudspeakerWord] | None) -> set[str] | None:
    return None if words is None else {word.id for word in words}
