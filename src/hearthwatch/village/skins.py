# SPDX-License-Identifier: Apache-2.0
"""What walls and roofs look like flat on: sizes in metres go in, textures come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from .lens import Floats, Picture
from .noise import fractal

Colour = tuple[int, int, int]
Material = Literal[
    "plaster", "brick", "planks", "stone", "tiles", "slate", "metal", "panes", "plain", "shelves"
]

#: Texture pixels a metre: enough for a wall ten metres away.
_PER_METRE = 64


@dataclass(frozen=True, slots=True)
class Look:
    """One surface: its material, colour (BGR) and openings.

    ``windows`` is rows and columns of windows; ``doors`` holds each door's middle (0..1 of the width),
    width and height in metres; ``door_colour`` is theirs.
    """

    material: Material = "plaster"
    colour: Colour = (190, 205, 215)
    windows: tuple[int, int] = (0, 0)
    doors: tuple[tuple[float, float, float], ...] = ()
    door_colour: Colour = (50, 70, 100)
    frame: Colour = (225, 230, 232)


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """A texture: ``bgr`` uint8 [h, w, 3], and ``glow`` uint8 [h, w], where it shines when lamps are on."""

    bgr: Picture
    glow: Picture


def skin(look: Look, width_m: float, height_m: float, rng: np.random.Generator) -> Skin:
    """Return the texture of a surface of this size."""
    per_metre = min(_PER_METRE, 900 / max(width_m, height_m))
    width, height = max(8, round(width_m * per_metre)), max(8, round(height_m * per_metre))
    shade = _grain(rng, height, width)
    _pattern(shade, look.material, per_metre, rng)
    bgr = np.clip(np.array(look.colour, np.float32) * shade[:, :, None], 0, 255).astype(np.uint8)
    glow = np.zeros((height, width), np.uint8)
    if look.material == "panes":
        _glaze(bgr, per_metre)
    if look.material == "shelves":
        _stock(bgr, per_metre, rng)
    _windows(bgr, glow, look, per_metre, rng)
    _doors(bgr, look, per_metre)
    return Skin(bgr, glow)


def _grain(rng: np.random.Generator, height: int, width: int) -> Floats:
    """Return stains and weather: a factor around 1, darker near the ground."""
    coarse = cv2.resize(fractal(rng, 128, 1.2), (width, height), interpolation=cv2.INTER_CUBIC)
    fine = rng.normal(0, 0.03, (height, width)).astype(np.float32)
    fall = np.linspace(1.03, 0.93, height, dtype=np.float32)[:, None]
    return np.asarray((1 + 0.045 * coarse + fine) * fall, np.float32)


def _pattern(shade: Floats, material: Material, per_metre: float, rng: np.random.Generator) -> None:
    """Darken joints, gaps and laps into the factor."""
    height, width = shade.shape
    if material in {"brick", "stone", "tiles", "slate"}:
        course, length = {
            "brick": (0.16, 0.34),
            "stone": (0.34, 0.62),
            "tiles": (0.26, 0.24),
            "slate": (0.22, 0.3),
        }[material]
        rows = max(1, round(height / (course * per_metre)))
        for row in range(rows):
            top, bottom = height * row // rows, height * (row + 1) // rows
            step = max(3, round(length * per_metre))
            start = (step // 2 if row % 2 else 0) + (int(rng.integers(step)) if material == "stone" else 0)
            for left in range(-start, width, step):
                here = shade[top:bottom, max(0, left) : max(0, left + step)]
                here *= 1 + rng.normal(0, 0.10 if material != "slate" else 0.07)
                here[:, -1:] *= 0.72
            shade[top : top + max(1, round(0.03 * per_metre)), :] *= 0.68 if material != "brick" else 1.18
    elif material == "planks":
        step = max(3, round(0.18 * per_metre))
        for left in range(0, width, step):
            shade[:, left : left + step] *= 1 + rng.normal(0, 0.09)
            shade[:, left : left + max(1, step // 9)] *= 0.55
    elif material == "metal":
        wave = np.sin(np.arange(width, dtype=np.float32) / (0.1 * per_metre) * np.pi)
        shade *= 1 + 0.10 * wave[None, :]


def _glaze(bgr: Picture, per_metre: float) -> None:
    """Part the surface into panes with thin light bars."""
    step = max(4, round(0.8 * per_metre))
    bar = max(1, round(0.05 * per_metre))
    bgr[:, :] = cv2.GaussianBlur(bgr, (0, 0), 3)
    for left in range(0, bgr.shape[1], step):
        bgr[:, left : left + bar] = (215, 222, 220)
    for top in range(0, bgr.shape[0], round(step * 1.3)):
        bgr[top : top + bar] = (215, 222, 220)


def _stock(bgr: Picture, per_metre: float, rng: np.random.Generator) -> None:
    """Fill the surface with shelves of boxes, tins and loaves."""
    height, width = bgr.shape[:2]
    step = max(8, round(0.45 * per_metre))
    for top in range(0, height, step):
        left = 0
        while left < width:
            wide = int(rng.uniform(0.1, 0.5) * per_metre)
            tall = int(step * rng.uniform(0.35, 0.8))
            base = np.array([60, 100, 140]) + rng.normal(0, 35, 3)
            colour = tuple(int(each) for each in np.clip(base, 20, 220))
            cv2.rectangle(bgr, (left, top + step - tall), (left + wide - 2, top + step), colour, -1)
            left += wide + int(rng.uniform(0, 0.12) * per_metre)
        bgr[top : top + max(2, step // 12)] = (60, 80, 100)


def _windows(bgr: Picture, glow: Picture, look: Look, per_metre: float, rng: np.random.Generator) -> None:
    """Set windows in an even grid, some of them with curtains, some lit at night."""
    rows, columns = look.windows
    height, width = glow.shape
    wide, tall = round(0.95 * per_metre), round(1.25 * per_metre)
    for row in range(rows):
        middle = round(height * (row + 0.5) / rows - 0.1 * per_metre)
        for column in range(columns):
            centre = round(width * (column + 0.5) / columns)
            if any(
                abs(centre / width - door[0]) * width < (door[1] / 2 + 0.7) * per_metre and row == rows - 1
                for door in look.doors
            ):
                continue
            left, top = centre - wide // 2, middle - tall // 2
            if left < 2 or top < 2 or top + tall > height:
                continue
            _window(bgr, (left, top, wide, tall), look.frame, rng)
            if rng.random() < 0.45:
                glow[top : top + tall, left : left + wide] = 255


def _window(bgr: Picture, place: tuple[int, int, int, int], frame: Colour, rng: np.random.Generator) -> None:
    left, top, wide, tall = place
    bar = max(1, wide // 12)
    cv2.rectangle(
        bgr, (left - 2 * bar, top - 2 * bar), (left + wide + 2 * bar, top + tall + 2 * bar), frame, -1
    )
    pane = np.linspace(95, 45, tall)[:, None, None] * np.array([1.0, 0.92, 0.82]) * rng.uniform(0.8, 1.15)
    bgr[top : top + tall, left : left + wide] = np.clip(pane, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        curtain = tuple(int(each) for each in rng.uniform(120, 190, 3))
        cv2.rectangle(bgr, (left, top), (left + wide // 5, top + tall), curtain, -1)
        cv2.rectangle(bgr, (left + wide - wide // 5, top), (left + wide, top + tall), curtain, -1)
    cv2.line(bgr, (left + wide // 2, top), (left + wide // 2, top + tall), frame, bar)
    cv2.line(bgr, (left, top + tall // 2), (left + wide, top + tall // 2), frame, bar)
    sill = max(2, tall // 14)
    cv2.rectangle(
        bgr,
        (left - 3 * bar, top + tall + bar),
        (left + wide + 3 * bar, top + tall + bar + sill),
        (120, 125, 130),
        -1,
    )


def _doors(bgr: Picture, look: Look, per_metre: float) -> None:
    height, width = bgr.shape[:2]
    for middle, wide_m, tall_m in look.doors:
        left, right = (
            round(width * middle - wide_m / 2 * per_metre),
            round(width * middle + wide_m / 2 * per_metre),
        )
        top, bar = height - round(tall_m * per_metre), max(2, round(0.09 * per_metre))
        cv2.rectangle(bgr, (left - bar, top - bar), (right + bar, height), look.frame, -1)
        cv2.rectangle(bgr, (left, top), (right, height), look.door_colour, -1)
        dark = tuple(round(each * 0.7) for each in look.door_colour)
        step = max(6, round(0.3 * per_metre))
        for seam in range(left, right, step):
            cv2.line(bgr, (seam, top), (seam, height), dark, max(1, bar // 4))
