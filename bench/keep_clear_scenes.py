# SPDX-License-Identifier: Apache-2.0
"""What comes into a zone, stands there or only seems to: drawn over work pictures of real and rendered views.

Each is a function of a picture and its second; chance comes from the case alone, so that a run repeats
itself. Drawn, and therefore kinder or crueller than the real thing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane, WorkPicture

Field = npt.NDArray[np.float32]
Injection = Callable[[WorkPicture, float], WorkPicture]

WIDTH, HEIGHT = 320, 180
#: Sprites are drawn so many times as large and made small, as a lens does.
_FINE = 4
#: A sensor's noise, of 255, as it is left at 320 x 180.
_NOISE = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A thing: how much of each pixel it covers, 0..1, float32 [height, width], and its Y, U, V."""

    cover: Field
    y: Field
    u: Field
    v: Field


def mixed(
    work: WorkPicture, part: Field, y: Field | float, u: Field | float, v: Field | float
) -> WorkPicture:
    """Return the picture with ``part``, 0..1 of [180, 320], of each pixel replaced."""
    half = _half(part)
    u, v = (_half(each) if isinstance(each, np.ndarray) else each for each in (u, v))
    return replace(
        work,
        grey=_bytes(work.grey + part * (y - work.grey)),
        u=_bytes(work.u + half * (u - work.u)),
        v=_bytes(work.v + half * (v - work.v)),
    )


def shaded(work: WorkPicture, part: Field, factor: float) -> WorkPicture:
    """Return the picture with ``part`` of the light of each pixel times ``factor``; colours stay."""
    light = (work.grey.astype(np.float32) - 16) * (1 + part * (factor - 1)) + 16
    return replace(work, grey=_bytes(light))


def _half(plane: Field) -> Field:
    return np.asarray(cv2.resize(plane, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA), np.float32)


def _bytes(plane: npt.NDArray[np.generic]) -> Plane:
    return np.asarray(np.clip(np.asarray(plane, np.float32) + 0.5, 0, 255), np.uint8)


def thing(rng: np.random.Generator, size: tuple[int, int], tone: float | None) -> Sprite:
    """Return a box, a crate or a vehicle of a size, width and height; ``tone``: its brightness, if given."""
    width, height = size[0] * _FINE, size[1] * _FINE
    body = float(rng.uniform(25, 225)) if tone is None else tone
    u, v = (128.0, 128.0) if tone is not None else tuple(map(float, rng.uniform(100, 156, 2)))
    grey = np.full((height, width), body, np.float32)
    cover = np.ones((height, width), np.float32)
    kind = rng.choice(["vehicle", "crate", "box"])
    if kind == "vehicle":
        _paint_vehicle(grey, cover, body)
    elif kind == "crate":
        step = max(int(rng.integers(3, 9)) * _FINE // 2, 4)
        grey[:, ::step] = grey[:, 1::step] = grey[::step] = grey[1::step] = max(body - 60, 18)
        grey += cv2.resize(
            rng.normal(0, 8, (height // 4 + 1, width // 4 + 1)).astype(np.float32), (width, height)
        )
    else:
        grey[: height // 4] = min(body + 35, 235)
        grey[:, 3 * width // 4 :] *= np.float32(0.72)
    planes = [cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (cover, grey)]
    small = [np.asarray(each, np.float32).reshape(size[1], size[0]) for each in planes]
    return Sprite(small[0], small[1], np.full_like(small[1], u), np.full_like(small[1], v))


def _paint_vehicle(grey: Field, cover: Field, body: float) -> None:
    """Give a body windows, wheels and a sloped front."""
    height, width = grey.shape
    glass, tyre = (40.0 if body > 90 else 130.0), 22.0
    rows = slice(height // 8, 2 * height // 5)
    for left, right in ((0.08, 0.36), (0.4, 0.66), (0.7, 0.9)):
        grey[rows, round(left * width) : round(right * width)] = glass
    grey[round(0.55 * height) : round(0.6 * height)] *= np.float32(0.8)
    for x in (0.22, 0.78):
        radius = max(round(0.16 * height), 2)
        cv2.circle(grey, (round(x * width), height - radius), radius, tyre, -1)
    corners = np.array([(0, 0), (round(0.1 * width), 0), (0, height // 2)], np.int32)
    cv2.fillPoly(cover, [corners], 0.0)


def placed(sprite: Sprite, left: float, bottom: float) -> tuple[Field, Field, Field, Field]:
    """Return cover, Y, U, V of [180, 320] with the sprite's left lower corner at a pixel."""
    height = sprite.cover.shape[0]
    shift = np.array([[1, 0, left], [0, 1, bottom - height]], np.float32)
    planes = [
        cv2.warpAffine(each, shift, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=0)
        for each in (sprite.cover, sprite.y, sprite.u, sprite.v)
    ]
    cover, y, u, v = (np.asarray(each, np.float32) for each in planes)
    return cover, y, u, v


@dataclass(frozen=True, slots=True)
class Stay:
    """From ``comes_s`` on something drives in for three seconds, stands, and drives out from ``goes_s``."""

    comes_s: float
    goes_s: float
    drive_s: float = 3.0

    @property
    def stands_s(self) -> float:
        """When it has come to a stand."""
        return self.comes_s + self.drive_s

    def away(self, seconds: float) -> float | None:
        """Return how far from its place it is, -1..1 of the width; None while it is not there."""
        if self.comes_s <= seconds < self.stands_s:
            return (seconds - self.stands_s) / self.drive_s
        if seconds >= self.goes_s:
            gone = (seconds - self.goes_s) / self.drive_s
            return gone if gone < 1 else None
        return 0.0 if seconds >= self.stands_s else None


def standing(sprite: Sprite, corner: tuple[float, float], stay: Stay, seed: int) -> Injection:
    """Draw a thing that comes, stands with its left lower corner there, and goes; its ground shadow too."""
    under = np.zeros((HEIGHT, WIDTH), np.float32)
    height, width = sprite.cover.shape
    middle = (round(corner[0] + width / 2), round(corner[1]))
    cv2.ellipse(under, middle, (width // 2 + 2, max(height // 8, 1)), 0, 0, 360, 0.6, -1, cv2.LINE_AA)

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        away = stay.away(seconds)
        if away is None:
            return work
        shift = np.array([[1, 0, away * WIDTH], [0, 1, 0]], np.float32)
        ground = shaded(work, np.asarray(cv2.warpAffine(under, shift, (WIDTH, HEIGHT)), np.float32), 0.5)
        cover, y, u, v = placed(sprite, corner[0] + away * WIDTH, corner[1])
        noise = np.random.default_rng((seed, round(seconds * 100))).normal(0, _NOISE, y.shape)
        return mixed(ground, cover, y + noise.astype(np.float32), u, v)

    return drawn


def passers(rng: np.random.Generator, row: float, spans: tuple[tuple[float, float], ...]) -> Injection:
    """Draw upright shapes that walk across at about a row of pixels, each from and to a second."""
    tall = rng.uniform(22, 55, len(spans))
    tones, colours = rng.uniform(25, 220, len(spans)), rng.uniform(105, 150, (len(spans), 2))
    rows, ways = row + rng.uniform(-12, 12, len(spans)), rng.choice([-1, 1], len(spans))

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        for number, (begin, end) in enumerate(spans):
            if begin <= seconds < end:
                part = (seconds - begin) / (end - begin)
                x = WIDTH * (part if ways[number] > 0 else 1 - part)
                work = _upright(work, (x, rows[number]), tall[number], tones[number], tuple(colours[number]))
        return work

    return drawn


def lingers(rng: np.random.Generator, foot: tuple[float, float], begin_s: float, stays_s: float) -> Injection:
    """Draw an upright shape that walks in, stays, shifting its weight now and then, and walks off."""
    tall, tone = float(rng.uniform(35, 60)), float(rng.uniform(25, 220))
    colour = tuple(map(float, rng.uniform(105, 150, 2)))

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        past = seconds - begin_s
        if not -4 <= past < stays_s + 4:
            return work
        off = min(past, 0.0) + max(past - stays_s, 0.0)
        sway = 1.5 * math.sin(math.floor(seconds / 5) * 2.4)
        return _upright(work, (foot[0] + off * 40 + sway, foot[1]), tall, tone, colour)

    return drawn


def _upright(
    work: WorkPicture, foot: tuple[float, float], tall: float, tone: float, colour: tuple[float, ...]
) -> WorkPicture:
    part, y = np.zeros((HEIGHT, WIDTH), np.float32), np.full((HEIGHT, WIDTH), tone, np.float32)
    x, base = round(foot[0]), foot[1]
    cv2.ellipse(part, (x, round(base - 0.42 * tall)), (max(round(0.14 * tall), 2), round(0.42 * tall)),
                0, 0, 360, 1.0, -1, cv2.LINE_AA)  # fmt: skip
    cv2.circle(part, (x, round(base - 0.9 * tall)), max(round(0.09 * tall), 1), 1.0, -1, cv2.LINE_AA)
    y[: max(round(base - 0.8 * tall), 0)] = 150.0
    y[max(round(base - 0.4 * tall), 0) :] *= np.float32(0.6)
    return mixed(work, part, y, colour[0], colour[1])


def shadow(
    rng: np.random.Generator, at: tuple[float, float], wide: float, begin_s: float, speed: float
) -> Injection:
    """Draw a soft-edged shadow, ``wide`` pixels, that comes within three seconds over a place and creeps on.

    ``speed``: pixels a second.
    """
    depth, slant = float(rng.uniform(0.4, 0.75)), float(rng.uniform(-0.6, 0.6))
    across, down = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        if seconds < begin_s:
            return work
        comes = min((seconds - begin_s) / 3, 1.0)
        middle = at[0] + speed * (seconds - begin_s)
        off = np.abs(across - middle - slant * (down - at[1]))
        part = np.clip((wide / 2 - off) / 2.0 + 0.5, 0, 1) * np.float32(comes)
        part *= np.clip((45 - np.abs(down - at[1])) / 2.0 + 0.5, 0, 1)
        return shaded(work, np.asarray(part, np.float32), depth)

    return drawn


def light_steps(rng: np.random.Generator, times: tuple[float, ...]) -> Injection:
    """Change the whole view's brightness by steps to 0.6 .. 1.6 of what it was."""
    gains = rng.uniform(0.6, 1.6, len(times))

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        gain = 1.0
        for at_s, step in zip(times, gains, strict=True):
            gain += (float(step) - gain) * min(max((seconds - at_s) / 0.6, 0.0), 1.0)
        grey = np.clip((work.grey.astype(np.float32) - 16) * gain + 16, 0, 235)
        return replace(work, grey=_bytes(grey))

    return drawn


def rain(seed: int, begin_s: float) -> Injection:
    """Draw bright streaks all over, others in each picture, and ground that grows darker by and by."""

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        if seconds < begin_s:
            return work
        wet = 1 - 0.2 * min((seconds - begin_s) / 30, 1.0)
        chance = np.random.default_rng((seed, round(seconds * 100)))
        streaks = np.zeros((HEIGHT, WIDTH), np.float32)
        for x, y in chance.uniform(0, 1, (90, 2)):
            start = (round(x * WIDTH), round(y * HEIGHT))
            end = (start[0] + 2, start[1] + 9)
            cv2.line(streaks, start, end, float(chance.uniform(0.1, 0.4)), 1, cv2.LINE_AA)
        dark = shaded(work, np.ones((HEIGHT, WIDTH), np.float32), wet)
        return mixed(dark, streaks, 210.0, 128.0, 128.0)

    return drawn


def to_infrared(begin_s: float) -> Injection:
    """Take the colour away and light the view from the camera's own lamp, brightest in the middle."""
    across, down = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    lamp = np.asarray(1.15 - 0.55 * np.sqrt(across**2 + down**2) / math.sqrt(2), np.float32)

    def drawn(work: WorkPicture, seconds: float) -> WorkPicture:
        if seconds < begin_s:
            return work
        size = (WIDTH, HEIGHT)
        red = cv2.resize(work.v, size).astype(np.float32) - 128
        grey = np.clip((work.grey.astype(np.float32) - 16 + 0.8 * red) * lamp + 22, 0, 235)
        flat = np.full_like(work.u, 128)
        return replace(work, grey=_bytes(grey), u=flat, v=flat.copy())

    return drawn
