# SPDX-License-Identifier: Apache-2.0
"""A tile in words. In: a camera's last tile message and how long ago it came. Out: a `TileView`.

As on the wall: what is unknown stays unknown, and a camera that was silent for 3 s has no picture.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.history import hazards_of
from hearthwatch.model.watching import WatchState
from hearthwatch.stages.publishing.live import STALE_S
from hearthwatch.stages.publishing.wire import TileMessage, pack_cells
from hearthwatch.web.service import RosterCamera

from .screen import TileView

NO_PICTURE = "no picture yet"
NO_PLATE = "no plate yet"
UNKNOWN = "unknown"
EXERCISE = "EXERCISE"
HAZARD_WORDS = {
    Hazard.FLAME: "flame",
    Hazard.SMOKE: "smoke",
    Hazard.WATER: "water",
    Hazard.BLOCKED: "blocked",
    Hazard.LOST: "camera lost",
    Hazard.FROZEN: "camera frozen",
    Hazard.COVERED: "camera covered",
    Hazard.DEFOCUSED: "out of focus",
    Hazard.MOVED: "camera moved",
    Hazard.DARK: "too dark",
    Hazard.DIRTY: "lens dirty",
    Hazard.DEGRADED: "picture degraded",
}
_RECENT = timedelta(hours=20)


def tile_view(camera: RosterCamera, message: TileMessage | None, waited_s: float, now: datetime) -> TileView:
    """Return how a camera stands ``waited_s`` after its last message; ``now`` is aware, of any zone."""
    plain = TileView(camera.id, camera.name, watch=camera.watching.state.value)
    if message is None:
        return replace(plain, over=NO_PICTURE, watch=WatchState.BLIND.value)
    open_ones = hazards_of(message.hazards)
    told = replace(plain, hazards=tuple(hazard for hazard in Hazard if hazard in open_ones))
    if waited_s >= STALE_S or not message.has_picture:
        return replace(told, over=_no_picture(message, now), watch=WatchState.BLIND.value)
    age = "" if message.frame_age_s is None else f"{message.frame_age_s + waited_s:.0f} s"
    shown = replace(told, age=age, plate=int(message.plate), packed=pack_cells(message.cells))
    if message.plate == 0:
        return replace(shown, over=NO_PLATE)
    return shown if message.cells.any() else replace(shown, over=UNKNOWN)


def moment(at: datetime, now: datetime) -> str:
    """Return "14:02" in local time, with the day where it was more than 20 hours ago."""
    local = at.astimezone()
    return f"{local:%H:%M}" if now - at < _RECENT else f"{local:%-d %b, %H:%M}"


def _no_picture(message: TileMessage, now: datetime) -> str:
    if message.frame_age_s is None:
        return NO_PICTURE
    since = message.at - timedelta(seconds=message.frame_age_s)
    return f"no picture since {moment(since, now)}"
