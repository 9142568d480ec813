# SPDX-License-Identifier: Apache-2.0
"""Fragmented MP4 (ISO/IEC 14496-12 and -15) of one H.264 track: the bytes of its start and of a segment.

Written by ourselves, because a muxer gives a fragment out only when the next one begins.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

#: Time is counted in milliseconds.
TIMESCALE = 1000
_TRACK = 1
_MATRIX = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
#: What stands in samples: slices. Parameter sets are in the start, and what else there is nobody needs.
_SLICES = {1, 5}


@dataclass(frozen=True, slots=True)
class Sample:
    """A coded picture as it stands in a segment; ``is_key``: it can be decoded alone."""

    data: bytes
    is_key: bool


def nal_units(annex_b: bytes) -> tuple[bytes, ...]:
    """Return the NAL units of a byte stream (ITU-T H.264, annex B)."""
    parts = re.split(rb"\x00\x00\x01", annex_b)[1:]
    # A unit never ends in zeros: those belong to the next start code.
    return tuple(part.rstrip(b"\0") for part in parts)


def sample(annex_b: bytes) -> Sample:
    """Return a coded picture with the length before each unit, in four bytes."""
    units = [unit for unit in nal_units(annex_b) if unit[0] & 0x1F in _SLICES]
    data = b"".join(struct.pack(">I", len(unit)) + unit for unit in units)
    return Sample(data, any(unit[0] & 0x1F == 5 for unit in units))


def start(parameters: bytes, width: int, height: int) -> bytes:
    """Return what a player needs before any segment; ``parameters``: the parameter sets, annex B."""
    sets = {unit[0] & 0x1F: unit for unit in nal_units(parameters)}
    head = _full(
        b"mvhd", 0, struct.pack(">4I", 0, 0, TIMESCALE, 0), struct.pack(">IH10x", 0x10000, 0x100), _MATRIX,
        bytes(24), struct.pack(">I", _TRACK + 1),
    )  # fmt: skip
    extends = _box(b"mvex", _full(b"trex", 0, struct.pack(">5I", _TRACK, 1, 0, 0, 0)))
    track = _track(_entry(sets[7], sets[8], width, height), width, height)
    kind = _box(b"ftyp", b"iso6", bytes(4), b"iso6", b"mp41")
    return kind + _box(b"moov", head, track, extends)


def segment(number: int, begin_ms: int, samples: Sequence[Sample], each_ms: int) -> bytes:
    """Return a segment; ``number`` counts from 1, ``begin_ms`` is its first picture's decoding time."""
    # 0x700: each with its duration, size and flags; 1: where the data begin.
    fields = b"".join(struct.pack(">3I", each_ms, len(each.data), _flags(each)) for each in samples)
    ahead = len(_fragment(number, begin_ms, samples, fields, 0)) + 8
    data = _box(b"mdat", *(each.data for each in samples))
    return _fragment(number, begin_ms, samples, fields, ahead) + data


def _fragment(number: int, begin_ms: int, samples: Sequence[Sample], fields: bytes, ahead: int) -> bytes:
    run = _full(b"trun", 0x701, struct.pack(">Ii", len(samples), ahead), fields)
    decode = _full(b"tfdt", 0, struct.pack(">Q", begin_ms), version=1)
    # 0x20000: places are counted from this box.
    track = _box(b"traf", _full(b"tfhd", 0x20000, struct.pack(">I", _TRACK)), decode, run)
    return _box(b"moof", _full(b"mfhd", 0, struct.pack(">I", number & 0xFFFFFFFF)), track)


def _flags(each: Sample) -> int:
    return 0x02000000 if each.is_key else 0x01010000


def _track(entry: bytes, width: int, height: int) -> bytes:
    head = _full(
        b"tkhd", 7, struct.pack(">5I", 0, 0, _TRACK, 0, 0), bytes(16), _MATRIX,
        struct.pack(">2I", width << 16, height << 16),
    )  # fmt: skip
    time = _full(b"mdhd", 0, struct.pack(">4I2H", 0, 0, TIMESCALE, 0, 0x55C4, 0))
    handler = _full(b"hdlr", 0, bytes(4), b"vide", bytes(12), b"Hearthwatch\0")
    own = _box(b"dinf", _full(b"dref", 0, struct.pack(">I", 1), _full(b"url ", 1)))
    empty = (_full(kind, 0, bytes(4)) for kind in (b"stts", b"stsc", b"stco"))
    described = _full(b"stsd", 0, struct.pack(">I", 1), entry)
    table = _box(b"stbl", described, *empty, _full(b"stsz", 0, bytes(8)))
    return _box(
        b"trak", head, _box(b"mdia", time, handler, _box(b"minf", _full(b"vmhd", 1, bytes(8)), own, table))
    )


def _entry(sequence: bytes, picture: bytes, width: int, height: int) -> bytes:
    # The lengths before units have four bytes; one set of each kind follows.
    decoder = b"\x01" + sequence[1:4] + b"\xff\xe1" + _counted(sequence) + b"\x01" + _counted(picture)
    if sequence[1] not in {66, 77, 88}:
        decoder += b"\xfd\xf8\xf8\0"  # 4:2:0 of 8 bits
    look = struct.pack(">6xH16x2H2I4xH32x2H", 1, width, height, 0x480000, 0x480000, 1, 24, 0xFFFF)
    # BT.709, the lower range: what players take for granted of this size.
    colour = _box(b"colr", b"nclx", struct.pack(">3HB", 1, 1, 1, 0))
    return _box(b"avc1", look, _box(b"avcC", decoder), colour, _box(b"pasp", struct.pack(">2I", 1, 1)))


def _counted(unit: bytes) -> bytes:
    return struct.pack(">H", len(unit)) + unit


def _box(kind: bytes, *parts: bytes) -> bytes:
    return struct.pack(">I4s", 8 + sum(map(len, parts)), kind) + b"".join(parts)


def _full(kind: bytes, flags: int, *parts: bytes, version: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *parts)
