# SPDX-License-Identifier: Apache-2.0
"""Whether a camera guards its place now: watching, degraded or blind, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .hazard import Hazard
from .health import ConnectionState


class WatchState(StrEnum):
    """How well a camera guards its place."""

    WATCHING = "watching"
    #: Some hazards may be missed, or be told late.
    DEGRADED = "degraded"
    #: A fire in the middle of the view would not be seen.
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class Watching:
    """A state, and why in words for people; ``why`` is empty while it is watching."""

    state: WatchState
    why: str = ""


_BLIND = {
    Hazard.LOST: "no picture comes",
    Hazard.FROZEN: "the picture stands still",
    Hazard.COVERED: "the camera is covered",
    Hazard.DARK: "it is too dark to see anything",
}
_DEGRADED = {
    Hazard.MOVED: "the camera was moved: its zones are not used",
    Hazard.DEFOCUSED: "the picture is out of focus",
    Hazard.DIRTY: "the lens is dirty",
    Hazard.DEGRADED: "the picture cannot be judged",
}
_UNKNOWN = "nothing is known of the view: changes are not seen, hazards are"
_WITHOUT_PICTURE = {
    ConnectionState.CONNECTING: "the camera is being connected",
    ConnectionState.STALLED: "the camera is connected and sends no new picture",
    ConnectionState.WAITING: "the camera cannot be reached; it is tried again",
    ConnectionState.ENDED: "the recording has ended",
}


def watching(
    hazards: Collection[Hazard], connection: ConnectionState, *, has_picture: bool, is_known: bool
) -> Watching:
    """Return how well a camera guards its place: the gravest reason, and of two alike the first.

    ``is_known``: whether any cell of the view can be compared with a plate.
    """
    if not has_picture:
        return Watching(WatchState.BLIND, _WITHOUT_PICTURE.get(connection, _BLIND[Hazard.LOST]))
    for state, reasons in ((WatchState.BLIND, _BLIND), (WatchState.DEGRADED, _DEGRADED)):
        for hazard, why in reasons.items():
            if hazard in hazards:
                return Watching(state, why)
    if not is_known:
        # No plate, or none that fits; flame, smoke and the camera's health need none.
        return Watching(
            WatchState.DEGRADED, "nothing is known of the view: changes are not seen, hazards are"
        )
    return Watching(WatchState.WATCHING)
