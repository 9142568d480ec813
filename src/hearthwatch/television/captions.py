# SPDX-License-Identifier: Apache-2.0
"""The words on a screen: captions of tiles, the line above them, the alphabet below, an alarm's band."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.scene import CellState
from hearthwatch.stages.publishing.palette import PALETTE, PERIOD, inks

from .layout import BAND, FOOT, HEAD, SIDE, TOP, Box, TileBox
from .lettering import Colour, cut, length, readable, write
from .screen import HEIGHT, WIDTH, AlarmView, Screen, TileView
from .words import EXERCISE, HAZARD_WORDS

GROUND: Colour = (15, 20, 24)
SURFACE: Colour = (27, 34, 40)
TEXT: Colour = (240, 243, 245)
QUIET: Colour = (188, 198, 206)
BLACK: Colour = (0, 0, 0)
PRODUCT = "Hearthwatch"
_ALPHABET = (
    CellState.FLAME, CellState.SMOKE, CellState.WATER, CellState.BLOCKED, CellState.CHANGED, CellState.LIVELY,
    CellState.UNKNOWN,
)  # fmt: skip
#: What a cell that shows the plate looks like in general.
_PLATE: Colour = (140, 150, 140)


def caption(image: Image.Image, draw: ImageDraw.ImageDraw, tile: TileView, box: TileBox) -> None:
    """Write a tile's hazards, name, state and age below its picture; a danger frames the tile."""
    where, size = box.caption, box.size
    draw.rectangle((where.left, where.top, where.right - 1, where.bottom - 1), SURFACE)
    middle = where.top + where.height // 2
    right = _standing(draw, tile, (where.right - size // 3, middle), size)
    left = _chips(image, draw, tile.hazards, Box(where.left + size // 3, middle, right - where.left, 0), size)
    name = cut(readable(tile.name, tile.camera), size, right - left, bold=True)
    write(draw, (left, middle), name, size, TEXT, bold=True)
    dangers = [hazard for hazard in tile.hazards if not hazard.is_health]
    if dangers:
        box_ = box.whole
        edges = (box_.left - 4, box_.top - 4, box_.right + 3, where.bottom + 3)
        draw.rectangle(edges, outline=_ground(dangers[0]), width=4)


def _standing(draw: ImageDraw.ImageDraw, tile: TileView, at: tuple[int, int], size: int) -> int:
    """Write age and state so that they end at ``at``; return where they begin."""
    right, middle = at
    # Beside a hazard it goes without saying that the camera watches, and the name needs the room.
    watch = "" if tile.watch == "watching" and tile.hazards else tile.watch
    for words, colour in ((tile.age, QUIET), (watch, QUIET if watch == "watching" else TEXT)):
        if words:
            right -= length(words, size)
            write(draw, (right, middle), words, size, colour)
            right -= size // 2
    return right


def _chips(
    image: Image.Image, draw: ImageDraw.ImageDraw, hazards: tuple[Hazard, ...], room: Box, size: int
) -> int:
    """Write hazards, as many as leave room for a name, and count the others; return where they end."""
    left = room.left
    for done, hazard in enumerate(hazards):
        if done and left + _chip_width(hazard, size) > room.right - 5 * size:
            rest = f"+{len(hazards) - done}"
            write(draw, (left, room.top), rest, size, TEXT, bold=True)
            return left + length(rest, size, bold=True) + size // 3
        left = _chip(image, draw, hazard, (left, room.top), size) + size // 3
    return left


def over(draw: ImageDraw.ImageDraw, tile: TileView, box: TileBox) -> None:
    """Write what is said over a picture, in its middle; a note beside painted hazards goes to its foot."""
    if not tile.over:
        return
    picture, size = box.picture, box.size
    words = cut(tile.over, size, picture.width - 2 * size, bold=True)
    width, height = length(words, size, bold=True) + size, 2 * size
    left = picture.left + (picture.width - width) // 2
    middle = picture.bottom - height if tile.packed.strip(b"\0") else picture.top + picture.height // 2
    draw.rectangle((left, middle - height // 2, left + width, middle + height // 2), SURFACE)
    write(draw, (left + size // 2, middle), words, size, TEXT, bold=True)


def head(draw: ImageDraw.ImageDraw, screen: Screen) -> None:
    """Write open incidents, or else the product's name, and the clock."""
    middle = TOP + HEAD // 2 - 3
    right = WIDTH - SIDE - length(screen.clock, 34, bold=True)
    write(draw, (right, middle), screen.clock, 34, TEXT, bold=True)
    words = readable(screen.line, screen.line.encode("ascii", "replace").decode()) if screen.line else PRODUCT
    write(draw, (SIDE, middle), cut(words, 26, right - SIDE - 30, bold=True), 26, TEXT, bold=True)


def foot(image: Image.Image, draw: ImageDraw.ImageDraw, screen: Screen) -> None:
    """Write the alphabet of the map, and which page this is."""
    middle, left = HEIGHT - TOP - FOOT // 2 + 3, SIDE
    for state in _ALPHABET:
        image.paste(swatch(state, 30, 20), (left, middle - 10))
        write(draw, (left + 37, middle), state.name.lower(), 18, QUIET)
        left += 37 + length(state.name.lower(), 18) + 24
    write(draw, (WIDTH - SIDE - length(screen.page, 18), middle), screen.page, 18, QUIET)


def alarm_band(image: Image.Image, draw: ImageDraw.ImageDraw, alarm: AlarmView, clock: str) -> None:
    """Write an alarm's word large, where and since when; an exercise is marked before all else."""
    band = Box(SIDE, TOP, WIDTH - 2 * SIDE, BAND)
    ground = TEXT if alarm.drill else _ground(alarm.hazard)
    draw.rectangle((band.left, band.top, band.right - 1, band.bottom - 1), ground)
    left, middle = band.left + 20, band.top + 46
    if alarm.drill:
        left = _mark(draw, (left, middle)) + 24
    else:
        image.paste(_stripes(band.width), (band.left, band.bottom - 12))
    word = HAZARD_WORDS[alarm.hazard].upper()
    write(draw, (left, middle), cut(word, 72, band.right - 180 - left, bold=True), 72, BLACK, bold=True)
    write(draw, (band.right - 20 - length(clock, 34, bold=True), middle), clock, 34, BLACK, bold=True)
    words = "   ".join(
        each for each in (readable(alarm.where, alarm.camera), alarm.since, alarm.more) if each
    )
    line = cut(words, 32, band.width - 40, bold=True)
    write(draw, (band.left + 20, band.bottom - 34), line, 32, BLACK, bold=True)


def swatch(state: CellState, width: int, height: int) -> Image.Image:
    """Return a sample of how cells of a state look."""
    y, x = np.indices((height, width)) % PERIOD
    sample = inks()[state][y, x]
    colours = np.ascontiguousarray(sample[:, :, 2::-1])
    colours[sample[:, :, 3] == 255] = _PLATE
    return Image.fromarray(colours)


def _chip(
    image: Image.Image, draw: ImageDraw.ImageDraw, hazard: Hazard, at: tuple[int, int], size: int
) -> int:
    """Write a hazard's word on its colour, beside its pattern; return where it ends."""
    left, middle = at
    right, half = left + _chip_width(hazard, size), round(0.65 * size)
    ground, ink = (SURFACE, TEXT) if hazard.is_health else (_ground(hazard), BLACK)
    draw.rectangle((left, middle - half, right, middle + half), ground, ink, 2)
    if not hazard.is_health:
        image.paste(swatch(CellState[hazard.name], size, size), (left + 4, middle - size // 2))
        left += size + 2
    write(draw, (left + size // 4 + 2, middle), HAZARD_WORDS[hazard], size, ink, bold=True)
    return right


def _chip_width(hazard: Hazard, size: int) -> int:
    sample = 0 if hazard.is_health else size + 2
    return length(HAZARD_WORDS[hazard], size, bold=True) + size // 2 + 4 + sample


def _mark(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> int:
    left, middle = at
    right = left + length(EXERCISE, 56, bold=True) + 40
    draw.rectangle((left, middle - 35, right, middle + 35), TEXT, BLACK, 5)
    write(draw, (left + 20, middle), EXERCISE, 56, BLACK, bold=True)
    return right


def _stripes(width: int) -> Image.Image:
    y, x = np.indices((12, width))
    return Image.fromarray(np.where((x + y) // 20 % 2, 0, 255)[:, :, None].repeat(3, 2).astype(np.uint8))


def _ground(hazard: Hazard) -> Colour:
    if hazard.is_health:
        return QUIET
    colour = PALETTE[CellState[hazard.name]].ground or 0
    return colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF
