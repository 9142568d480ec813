# SPDX-License-Identifier: Apache-2.0
"""Where things are on the screen, in pixels of 1280 x 720. Televisions may cut off the outermost part."""

from __future__ import annotations

from dataclasses import dataclass

from .screen import HEIGHT, WIDTH

#: Nothing is nearer to the edge: 2.5 % of the width and of the height.
SIDE, TOP = 32, 18
HEAD, FOOT = 46, 34
#: The band with the word of an alarm.
BAND = 132
_GAP = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left upper corner and its size."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column right of it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class TileBox:
    """A tile: the whole, its picture, 16:9, and its caption below, with letters of ``size``."""

    whole: Box
    picture: Box
    caption: Box
    size: int


def tile_boxes(places: int) -> tuple[TileBox, ...]:
    """Return the tiles of a page of 1, 4 or 9, row by row."""
    side = {1: 1, 4: 2, 9: 3}[places]
    size = {1: 34, 4: 26, 9: 19}[places]
    room = Box(SIDE, TOP + HEAD, WIDTH - 2 * SIDE, HEIGHT - 2 * TOP - HEAD - FOOT)
    width, height = (room.width - (side - 1) * _GAP) // side, (room.height - (side - 1) * _GAP) // side
    return tuple(
        _tile(Box(room.left + column * (width + _GAP), room.top + row * (height + _GAP), width, height), size)
        for row in range(side)
        for column in range(side)
    )


def alarm_box() -> TileBox:
    """Return the one tile below the band of an alarm."""
    top = TOP + BAND + _GAP
    return _tile(Box(SIDE, top, WIDTH - 2 * SIDE, HEIGHT - TOP - top), 30)


def _tile(box: Box, size: int) -> TileBox:
    caption = round(1.55 * size)
    # Even, so that colours, which are coded at half the size, end where the picture does.
    height = (box.height - caption) // 2 * 2
    width = height * 16 // 9 // 2 * 2
    picture = Box(box.left + (box.width - width) // 4 * 2, box.top // 2 * 2, width, height)
    return TileBox(box, picture, Box(box.left, picture.bottom, box.width, caption), size)
