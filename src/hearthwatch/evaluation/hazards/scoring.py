# SPDX-License-Identifier: Apache-2.0
"""What was alarmed in each clip in, figures out. One clip is one incident, or none; never frames.

The rules are those of docs/design/flame-smoke.md: an alarm counts when it opens afresh, not sooner than
five seconds before the onset, and overlaps the marked region where one is marked. One that was open
before earns nothing and is a false alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearthwatch.model.geometry import Box
from hearthwatch.model.hazard import Hazard
from hearthwatch.stages.hazards.opening import HazardEvent

from .manifest import Clip

#: An alarm so long before the onset that somebody noted by eye is an alarm of it.
EARLY_S = 5.0
#: A nuisance that comes back within this time is the same.
REFRACTORY_S = 600.0
_JUDGED = (Hazard.FLAME, Hazard.SMOKE)


@dataclass(frozen=True, slots=True)
class Watched:
    """One clip watched to its end: all that opened in it, and for how long it could be watched."""

    clip: Clip
    opened: tuple[HazardEvent, ...]
    watched_s: float
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one clip. ``alarm_s`` counts from the onset; ``reason`` why there is no hit."""

    watched: Watched
    alarm_s: float | None
    false_alarms: tuple[HazardEvent, ...]
    raw_false_alarms: int
    reason: str
    why: str


def verdict(watched: Watched) -> Verdict:
    """Return what one clip gave."""
    clip = watched.clip
    alarms = [each for each in watched.opened if each.hazard in _JUDGED and each.kind == "opened"]
    if clip.expected is None:
        return _quiet(watched, alarms)
    early = [each for each in alarms if each.media_time_s < clip.onset_s - EARLY_S]
    own = [each for each in alarms if each.hazard is clip.expected and each not in early]
    hits = [each for each in own if _is_there(each, clip)]
    kept = refractory(early)
    if hits:
        delay = max(hits[0].media_time_s - clip.onset_s, 0.0)
        return Verdict(watched, delay, kept, len(early), "", hits[0].why)
    return Verdict(watched, None, kept, len(early), _reason(watched, alarms, own), "")


def _quiet(watched: Watched, alarms: Sequence[HazardEvent]) -> Verdict:
    why = alarms[0].why if alarms else ""
    return Verdict(watched, None, refractory(alarms), len(alarms), "", why)


def refractory(alarms: Sequence[HazardEvent]) -> tuple[HazardEvent, ...]:
    """Return the alarms that are not repeats of one within the last ten minutes."""
    kept: list[HazardEvent] = []
    for each in alarms:
        before = [k for k in kept if k.hazard is each.hazard]
        if not before or each.media_time_s - before[-1].media_time_s >= REFRACTORY_S:
            kept.append(each)
    return tuple(kept)


def _reason(watched: Watched, alarms: Sequence[HazardEvent], own: Sequence[HazardEvent]) -> str:
    if watched.fault is not None:
        return f"could not be read: {watched.fault}"
    if own:
        return "alarmed beside the marked region"
    others = sorted({each.hazard.value for each in alarms})
    if others:
        return f"alarmed as {', '.join(others)} only"
    lasted = watched.watched_s - watched.clip.onset_s
    return f"never enough evidence within {lasted:.1f} s"


def _is_there(alarm: HazardEvent, clip: Clip) -> bool:
    """Whether an alarm overlaps what is marked at its moment, or at the nearest marked one."""
    if not clip.regions or alarm.cells is None:
        return True
    nearest = min(clip.regions, key=lambda region: abs(region.from_s - alarm.media_time_s))
    box = alarm.cells.box()
    return not nearest.boxes or any(_overlap(box, each) for each in nearest.boxes)


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0 and down > 0
