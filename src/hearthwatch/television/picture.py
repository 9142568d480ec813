# SPDX-License-Identifier: Apache-2.0
"""Draws a screen: a function of its words, cells and plates, and of nothing else.

What lies in a tile's picture is what the publisher renders of plate and map, pixel by pixel.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from hearthwatch.model.plate import Pixels, PlatePixels
from hearthwatch.model.scene import unknown_cells
from hearthwatch.stages.publishing.render import render
from hearthwatch.stages.publishing.wire import unpack_cells

from .captions import GROUND, alarm_band, caption, foot, head, over
from .layout import TileBox, alarm_box, tile_boxes
from .plates import pixels_of
from .screen import HEIGHT, WIDTH, Screen, Show, TileView

_Key = tuple[int, bytes, int, int]


class Painter:
    """Paints one screen after the other; keeps the plates and pictures of the last one alone."""

    def __init__(self) -> None:
        """Begin with no plate."""
        self._plates: dict[int, PlatePixels] = {}
        self._drawn: dict[_Key, Pixels] = {}

    def paint(self, show: Show) -> Pixels:
        """Return uint8 [720, 1280, 3], RGB."""
        known = self._plates | {plate.id: pixels_of(plate) for plate in show.plates}
        wanted = {tile.plate for tile in show.screen.tiles}
        self._plates = {number: plate for number, plate in known.items() if number in wanted}
        image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
        draw = ImageDraw.Draw(image)
        drawn: dict[_Key, Pixels] = {}
        for tile, box in zip(show.screen.tiles, _boxes(show.screen), strict=False):
            key = (tile.plate, tile.packed, box.picture.width, box.picture.height)
            drawn[key] = self._drawn[key] if key in self._drawn else self._rendered(tile, box)
            image.paste(Image.fromarray(drawn[key]), (box.picture.left, box.picture.top))
            over(draw, tile, box)
            caption(image, draw, tile, box)
        self._drawn = drawn
        _around(image, draw, show.screen)
        return np.asarray(image, np.uint8)

    def _rendered(self, tile: TileView, box: TileBox) -> Pixels:
        """Return what the publisher makes of a tile, uint8 [height, width, 3], RGB."""
        cells = unpack_cells(tile.packed) if tile.packed else unknown_cells()
        plate = self._plates.get(tile.plate) if tile.packed else None
        picture = render(plate, cells, (box.picture.width, box.picture.height))
        return np.ascontiguousarray(picture[:, :, ::-1])


def _boxes(screen: Screen) -> tuple[TileBox, ...]:
    return tile_boxes(screen.places) if screen.alarm is None else (alarm_box(),)


def _around(image: Image.Image, draw: ImageDraw.ImageDraw, screen: Screen) -> None:
    if screen.alarm is not None:
        alarm_band(image, draw, screen.alarm, screen.clock)
        return
    head(draw, screen)
    foot(image, draw, screen)
