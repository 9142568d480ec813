# SPDX-License-Identifier: Apache-2.0
"""A decoded picture in, the planes of a `RawFrame` out: upright, progressive, at most 1920 x 1080.

A picture that is so already is passed on as views of the decoder's own memory, without a copy.
"""

from __future__ import annotations

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane

from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode
from hearthwatch.model.raw import Plane, RawFrame

#: What the analysis, and the memory between the sealed processes, are made for.
MAX_WIDTH = 1920
MAX_HEIGHT = 1080
SMALLEST_SIDE = 64
LARGEST_WIDTH = 7680
LARGEST_HEIGHT = 4320
_AS_THEY_ARE = {"yuv420p", "yuvj420p"}


def planes(picture: VideoFrame, media_time_s: float, arrived_s: float) -> RawFrame:
    """Return the picture as planes; times as in `RawFrame`.

    Raises CameraError for a size that is not supported. The planes may be views of the picture's
    memory, which they keep alive, and may not be contiguous; they are read-only.
    """
    require_size(picture.width, picture.height)
    turns = round(picture.rotation / 90) % 4
    factor = shrink_factor(picture.width, picture.height, is_turned=turns % 2 == 1)
    width, height = picture.width // factor, picture.height // factor
    if picture.format.name not in _AS_THEY_ARE:
        picture = _as_yuv420p(picture, width, height)
    is_interlaced = picture.interlaced_frame
    half = ((width + 1) // 2, (height + 1) // 2)
    made = [
        _upright(_plane(plane, size, is_interlaced=is_interlaced), turns)
        for plane, size in zip(picture.planes, ((width, height), half, half), strict=True)
    ]
    return RawFrame(made[0], made[1], made[2], media_time_s, arrived_s)


def require_size(width: int, height: int) -> None:
    """Raise CameraError for a size that is not supported, lying or standing."""
    long, short = max(width, height), min(width, height)
    if short < SMALLEST_SIDE or long > LARGEST_WIDTH or short > LARGEST_HEIGHT:
        raise CameraError(
            f"The camera sends pictures of {width}x{height}, which is not supported",
            do="Set it between 64x64 and 7680x4320",
            code=FaultCode.UNSUPPORTED_SIZE,
            transient=False,
        )


def shrink_factor(width: int, height: int, *, is_turned: bool) -> int:
    """Return the smallest whole factor by which a picture must be made smaller to fit.

    Whole, because a mean over whole pixels is cheap and brings no pattern of its own.
    """
    if is_turned:
        width, height = height, width
    return max(-(-width // MAX_WIDTH), -(-height // MAX_HEIGHT))


def _as_yuv420p(picture: VideoFrame, width: int, height: int) -> VideoFrame:
    """Convert, keeping full-range levels where the camera has them; shrink, where it is progressive."""
    is_full_range = picture.format.name.startswith("yuvj")
    if picture.interlaced_frame:  # shrinking would mix the fields
        width, height = picture.width, picture.height
    return picture.reformat(
        width=width, height=height, format="yuvj420p" if is_full_range else "yuv420p", interpolation="AREA"
    )


def _plane(plane: VideoPlane, size: tuple[int, int], *, is_interlaced: bool) -> Plane:
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return _fitted(lines[:, : plane.width], size, is_interlaced=is_interlaced)


def _fitted(plane: Plane, size: tuple[int, int], *, is_interlaced: bool) -> Plane:
    if is_interlaced:
        # Two moments lie line by line in one picture: keep one, and interpolate its missing lines.
        return _resized(plane[0::2], size, cv2.INTER_LINEAR)
    if (plane.shape[1], plane.shape[0]) != size:
        return _resized(plane, size, cv2.INTER_AREA)
    return plane


def _resized(plane: Plane, size: tuple[int, int], interpolation: int) -> Plane:
    return np.asarray(cv2.resize(plane, size, interpolation=interpolation), np.uint8)


def _upright(plane: Plane, turns: int) -> Plane:
    return np.asarray(np.rot90(plane, turns), np.uint8) if turns else plane
