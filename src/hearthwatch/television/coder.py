# SPDX-License-Identifier: Apache-2.0
"""Encodes painted screens: pictures go in, the start and whole segments of fragmented MP4 come out."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace

from hearthwatch.model.plate import Pixels

from .boxes import TIMESCALE, Sample, sample, segment, start
from .screen import HEIGHT, WIDTH

#: Media seconds from picture to picture; pictures in a segment, of which the first can be decoded alone.
PICTURE_S = 1.0
PICTURES = 2
SEGMENT_S = PICTURE_S * PICTURES
_GLOBAL_HEADER = 1 << 22
#: Constant quality: letters and patterns stay sharp; some 60 kB a segment.
_QUALITY = "22"
_OPTIONS = {
    "preset": "veryfast",
    "tune": "zerolatency",
    "crf": _QUALITY,
    "forced-idr": "1",
    # What decoders of the last fifteen years take; the VUI says BT.709.
    "profile": "main",
    "x264-params": "scenecut=0:colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv",
}


class Coder:
    """One run of the stream, from its first picture on."""

    def __init__(self) -> None:
        """Open the encoder."""
        self._context = _context()
        self._samples: list[Sample] = []
        self._count = 0

    @property
    def start(self) -> bytes:
        """Return what a player needs before any segment."""
        return start(cast("bytes", self._context.extradata), WIDTH, HEIGHT)

    def add(self, picture: Pixels) -> bytes | None:
        """Encode uint8 [720, 1280, 3], RGB; return a segment where it is whole now."""
        for packet in self._context.encode(self._frame(picture)):
            self._samples.append(sample(bytes(packet)))
        self._count += 1
        if len(self._samples) < PICTURES:
            return None
        number = self._count // PICTURES
        begin_ms = round((self._count - PICTURES) * PICTURE_S * TIMESCALE)
        whole = segment(number, begin_ms, self._samples, round(PICTURE_S * TIMESCALE))
        self._samples = []
        return whole

    def _frame(self, picture: Pixels) -> av.VideoFrame:
        whole = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
        frame = whole.reformat(
            format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
        )
        frame.pts, frame.time_base = round(self._count * PICTURE_S * TIMESCALE), Fraction(1, TIMESCALE)
        frame.pict_type = PictureType.NONE if self._count % PICTURES else PictureType.I
        return frame


def _context() -> VideoCodecContext:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, TIMESCALE), Fraction(1)
    context.gop_size, context.max_b_frames, context.thread_count = PICTURES, 0, 1
    context.flags |= _GLOBAL_HEADER
    context.options = dict(_OPTIONS)
    context.open()
    return context
