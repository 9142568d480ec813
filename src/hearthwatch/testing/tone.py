# SPDX-License-Identifier: Apache-2.0
"""Tones for tests: made, and found again in what a loudspeaker played."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hearthwatch.model.sound import Sound


def tone(hz: float, length_s: float, rate_hz: int = 22_050, loudness: float = 0.3) -> Sound:
    """Return a steady tone; ``loudness`` is its peak, full scale 1."""
    at = np.arange(round(length_s * rate_hz)) / rate_hz
    return Sound((32_767 * loudness * np.sin(2 * np.pi * hz * at)).astype(np.int16), rate_hz)


def strongest_hz(samples: NDArray[np.int16], rate_hz: int) -> float:
    """Return the strongest frequency, between bins too (a parabola through the peak); 0 for silence."""
    if len(samples) < 16 or not samples.any():
        return 0.0
    power = np.log(np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) + 1e-9)
    peak = int(np.clip(power.argmax(), 1, len(power) - 2))
    before, at, after = power[peak - 1 : peak + 2]
    bend = before - 2 * at + after
    shift = 0.5 * (before - after) / bend if bend else 0.0
    return float((peak + shift) * rate_hz / len(samples))
