# SPDX-License-Identifier: Apache-2.0
"""Writes words into a picture: DejaVu where Debian has installed it, else the Vera that comes with reportlab.

A text with a letter that the font lacks is not written; its plain words are (`readable`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import reportlab
from PIL import ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_VERA = Path(reportlab.__file__).parent / "fonts"
#: Plain and bold.
_FONTS = (
    (_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"),
    (_VERA / "Vera.ttf", _VERA / "VeraBd.ttf"),
)

Colour = tuple[int, int, int]


def readable(text: str, plain: str) -> str:
    """Return ``text`` on one line, or ``plain`` where a letter of it cannot be written."""
    line = " ".join(text.split())
    letters = _letters()
    return line if line and all(ord(letter) in letters for letter in line) else plain


def length(text: str, size: int, *, bold: bool = False) -> int:
    """Return how wide a text is, in pixels."""
    return round(_font(size, bold).getlength(text))


def cut(text: str, size: int, room: int, *, bold: bool = False) -> str:
    """Return as much of a text as has room in so many pixels, with three dots where something is missing."""
    if length(text, size, bold=bold) <= room:
        return text
    while text and length(f"{text}...", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return f"{text}..." if text else ""


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    size: int,
    colour: Colour,
    *,
    bold: bool = False,
) -> None:
    """Write a line; ``at``: its left end, and the middle of its height."""
    draw.text(at, text, font=_font(size, bold), fill=colour, anchor="lm")


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_paths()[bold]), size)


@lru_cache(maxsize=1)
def _paths() -> tuple[Path, Path]:
    return next(pair for pair in _FONTS if all(path.exists() for path in pair))


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Return the code points that both fonts have."""
    plain, bold = (TTFontFile(str(path)).charToGlyph for path in _paths())
    return frozenset(plain) & frozenset(bold)
