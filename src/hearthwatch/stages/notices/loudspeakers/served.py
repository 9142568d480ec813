# SPDX-License-Identifier: Apache-2.0
"""Which loudspeaker speaks of what: the places that it serves, the groups, the kinds of incidents. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from hearthwatch.model.ids import CameraId, ChannelId
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.groups import is_for

#: A camera's trouble concerns those who look after it, not a village square.
PUBLIC_KINDS = frozenset({IncidentKind.FIRE, IncidentKind.WATER, IncidentKind.BLOCKED})


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """One loudspeaker, or a group that one address reaches.

    ``cameras``: whose places it serves; none for all. ``groups`` of the ladder; none for all. ``languages``
    in which it speaks, one after another; none for those of the announcements. ``volume``: 0..1.
    """

    id: ChannelId
    name: str
    cameras: frozenset[CameraId] = frozenset()
    groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    volume: float = 0.7
    kinds: frozenset[IncidentKind] = PUBLIC_KINDS
    least: Severity = Severity.NOTICE

    def serves(self, message: Message) -> bool:
        """Whether it is to say a message."""
        if message.kind is not None and message.kind not in self.kinds:
            return False
        if message.severity < self.least and message.hazards:
            return False
        is_here = not self.cameras or not message.cameras or not self.cameras.isdisjoint(message.cameras)
        return is_here and is_for(message.whom, self.groups)


def with_no_camera_left_out(
    loudspeakers: Sequence[Loudspeaker], cameras: Collection[CameraId]
) -> tuple[Loudspeaker, ...]:
    """Return the loudspeakers so that each camera has one: what none serves is said by all of them."""
    left_out = frozenset(cameras)
    for each in loudspeakers:
        left_out = left_out - each.cameras if each.cameras else frozenset()
    return tuple(
        replace(each, cameras=each.cameras | left_out) if each.cameras else each for each in loudspeakers
    )
