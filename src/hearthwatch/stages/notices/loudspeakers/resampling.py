# SPDX-License-Identifier: Apache-2.0
"""Sound at one rate in, the same sound at another out: a windowed-sinc low-pass, in polyphase form.

What lies above half of the lower of both rates is taken away first, so that nothing folds back into
speech. (Crochiere and Rabiner, Multirate Digital Signal Processing, 1983, chapter 4.)
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from hearthwatch.model.sound import Sound

#: Zero crossings of the sinc on each side: the transition is then about a tenth of the band.
_CROSSINGS = 24
#: Kaiser's beta: about 80 dB down in the stop band.
_BETA = 8.0
#: Where the pass band ends, as a part of the lower Nyquist frequency.
_PASS = 0.92


def resampled(sound: Sound, rate_hz: int) -> Sound:
    """Return the sound at another rate, of the same length to within one sample; clipped, never wrapped.

    Raises ValueError where a rate is not positive.
    """
    if rate_hz <= 0 or sound.rate_hz <= 0:
        raise ValueError("a rate must be positive")
    if rate_hz == sound.rate_hz:
        return sound
    shared = gcd(rate_hz, sound.rate_hz)
    up, down = rate_hz // shared, sound.rate_hz // shared
    made = _filtered(sound.samples.astype(np.float32), up, down)
    return Sound(np.clip(np.rint(made), -32768, 32767).astype(np.int16), rate_hz)


def _filtered(samples: NDArray[np.float32], up: int, down: int) -> NDArray[np.float32]:
    """Return samples at ``up / down`` of their rate: output n lies at ``n * down / up`` of the input."""
    count = ceil(len(samples) * up / down)
    filters = _filters(up, down)
    half = filters.shape[1] // 2
    padded = np.pad(samples, (half, half + down + 1))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half)
    made = np.zeros(count, np.float32)
    for phase in range(min(up, count)):
        rows = -(-(count - phase) // up)
        # One window of input for each output of this phase, ``down`` samples apart.
        taken = windows[phase * down // up + 1 :: down][:rows]
        made[phase::up] = taken @ filters[phase]
    return made


@lru_cache(maxsize=8)
def _filters(up: int, down: int) -> NDArray[np.float32]:
    """Return a filter for each phase, [up, taps]: each has its middle where its outputs lie."""
    band = _PASS * min(1.0, up / down)
    half = ceil(_CROSSINGS / band)
    parts = (np.arange(up) * down % up / up)[:, np.newaxis]
    at = np.arange(1 - half, half + 1) - parts
    window = np.i0(_BETA * np.sqrt(np.clip(1.0 - (at / half) ** 2, 0.0, 1.0)))
    taps = np.sinc(at * band) * window
    # Each phase passes a steady level unchanged: else the phases would sound as a tone.
    filters: NDArray[np.float32] = (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
    return filters
