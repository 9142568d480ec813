# SPDX-License-Identifier: Apache-2.0
"""How a camera's connection stands, in words that everybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConnectionState(StrEnum):
    """The states of one camera's connection. stages/cameras/connection.py holds the table."""

    CONNECTING = "connecting"
    STREAMING = "streaming"
    #: Connected, but no new picture.
    STALLED = "stalled"
    #: Between two attempts.
    WAITING = "waiting"
    #: A file that was to be read once has been read.
    ENDED = "ended"


class FaultCode(StrEnum):
    """Why a camera's stream could not be had. The texts are in stages/cameras/faults.py."""

    NOT_FOUND = "not-found"
    NOT_VIDEO = "not-video"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    DENIED = "denied"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a fault, not a secret
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    SILENT = "silent"
    UNSUPPORTED_CODEC = "unsupported-codec"
    UNSUPPORTED_SIZE = "unsupported-size"
    NO_VIDEO_TRACK = "no-video-track"
    DAMAGED = "damaged"
    ENDED_EARLY = "ended-early"
    BUSY = "busy"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class StreamFigures:
    """What is being decoded. ``duration_s`` is 0 where there is no end, or none is known."""

    codec: str
    width: int
    height: int
    frames_per_second: float
    duration_s: float = 0.0
