# SPDX-License-Identifier: Apache-2.0
"""What is encoded can be decoded, and is the picture that was painted."""

from __future__ import annotations

import io

import av
import cv2
import numpy as np
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.plate import Pixels
from hearthwatch.stages.publishing.render import render
from hearthwatch.stages.publishing.wire import pack_cells
from hearthwatch.television.boxes import Sample, nal_units, sample, segment
from hearthwatch.television.coder import PICTURES, Coder
from hearthwatch.television.layout import tile_boxes
from hearthwatch.television.picture import Painter
from hearthwatch.television.plates import bytes_of
from hearthwatch.television.screen import Screen, Show, TileView
from hearthwatch.testing.places import Place, plate_of

PLATE = plate_of(Place(640, 360), 7)


def cells() -> Pixels:
    """Return a map with each word of the alphabet in a block of its own."""
    made = np.ones((45, 80), np.uint8)
    for state in range(8):
        made[5 + state // 4 * 20 : 20 + state // 4 * 20, 4 + state % 4 * 20 : 18 + state % 4 * 20] = state
    return made


@pytest.fixture(scope="module")
def stream() -> bytes:
    """Return the start and three segments of a screen with one tile."""
    tile = TileView("mill", "Mill", 7, pack_cells(cells()), hazards=(Hazard.FLAME,))
    picture = Painter().paint(Show(Screen((tile,), 1, "14:02:31"), (bytes_of(PLATE),)))
    coder = Coder()
    made = [coder.add(picture) for _ in range(3 * PICTURES)]
    return coder.start + b"".join(each for each in made if each is not None)


def decoded(stream: bytes) -> list[av.VideoFrame]:
    """Return the frames of a file."""
    with av.open(io.BytesIO(stream), "r") as file:
        return list(file.decode(video=0))


def test_a_segment_shows_what_the_publisher_renders(stream: bytes) -> None:
    """Decoded, a tile is what the publisher renders of plate and map, but for what encoding changes."""
    box = tile_boxes(1)[0].picture
    expected = render(PLATE, cells(), (box.width, box.height))
    for frame in decoded(stream):
        whole = frame.to_ndarray(format="bgr24")
        shown = whole[box.top : box.bottom, box.left : box.right]
        # Colours are coded at half the size, so single pixels differ; cells do not.
        by_cells = [
            cv2.resize(each, (80, 45), interpolation=cv2.INTER_AREA).astype(int) for each in (shown, expected)
        ]
        assert np.abs(by_cells[0] - by_cells[1]).max() <= 12
        assert np.abs(shown.astype(int) - expected).mean() < 8


def test_there_is_a_picture_a_second_and_each_segment_stands_alone(stream: bytes) -> None:
    """Pictures are one second apart from 0 on; the first of two can be decoded without any before it."""
    frames = decoded(stream)
    assert [frame.time for frame in frames] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    assert [frame.key_frame for frame in frames] == [True, False] * 3


def test_two_encoders_begin_alike() -> None:
    """What a player needs first is the same in each run, so that a player may keep it."""
    assert Coder().start == Coder().start


def test_units_are_found_behind_both_start_codes() -> None:
    """Start codes of three and of four bytes part units, and zeros before a start code belong to neither."""
    stream = b"\0\0\0\1\x67abc\0\0\1\x68d\0\0\0\1\x65\1\2"
    assert nal_units(stream) == (b"\x67abc", b"\x68d", b"\x65\1\2")


def test_a_sample_has_slices_alone_each_behind_its_length() -> None:
    """Parameter sets and remarks stay out; a picture is a key where it has a slice of that kind."""
    assert sample(b"\0\0\1\x67a\0\0\1\x06x\0\0\1\x65bc") == Sample(b"\0\0\0\3\x65bc", is_key=True)
    assert sample(b"\0\0\1\x41bc") == Sample(b"\0\0\0\3\x41bc", is_key=False)


def test_a_segment_says_where_its_data_begin() -> None:
    """The offset of the run leads from the fragment's beginning to the first sample."""
    whole = segment(1, 5000, [Sample(b"first", is_key=True), Sample(b"second", is_key=False)], 1000)
    run = whole.index(b"trun") + 4
    offset = int.from_bytes(whole[run + 8 : run + 12])
    assert whole[offset:] == b"firstsecond"
    assert (5000).to_bytes(8) in whole[: whole.index(b"trun")]
