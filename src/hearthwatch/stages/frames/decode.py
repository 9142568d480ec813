# SPDX-License-Identifier: Apache-2.0
"""Packets of one connection in, sampled `RawFrame` out.

Survives damaged packets and changes of size, rate and codec in the stream. Runs sealed: it opens
nothing. What is not sampled is decoded, because later pictures rest on it, and not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from av.codec.context import ThreadType
from av.error import FFmpegError
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from hearthwatch.model.clock import Clock
from hearthwatch.model.raw import RawFrame

from .pacing import Pacer, Wait
from .planes import LARGEST_HEIGHT, LARGEST_WIDTH, planes
from .sampling import Sampler
from .thrift import Thrift
from .timestamps import LiveAxis, MediaAxis

#: A packet beyond decoding counts 1, a picture takes back 3: at this sum something else is being sent
#: than what was announced. Losses on the way, or waiting for a key frame, do not come near.
HOPELESS = 15
_TAKEN_BACK = 3
#: Coded sizes are whole blocks of at most 64, so a little more than the largest picture.
_MOST_PIXELS = (LARGEST_WIDTH + 64) * (LARGEST_HEIGHT + 64)


class PacketSource(Protocol):
    """What is decoded: an opened camera."""

    @property
    def is_live(self) -> bool:
        """Whether packets come at the pace of the world, by themselves."""
        ...

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield packets; one of size 0 ends a stream, and another stream may follow it."""
        ...

    def reopen(self) -> None:
        """Look afresh at what the stream is: its packets can no longer be decoded."""
        ...


class Frames:
    """An iterator of sampled frames. ``damaged_packets`` and ``decoded`` count as it goes."""

    def __init__(
        self, source: PacketSource, clock: Clock, rate_hz: float, *, fast: bool, wait: Wait | None
    ) -> None:
        """See `frames`."""
        self._source = source
        self._clock = clock
        self._rate_hz = rate_hz
        self._axis = LiveAxis() if source.is_live and not fast else MediaAxis()
        self._pacer = None if source.is_live or fast else Pacer(clock, wait)
        self._sampler = Sampler(rate_hz)
        self._thrift = Thrift(rate_hz)
        self._context: VideoCodecContext | None = None
        self._bad = 0
        self._frames = self._run()
        self.damaged_packets = 0
        self.decoded = 0

    def __iter__(self) -> Iterator[RawFrame]:
        """Return itself."""
        return self

    def __next__(self) -> RawFrame:
        """Return the next sampled frame; CameraError where the camera fails."""
        return next(self._frames)

    def _run(self) -> Iterator[RawFrame]:
        for packet in self._source.packets():
            if packet.stream.codec_context is not self._context:
                self._prepare(packet.stream.codec_context)
            pictures = self._decoded(packet)
            if not pictures and self._thrift.note_barren():
                self._set_thrift()
            for picture in pictures:
                arrived_s = self._clock.monotonic()
                media_time_s = self._axis.place(picture.time, arrived_s)
                if self._thrift.note(media_time_s):
                    self._set_thrift()
                if self._sampler.wants(media_time_s):
                    if self._pacer is not None:
                        self._pacer.hold(media_time_s)
                        arrived_s = self._clock.monotonic()
                    yield planes(picture, media_time_s, arrived_s)

    def _set_thrift(self) -> None:
        if self._context is not None:
            self._context.skip_frame = "NONREF" if self._thrift.skips else "DEFAULT"

    def _prepare(self, context: VideoCodecContext) -> None:
        """Set a new stream's decoder up, before its first packet."""
        context.thread_count = 1
        context.thread_type = ThreadType.NONE
        context.options = {"max_pixels": str(_MOST_PIXELS)}
        self._context = context
        self._thrift = Thrift(self._rate_hz)

    def _decoded(self, packet: Packet[VideoStream]) -> list[VideoFrame]:
        try:
            pictures = packet.decode()
        except FFmpegError:
            self.damaged_packets += 1
            self._bad += 1
            pictures = []
        whole = [picture for picture in pictures if not picture.is_corrupt]
        self.damaged_packets += len(pictures) - len(whole)
        self.decoded += len(whole)
        self._bad = max(0, self._bad - _TAKEN_BACK * len(whole))
        if self._bad >= HOPELESS:
            self._bad = 0
            self._source.reopen()
        return whole


def frames(
    source: PacketSource, clock: Clock, rate_hz: float = 5.0, *, fast: bool = False, wait: Wait | None = None
) -> Frames:
    """Decode ``source`` and return its frames, ``rate_hz`` of them a second of media time.

    ``fast``: as fast as it goes, on the source's own time axis, from 0. Else a file is paced by
    ``wait`` (by default the machine's), and a live camera's time is laid on ``clock``'s monotonic
    seconds. The iterator raises CameraError where the camera fails or its size is not supported.
    """
    return Frames(source, clock, rate_hz, fast=fast, wait=wait)
