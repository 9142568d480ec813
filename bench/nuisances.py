# SPDX-License-Identifier: Apache-2.0
"""What is taken for fire and is none, drawn over frames: lamps, welding, insects, rain, steam, flags.

Each is a function of a frame and its time; chance comes from the picture's number, so that a run repeats
itself. Rendered, and therefore kinder or crueller than the real thing: never added to figures of real clips.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane, RawFrame

Field = npt.NDArray[np.float32]
Nuisance = Callable[[RawFrame, float], RawFrame]

#: Cb, Cr of what shines or is worn.
_AMBER, _BLUE, _WHITE, _RED = (70.0, 170.0), (180.0, 110.0), (128.0, 128.0), (100.0, 200.0)
#: Where each is drawn, in parts of the picture.
_X, _Y = 0.72, 0.36
_SPARK = (60.0, 175.0)


def _chance(seconds: float, salt: int) -> np.random.Generator:
    return np.random.default_rng((salt, round(seconds * 1000)))


def _spot(frame: RawFrame, x: float, y: float, radius: float) -> Field:
    """Return a round glow of height 1, float32 [height, width]; ``radius`` in parts of the width."""
    height, width = frame.y.shape
    reach = np.float32(2 * (radius * width) ** 2)
    down = (np.arange(height, dtype=np.float32) - y * height) ** 2
    across = (np.arange(width, dtype=np.float32) - x * width) ** 2
    return np.asarray(np.exp(-down / reach)[:, None] * np.exp(-across / reach)[None], np.float32)


def _disc(frame: RawFrame, x: float, y: float, radius: float) -> Field:
    field = np.zeros(frame.y.shape, np.float32)
    size = max(round(radius * frame.width), 1)
    cv2.circle(field, (round(x * frame.width), round(y * frame.height)), size, 1.0, -1, cv2.LINE_AA)
    return field


def _mixed(frame: RawFrame, part: Field, bright: Field | float, colour: tuple[float, float]) -> RawFrame:
    """Return the frame with ``part``, 0..1, of each pixel replaced by a brightness and Cb, Cr."""
    half = cv2.resize(part, (frame.u.shape[1], frame.u.shape[0]), interpolation=cv2.INTER_AREA)
    ways = ((frame.y, part, bright), (frame.u, half, colour[0]), (frame.v, half, colour[1]))
    planes = [_bytes(plane + share * (goal - plane)) for plane, share, goal in ways]
    return replace(frame, y=planes[0], u=planes[1], v=planes[2])


def _lit(frame: RawFrame, light: Field, colour: tuple[float, float]) -> RawFrame:
    """Return the frame with light added: 1 is as much as a lamp's own bloom at its rim."""
    tint = np.clip(light * 0.6, 0, 1)
    half = cv2.resize(tint, (frame.u.shape[1], frame.u.shape[0]), interpolation=cv2.INTER_AREA)
    return replace(
        frame,
        y=_bytes(frame.y + 150 * light),
        u=_bytes(frame.u + half * (colour[0] - frame.u)),
        v=_bytes(frame.v + half * (colour[1] - frame.v)),
    )


def _bytes(plane: npt.NDArray[np.generic]) -> Plane:
    return np.asarray(np.clip(np.asarray(plane, np.float32), 0, 255), np.uint8)


def _lamp(
    frame: RawFrame, at: tuple[float, float], radius: float, strength: float, colour: tuple[float, float]
) -> RawFrame:
    """Return the frame with a lamp: a core that no colour is left of, and its bloom."""
    if strength < 0.02:
        return frame
    lit = _lit(frame, _spot(frame, *at, radius * 3) * np.float32(strength), colour)
    return _mixed(lit, _disc(frame, *at, radius) * np.float32(min(strength * 1.5, 1)), 235.0, _WHITE)


def beacon(hz: float, colour: tuple[float, float]) -> Nuisance:
    """Return a beacon that turns so often a second, with its beam on what is beside it; 0 stands."""

    def drawn(frame: RawFrame, seconds: float) -> RawFrame:
        turn = math.cos(2 * math.pi * hz * seconds + 0.4) if hz else 1.0
        lit = _lamp(frame, (_X, _Y), 0.012, max(turn, 0.0) ** 4 if hz else 1.0, colour)
        side = math.sin(2 * math.pi * hz * seconds + 0.4) if hz else 0.0
        beam = _spot(frame, _X + 0.15 * side, _Y + 0.08, 0.09)
        return _lit(lit, beam * np.float32(0.25 * abs(side)), colour)

    return drawn


def headlights(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw two lamps that come nearer and pass, every six seconds."""
    way = seconds % 6 / 6
    size = 0.004 + 0.02 * way**2
    x, y = 0.55 + 0.35 * way, 0.42 + 0.25 * way**2
    for side in (-1, 1):
        frame = _lamp(frame, (x + side * 2.2 * size, y), size, 1.0, _WHITE)
    return _lit(frame, _spot(frame, x, y + 0.12, 0.04 + 0.1 * way) * np.float32(0.35), _WHITE)


def welding(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw an arc in bursts, of another strength each picture, with sparks that fall."""
    if math.sin(seconds * 1.3) + math.sin(seconds * 0.37 + 1) < -0.2:
        return frame
    chance = _chance(seconds, 1)
    arc = _lamp(frame, (_X, _Y + 0.2), 0.008, float(chance.uniform(0.4, 1.3)), _BLUE)
    sparks = np.zeros(frame.y.shape, np.float32)
    for x, y in chance.normal((0, 0.05), (0.02, 0.03), (int(chance.integers(0, 12)), 2)):
        sparks += _disc(frame, _X + float(x), _Y + 0.2 + abs(float(y)), 0.002)
    return _mixed(arc, np.clip(sparks, 0, 1), 220.0, _SPARK)


def insects(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw insects close to an infrared lens: bright, out of focus, elsewhere in each picture; no colour."""
    chance = _chance(seconds, 2)
    grey = np.full_like(frame.u, 128)
    found = replace(frame, u=grey, v=grey.copy())
    for _ in range(int(chance.integers(1, 5))):
        x, y = chance.uniform(0.05, 0.95, 2)
        streak = np.zeros(frame.y.shape, np.float32)
        angle, length = chance.uniform(0, math.pi), chance.uniform(0.01, 0.06) * frame.width
        step = (length * math.cos(angle), length * math.sin(angle))
        ends = [
            (round(x * frame.width + side * step[0]), round(y * frame.height + side * step[1]))
            for side in (-1, 1)
        ]
        cv2.line(streak, ends[0], ends[1], 1.0, max(round(0.012 * frame.width), 2), cv2.LINE_AA)
        soft = np.asarray(cv2.GaussianBlur(streak, (0, 0), 0.006 * frame.width), np.float32)
        found = _mixed(found, soft * np.float32(0.85), 230.0, _WHITE)
    return found


def rain(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw bright streaks all over, all in one direction, others in each picture."""
    chance = _chance(seconds, 3)
    streaks = np.zeros(frame.y.shape, np.float32)
    for x, y in chance.uniform(0, 1, (140, 2)):
        start = (round(x * frame.width), round(y * frame.height))
        end = (start[0] + round(0.006 * frame.width), start[1] + round(0.05 * frame.height))
        cv2.line(streaks, start, end, float(chance.uniform(0.1, 0.4)), 1, cv2.LINE_AA)
    return _mixed(frame, streaks, 210.0, _WHITE)


def steam(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw a vent's white puffs, that rise, widen and are gone within three seconds."""
    part = np.zeros(frame.y.shape, np.float32)
    first = math.floor((seconds - 3) / 0.3)
    for number in range(first, math.floor(seconds / 0.3) + 1):
        age = seconds - number * 0.3
        sway = float(np.random.default_rng((4, number + 10_000)).normal(0, 0.05))
        if 0 <= age < 3:
            at = (_X + sway * age, 0.75 - 0.14 * age, 0.012 + 0.022 * age)
            part += _spot(frame, *at) * np.float32(0.5 * (1 - age / 3))
    return _mixed(frame, np.clip(part, 0, 0.85), 215.0, _WHITE)


def screen(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw a screen that shows another colour every second or so."""
    scene = np.random.default_rng((5, math.floor(seconds / 1.2)))
    part = np.zeros(frame.y.shape, np.float32)
    rows = slice(round(0.25 * frame.height), round(0.45 * frame.height))
    part[rows, round(0.65 * frame.width) : round(0.85 * frame.width)] = 1
    bright = float(scene.uniform(60, 230)) + 10 * math.sin(seconds * 5)
    return _mixed(frame, part, bright, (float(scene.uniform(80, 170)), float(scene.uniform(90, 190))))


def flag(frame: RawFrame, seconds: float) -> RawFrame:
    """Draw a red cloth that waves."""
    part = np.zeros(frame.y.shape, np.float32)
    left, right = round(0.65 * frame.width), round(0.83 * frame.width)
    along = np.arange(right - left, dtype=np.float32) / (right - left)
    wave = np.sin(along * 7 - seconds * 6) * along
    for column, lift in enumerate(wave):
        top = round((0.25 + 0.02 * float(lift)) * frame.height)
        part[top : top + round(0.2 * frame.height), left + column] = 1
    shade = np.zeros(frame.y.shape, np.float32)
    shade[:, left:right] = 85 + 30 * np.cos(along * 7 - seconds * 6)
    return _mixed(frame, part, shade, _RED)


NUISANCES: dict[str, Nuisance] = {
    "lamp": beacon(0.0, _AMBER),
    "beacon, 1 Hz": beacon(1.0, _AMBER),
    "beacon, 2.3 Hz": beacon(2.3, _AMBER),
    "beacon, 2.3 Hz, blue": beacon(2.3, _BLUE),
    "beacon, 10 Hz": beacon(9.7, _AMBER),
    "headlights": headlights,
    "welding": welding,
    "insects, infrared": insects,
    "rain": rain,
    "steam": steam,
    "screen": screen,
    "flag": flag,
}
