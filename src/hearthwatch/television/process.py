# SPDX-License-Identifier: Apache-2.0
"""The process that paints and encodes: ``python -m hearthwatch.television.process``.

In, on standard input: `Show`s. Out, on standard output: a `Coded` for each. Each is MessagePack after its
length in four bytes. It ends with its input. What decodes and encodes is loaded here alone, and is gone
when nobody watches.
"""

from __future__ import annotations

import os
import struct
import sys
from typing import BinaryIO

import cv2
import msgspec

from .coder import Coder
from .picture import Painter
from .screen import Coded, Show

#: How much it stands back, of 19 (nice(2)): watching comes before showing.
_NICE = 5
_LENGTH = struct.Struct(">I")


def run(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the source ends."""
    painter, coder = Painter(), Coder()
    decoder, start = msgspec.msgpack.Decoder(Show), coder.start
    while len(head := source.read(_LENGTH.size)) == _LENGTH.size:
        show = decoder.decode(source.read(_LENGTH.unpack(head)[0]))
        picture = painter.paint(show)
        made = [coder.add(picture) for _ in range(show.pictures)]
        answer = msgspec.msgpack.encode(Coded(start, tuple(each for each in made if each is not None)))
        sink.write(_LENGTH.pack(len(answer)) + answer)
        sink.flush()
        start = b""


if __name__ == "__main__":
    os.nice(_NICE)
    cv2.setNumThreads(1)
    run(sys.stdin.buffer, sys.stdout.buffer)
