# SPDX-License-Identifier: Apache-2.0
"""A container in, its one video stream and its figures out, with all other streams switched off."""

from __future__ import annotations

from av.container.input import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from hearthwatch.model.health import FaultCode, StreamFigures

from .address import CameraAddress
from .faults import camera_error

#: A rate that no camera has comes from timestamps that mean nothing.
_HIGHEST_RATE = 1000
#: What the analysis takes (docs/design/cameras.md).
SMALLEST_SIDE, LARGEST_WIDTH, LARGEST_HEIGHT = 64, 7680, 4320


def choose_stream(container: InputContainer, address: CameraAddress) -> VideoStream:
    """Return the first real video stream and discard all others. Raises CameraError."""
    chosen: VideoStream | None = None
    for stream in container.streams:
        # A cover picture is a "video" of one frame, and not what anybody films.
        is_cover = bool(stream.disposition & Disposition.attached_pic)
        if chosen is None and isinstance(stream, VideoStream) and not is_cover:
            chosen = stream
        else:
            stream.discard = Discard.all
    if chosen is None:
        raise camera_error(FaultCode.NO_VIDEO_TRACK, address)
    if chosen.codec_context is None:
        raise camera_error(FaultCode.UNSUPPORTED_CODEC, address)
    _require_size(chosen, address)
    return chosen


def figures_of(stream: VideoStream, duration_s: float) -> StreamFigures:
    """Return what a stream announces; a rate of 0 where it announces none."""
    rate = float(stream.average_rate or stream.guessed_rate or 0)
    context = stream.codec_context
    return StreamFigures(
        codec=context.codec.canonical_name,
        width=context.width,
        height=context.height,
        frames_per_second=rate if rate <= _HIGHEST_RATE else 0.0,
        duration_s=duration_s,
    )


def duration_of(stream: VideoStream, container: InputContainer) -> float:
    """Return the length in seconds, 0 where none is known."""
    if stream.duration is not None and stream.time_base is not None:
        return max(0.0, float(stream.duration * stream.time_base))
    return max(0.0, (container.duration or 0) / 1e6)


def _require_size(stream: VideoStream, address: CameraAddress) -> None:
    """Refuse a size that the stream announces and that is not supported; 0 is not yet known."""
    width, height = stream.codec_context.width, stream.codec_context.height
    long, short = max(width, height), min(width, height)
    if short and (short < SMALLEST_SIDE or long > LARGEST_WIDTH or short > LARGEST_HEIGHT):
        raise camera_error(FaultCode.UNSUPPORTED_SIZE, address)
