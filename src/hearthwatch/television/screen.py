# SPDX-License-Identifier: Apache-2.0
"""What a screen shows at one moment, as values: words, packed cells and plates, and nothing else.

There is no member that could hold a live pixel; the picture is a function of these (`picture.py`).
"""

from __future__ import annotations

from msgspec import Struct

from hearthwatch.model.hazard import Hazard

#: Pixels of the picture.
WIDTH, HEIGHT = 1280, 720


class TileView(Struct, frozen=True):
    """One camera's place on the screen.

    ``camera``: its id, shown where the font lacks a letter of ``name``. ``plate``: 0 is none. ``packed``:
    1,800 bytes as on the wall's web socket; empty where neither plate nor map may be shown. ``over``: words
    over the picture; ``age``: of the newest frame, in words; ``watch``: watching, degraded or blind.
    """

    camera: str
    name: str
    plate: int = 0
    packed: bytes = b""
    over: str = ""
    age: str = ""
    watch: str = ""
    hazards: tuple[Hazard, ...] = ()


class AlarmView(Struct, frozen=True):
    """An alarm that has the screen: ``since`` and ``more`` in words; ``drill``: an exercise.

    ``where``: the camera's name, and ``camera`` its id, shown where the font lacks a letter of it.
    """

    hazard: Hazard
    camera: str
    where: str
    since: str
    drill: bool = False
    more: str = ""


class Screen(Struct, frozen=True):
    """The whole screen. ``places``: 1, 4 or 9 tiles to a page, of which the last page may fill fewer.

    ``clock``: local time, "14:02:31"; ``page`` and ``line``: words below and above the tiles. With an
    ``alarm`` there is its camera's tile alone, or none.
    """

    tiles: tuple[TileView, ...]
    places: int
    clock: str
    page: str = ""
    line: str = ""
    alarm: AlarmView | None = None


class PlateBytes(Struct, frozen=True):
    """A commissioned plate: ``pixels`` are rows of BGR, ``admitted`` a byte for each cell, 0 or 1."""

    id: int
    width: int
    height: int
    pixels: bytes
    admitted: bytes


class Show(Struct, frozen=True):
    """What the encoder is told: a screen, for how many pictures, and plates that the last screen had not."""

    screen: Screen
    plates: tuple[PlateBytes, ...] = ()
    pictures: int = 1


class Coded(Struct, frozen=True):
    """What it answers: ``init`` with its first segment, else empty; and the segments that are now whole."""

    init: bytes = b""
    segments: tuple[bytes, ...] = ()
