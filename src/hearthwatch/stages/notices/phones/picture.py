# SPDX-License-Identifier: Apache-2.0
"""The picture beside a message: a rendered plate with its map. There is never a live pixel in it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from hearthwatch.model.errors import HearthwatchError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.message import Message

from .words import PhoneWords, phone_words

_log = logging.getLogger(__name__)

#: How long the words wait for their picture, in seconds.
PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A hazard and where it is seen; None where it concerns the whole view."""

    hazard: Hazard
    cells: CellRect | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A plate with its map as ``png``; ``place``: what people call it; ``marks``: the gravest first."""

    png: bytes
    place: str
    marks: tuple[Mark, ...]

    def alt_text(self, language: str) -> str:
        """Return what the picture shows, such as ``The plate of the mill; flame in the lower left part``."""
        words = phone_words(language)
        told = dict.fromkeys(_told(mark, words) for mark in self.marks)
        return "; ".join((words.plate.format(place=self.place), *told))


class Pictures(Protocol):
    """What renders pictures: the publisher, wired in from outside."""

    async def picture(self, message: Message) -> Picture | None:
        """Return the picture of a message, None where there is none. Raises HearthwatchError."""
        ...


async def picture_in_time(pictures: Pictures | None, message: Message) -> Picture | None:
    """Return a message's picture, None where there is none, where it fails, or after `PATIENCE_S`.

    An alarm is worth more than its picture: the words never wait for long, and never fail with it.
    """
    if pictures is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await pictures.picture(message)
    except TimeoutError:
        _log.warning("a message goes without its picture, which took over %g s", PATIENCE_S)
    except HearthwatchError as error:
        _log.warning("a message goes without its picture: %s", error.line())
    return None


def _told(mark: Mark, words: PhoneWords) -> str:
    hazard = words.hazards[mark.hazard]
    return hazard if mark.cells is None else words.mark.format(hazard=hazard, part=_part(mark.cells, words))


def _part(cells: CellRect, words: PhoneWords) -> str:
    """Return which ninth of the view the middle of a rectangle lies in."""
    row = min(2, (cells.top + cells.bottom) * 3 // (2 * GRID_ROWS))
    column = min(2, (cells.left + cells.right) * 3 // (2 * GRID_COLUMNS))
    return words.parts[3 * row + column]
