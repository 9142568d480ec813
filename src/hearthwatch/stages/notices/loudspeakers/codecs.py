# SPDX-License-Identifier: Apache-2.0
"""Codecs that loudspeakers take: sound in, 20 ms frames of coded bytes out, and back.

G.711 mu-law and A-law (ITU-T G.711), G.722 at 64 kbit/s (ITU-T G.722). Payload types and RTP clocks are
those of RFC 3551, where G.722 bears a clock of 8,000 Hz although it samples at 16,000.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from G722 import G722
from numpy.typing import NDArray

from hearthwatch.model.sound import Sound

from .resampling import resampled

#: One RTP packet's worth of time.
FRAME_S = 0.02
#: Bytes of one frame: each of these codecs makes 64 kbit/s.
FRAME_BYTES = 160
_BIT_RATE = 64_000


class CodecName(StrEnum):
    """The codecs, by the names that the configuration and this project use."""

    PCMU = "pcmu"
    PCMA = "pcma"
    G722 = "g722"


@dataclass(frozen=True, slots=True)
class Codec:
    """A codec. ``payload_type`` and ``clock_hz`` are RFC 3551's; ``rate_hz``: samples a second."""

    name: CodecName
    payload_type: int
    rate_hz: int
    clock_hz: int
    encode: Callable[[NDArray[np.int16]], bytes]
    decode: Callable[[bytes], NDArray[np.int16]]

    @property
    def encoding(self) -> str:
        """Its name in SDP (RFC 3551, section 6)."""
        return self.name.upper()

    @property
    def frame_ticks(self) -> int:
        """What one frame adds to an RTP timestamp."""
        return round(self.clock_hz * FRAME_S)


def codec_of(name: CodecName) -> Codec:
    """Return a codec by its name."""
    return _CODECS[name]


def codec_for_payload(payload_type: int) -> Codec | None:
    """Return the codec of a static payload type, None where it is none of ours."""
    return next((each for each in _CODECS.values() if each.payload_type == payload_type), None)


def coded(sound: Sound, volume: float, codec: Codec) -> bytes:
    """Return a sound as one run of coded bytes: resampled, at a volume of 0..1, whole frames long."""
    made = louder(resampled(sound, codec.rate_hz), volume).samples
    per_frame = round(codec.rate_hz * FRAME_S)
    # Silence to the end of the last frame: a short packet is dropped by some horns.
    return codec.encode(np.pad(made, (0, -len(made) % per_frame)))


def frames(sound: Sound, volume: float, codec: Codec) -> tuple[bytes, ...]:
    """Return a sound as frames of `FRAME_BYTES` each, 20 ms long."""
    data = coded(sound, volume, codec)
    return tuple(data[start : start + FRAME_BYTES] for start in range(0, len(data), FRAME_BYTES))


def silence(codec: Codec) -> bytes:
    """Return one frame of silence."""
    return codec.encode(np.zeros(round(codec.rate_hz * FRAME_S), np.int16))


def louder(sound: Sound, volume: float) -> Sound:
    """Return a sound at a volume of 0..1 of what it is."""
    if volume >= 1.0:
        return sound
    return Sound(np.rint(sound.samples * max(0.0, volume)).astype(np.int16), sound.rate_hz)


@cache
def _mu_law_values() -> NDArray[np.int16]:
    """Return what each of the 256 octets of mu-law means (G.711, table 2a), in 16 bits."""
    octets = ~np.arange(256) & 255
    magnitude = (((octets & 15) << 3) + 132 << ((octets >> 4) & 7)) - 132
    return np.where(octets & 128, -magnitude, magnitude).astype(np.int16)


@cache
def _a_law_values() -> NDArray[np.int16]:
    """Return what each of the 256 octets of A-law means (G.711, table 1a), in 16 bits."""
    octets = np.arange(256) ^ 0x55
    segment, step = (octets >> 4) & 7, octets & 15
    magnitude = np.where(segment == 0, (step << 4) + 8, (step << 4) + 264 << np.maximum(segment - 1, 0))
    return np.where(octets & 128, magnitude, -magnitude).astype(np.int16)


def _nearest(values: NDArray[np.int16]) -> NDArray[np.uint8]:
    """Return for each of the 65,536 samples the octet whose value lies nearest, smaller where two do."""
    order = np.argsort(values, kind="stable")
    ladder = values[order].astype(np.int64)
    edges = (ladder[:-1] + ladder[1:] + 1) // 2
    return order[np.searchsorted(edges, np.arange(-32768, 32768), side="right")].astype(np.uint8)


@cache
def _mu_law_octets() -> NDArray[np.uint8]:
    return _nearest(_mu_law_values())


@cache
def _a_law_octets() -> NDArray[np.uint8]:
    return _nearest(_a_law_values())


def _encode_mu_law(samples: NDArray[np.int16]) -> bytes:
    return _mu_law_octets()[samples.astype(np.int64) + 32768].tobytes()


def _encode_a_law(samples: NDArray[np.int16]) -> bytes:
    return _a_law_octets()[samples.astype(np.int64) + 32768].tobytes()


def _decode_mu_law(data: bytes) -> NDArray[np.int16]:
    return _mu_law_values()[np.frombuffer(data, np.uint8)]


def _decode_a_law(data: bytes) -> NDArray[np.int16]:
    return _a_law_values()[np.frombuffer(data, np.uint8)]


def _encode_g722(samples: NDArray[np.int16]) -> bytes:
    return bytes(G722(16_000, _BIT_RATE).encode(samples))


def _decode_g722(data: bytes) -> NDArray[np.int16]:
    return np.asarray(G722(16_000, _BIT_RATE).decode(data), np.int16)


_CODECS = {
    CodecName.PCMU: Codec(CodecName.PCMU, 0, 8_000, 8_000, _encode_mu_law, _decode_mu_law),
    CodecName.PCMA: Codec(CodecName.PCMA, 8, 8_000, 8_000, _encode_a_law, _decode_a_law),
    CodecName.G722: Codec(CodecName.G722, 9, 16_000, 8_000, _encode_g722, _decode_g722),
}
