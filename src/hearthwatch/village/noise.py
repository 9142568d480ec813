# SPDX-License-Identifier: Apache-2.0
"""Chance, from seeds alone: fractal tiles, smooth drifts over time, and hashes."""

from __future__ import annotations

import zlib

import numpy as np

from .lens import Floats

_MASK = (1 << 64) - 1


def seed_of(*parts: object) -> int:
    """Return a seed that depends on the parts alone, the same in every process."""
    return zlib.crc32("/".join(str(part) for part in parts).encode())


def generator(*parts: object) -> np.random.Generator:
    """Return a generator seeded by the parts."""
    return np.random.default_rng(seed_of(*parts))


def hashed(seed: int, index: int) -> float:
    """Return a number in 0..1 that depends on both alone (splitmix64)."""
    value = (seed * 0x9E3779B97F4A7C15 + index * 0xBF58476D1CE4E5B9 + 0x94D049BB133111EB) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((value ^ (value >> 31)) >> 11) / (1 << 53)


def drift(seed: int, at_s: float, period_s: float) -> float:
    """Return a smooth chance value in 0..1 that changes over about ``period_s``."""
    place = at_s / period_s
    index = int(place // 1)
    share = place - index
    share = share * share * (3 - 2 * share)
    return hashed(seed, index) * (1 - share) + hashed(seed, index + 1) * share


def smoothstep(low: float, high: float, value: float) -> float:
    """Return 0 below ``low``, 1 above ``high`` and a smooth rise between."""
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return share * share * (3 - 2 * share)


def fractal(rng: np.random.Generator, size: int, power: float = 1.0, stretch: float = 1.0) -> Floats:
    """Return float32 [size, size] that tiles without a seam, mean 0, deviation 1.

    ``power`` is how fast fine detail falls off: 0.6 is rough, 1.6 is cloudy. ``stretch`` above 1
    draws the grain out along the rows.
    """
    down = np.fft.fftfreq(size)[:, None] * size
    across = np.fft.rfftfreq(size)[None, :] * size
    radius = np.hypot(down, across * stretch)
    radius[0, 0] = 1
    wave = rng.normal(size=radius.shape) + 1j * rng.normal(size=radius.shape)
    wave /= radius ** (power + 0.5)
    wave[0, 0] = 0
    field = np.fft.irfft2(wave, (size, size))
    return np.asarray(field / field.std(), np.float32)
