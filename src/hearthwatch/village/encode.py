# SPDX-License-Identifier: Apache-2.0
"""Encodes a view as a camera would: pictures go in, H.264 in MPEG-TS comes out of a pipe.

Media time is village time, counted from where the stream starts. MPEG-TS is read from its first
byte on by any reader that is handed a pipe, and its 90 kHz clock keeps gaps of many seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

import av
import cv2
import numpy as np

from .lens import HEIGHT, WIDTH, Picture
from .view import View

_TIME_BASE = Fraction(1, 90_000)
#: Seconds between pictures that can be decoded alone.
_GROUP_S = 2.0

#: Waits until a number of seconds since the stream's start has passed.
Pace = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """What to send: pictures a second of media time, from when, for how long (None: for ever).

    ``step_s`` makes a time-lapse: each picture that many seconds after the one before, also in media
    time. ``crf`` is x264's constant quality; 28 costs about 3.5 ms a picture.
    """

    rate: float = 5.0
    start_s: float = 0.0
    seconds: float | None = None
    step_s: float | None = None
    crf: int = 28

    @property
    def apart_s(self) -> float:
        """Return the media seconds from picture to picture."""
        return self.step_s if self.step_s is not None else 1 / self.rate


def stream(view: View, out: BinaryIO, plan: StreamPlan, pace: Pace | None = None) -> None:
    """Write a view's stream until its time is over; as fast as ``out`` takes it without a ``pace``.

    Raises BrokenPipeError when the reader is gone.
    """
    sink = _Sink(out)
    with av.open(sink, "w", format="mpegts", options={"flush_packets": "1"}) as container:
        encoder = _encoder(container, plan)
        number = 0
        while not sink.is_broken and (plan.seconds is None or number * plan.apart_s < plan.seconds):
            # Before the pace: the first picture builds the place, and time begins when that is done.
            frame = _frame(view.picture(plan.start_s + number * plan.apart_s))
            if pace is not None:
                pace(number * plan.apart_s)
            frame.pts, frame.time_base = round(number * plan.apart_s * 90_000), _TIME_BASE
            container.mux(encoder.encode(frame))
            number += 1
        container.mux(encoder.encode(None))
    if sink.is_broken:
        raise BrokenPipeError


class _Sink:
    """Gives the muxer a writer alone: no seeking, so that a file gets what a pipe gets.

    The muxer cannot be closed cleanly once writing has failed, so a lost reader is remembered here
    and what is written after it is dropped.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.is_broken = False

    def write(self, data: bytes) -> int:
        if not self.is_broken:
            try:
                self._write_all(memoryview(data))
            except BrokenPipeError:
                self.is_broken = True
        return len(data)

    def _write_all(self, rest: memoryview) -> None:
        """Write everything: a pipe without a buffer may take a part at a time."""
        while rest:
            rest = rest[self._out.write(rest) :]
        self._out.flush()


def _encoder(container: av.container.OutputContainer, plan: StreamPlan) -> av.VideoStream:
    encoder = container.add_stream("libx264", rate=max(1, round(1 / plan.apart_s)))
    encoder.width, encoder.height, encoder.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    encoder.time_base = encoder.codec_context.time_base = _TIME_BASE
    encoder.codec_context.gop_size = max(1, round(_GROUP_S / plan.apart_s))
    encoder.codec_context.thread_count = 1
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency", "crf": str(plan.crf), "forced-idr": "1"}
    return encoder


def _frame(picture: Picture) -> av.VideoFrame:
    planes = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420)
    return av.VideoFrame.from_ndarray(np.asarray(planes, np.uint8), format="yuv420p")
