# SPDX-License-Identifier: Apache-2.0
"""Small clips for tests: a grey gradient over which a bright square moves, encoded as asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import av
import numpy as np
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

SQUARE = 16
_NONE: Mapping[str, str] = MappingProxyType({})
#: Levels of the square and of the darkest and the brightest ground, in Y'.
BRIGHT, DARKEST, BRIGHTEST = 235, 40, 160


@dataclass(frozen=True, slots=True)
class Pattern:
    """A clip: ``encoder`` is FFmpeg's name. ``options`` go to the encoder."""

    width: int = 320
    height: int = 192
    rate: int = 15
    seconds: float = 2.0
    encoder: str = "libx264"
    pixels: str = "yuv420p"
    gop: int = 15
    options: dict[str, str] = field(default_factory=lambda: {"preset": "ultrafast", "tune": "zerolatency"})


X265 = {"preset": "ultrafast", "x265-params": "log-level=none:bframes=0"}
#: B frames that nothing refers to.
B_FRAMES = {"preset": "veryfast", "x264-params": "bframes=1:b-adapt=0:b-pyramid=none:scenecut=0"}


def write_pattern(
    path: Path,
    pattern: Pattern,
    times: tuple[float, ...] = (),
    *,
    container: str | None = None,
    container_options: Mapping[str, str] = _NONE,
    stream_id: int = 0,
) -> Path:
    """Write the clip and return its path. ``times`` (s) make the rate variable.

    ``container`` is FFmpeg's name; without one the path's end tells. ``stream_id``: its number in it.
    """
    with av.open(path, "w", format=container, container_options=dict(container_options)) as out:
        stream = out.add_stream(pattern.encoder, rate=pattern.rate, options=dict(pattern.options))
        if stream_id:
            stream.id = stream_id
        assert isinstance(stream, VideoStream)  # noqa: S101 - tells the type checker what a video encoder makes
        stream.width, stream.height, stream.pix_fmt = pattern.width, pattern.height, pattern.pixels
        stream.codec_context.gop_size = pattern.gop
        stream.codec_context.time_base = Fraction(1, 90_000)
        count = len(times) or round(pattern.seconds * pattern.rate)
        for number in range(count):
            frame = picture(pattern.width, pattern.height, number)
            at_s = times[number] if times else number / pattern.rate
            frame.pts, frame.time_base = round(at_s * 90_000), Fraction(1, 90_000)
            frame.pict_type = PictureType.NONE
            out.mux(stream.encode(frame.reformat(format=pattern.pixels)))
        out.mux(stream.encode(None))
    return path


def picture(width: int, height: int, number: int) -> VideoFrame:
    """Return the picture of this number, as yuv420p: dark at the left, the square at its place."""
    rows, columns = (height + 1) // 2, (width + 1) // 2
    frame = VideoFrame(width, height, "yuv420p")
    grey = np.broadcast_to(np.linspace(DARKEST, BRIGHTEST, width).astype(np.uint8), (height, width)).copy()
    left, top = (number * 4) % max(1, width - SQUARE), height // 4
    grey[top : top + SQUARE, left : left + SQUARE] = BRIGHT
    colour = np.full((rows, columns), 128, np.uint8)
    for plane, values in zip(frame.planes, (grey, colour, colour), strict=True):
        padded = np.zeros((plane.height, plane.line_size), np.uint8)
        padded[:, : plane.width] = values
        plane.update(padded.tobytes())
    return frame
