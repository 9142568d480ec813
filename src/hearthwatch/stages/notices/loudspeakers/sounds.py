# SPDX-License-Identifier: Apache-2.0
"""What is done with sounds: other rates, like loudness, one after another. Pure numpy."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from math import gcd

import numpy as np
from numpy.typing import NDArray

from hearthwatch.model.sound import Sound

FULL_SCALE = 32767.0
#: Rates from a telephone's to a studio's.
_RATES_HZ = (4_000, 192_000)
#: Speech at this level peaks about 12 dB higher, still below full scale.
LEVEL_DBFS = -18.0
#: Peaks are bent from the first of these on and never pass the second: -3 and -1 dBFS.
_KNEE, _CEILING = 0.708, 0.891
#: A block of sound; one that is so much below the loudest block is a pause and counts for no level.
_BLOCK_S, _PAUSE_DB = 0.05, 30.0
#: Half the length of the low-pass, in zero crossings of its sinc, and the window's shape: 70 dB down.
_CROSSINGS, _KAISER_BETA = 16, 7.0


def resample(sound: Sound, rate_hz: int) -> Sound:
    """Return the sound at another rate, by a polyphase windowed-sinc low-pass below both half rates.

    Raises ValueError where a rate is none of sound.
    """
    if not all(_RATES_HZ[0] <= rate <= _RATES_HZ[1] for rate in (rate_hz, sound.rate_hz)):
        raise ValueError(f"{sound.rate_hz} Hz to {rate_hz} Hz: rates are 4,000 to 192,000 Hz")
    if rate_hz == sound.rate_hz or not len(sound.samples):
        return Sound(sound.samples, rate_hz)
    common = gcd(rate_hz, sound.rate_hz)
    up, down = rate_hz // common, sound.rate_hz // common
    return Sound(_whole(_polyphase(sound.samples.astype(np.float64), up, down)), rate_hz)


def _polyphase(samples: NDArray[np.float64], up: int, down: int) -> NDArray[np.float64]:
    """Return ``samples`` at up/down of their rate, one phase of the low-pass for each of ``up`` outputs."""
    slowest = max(up, down)
    half = _CROSSINGS * slowest
    taps = np.arange(-half, half + 1)
    # The cut lies a little below half the lower rate, so that the slope ends there.
    cut = 0.92 / slowest
    low_pass = cut * np.sinc(cut * taps) * np.kaiser(len(taps), _KAISER_BETA) * up
    count = -(-len(samples) * up // down)
    at = np.arange(count) * down
    # Output n is the sum of taps[half + n*down - m*up] * samples[m]: those m within `reach` of n*down/up.
    reach = half // up + 1
    middle = at // up
    padded = np.pad(samples, reach + 1)
    result = np.zeros(count)
    for offset in range(-reach, reach + 1):
        tap = half + at - (middle + offset) * up
        inside = (tap >= 0) & (tap < len(low_pass))
        index = np.clip(middle + offset + reach + 1, 0, len(padded) - 1)
        result += np.where(inside, low_pass[np.clip(tap, 0, len(low_pass) - 1)], 0.0) * padded[index]
    return result


def level_dbfs(sound: Sound) -> float:
    """Return the level of what sounds, pauses left out, in dB of full scale (RMS); -inf for silence."""
    size = max(1, round(_BLOCK_S * sound.rate_hz))
    whole = sound.samples.astype(np.float64) / FULL_SCALE
    blocks = np.pad(whole, (0, -len(whole) % size)).reshape(-1, size)
    power = np.mean(blocks**2, axis=1)
    if not power.size or power.max() <= 0:
        return float("-inf")
    heard = power[power >= power.max() * 10 ** (-_PAUSE_DB / 10)]
    return float(10 * np.log10(heard.mean()))


def levelled(sound: Sound, level: float = LEVEL_DBFS) -> Sound:
    """Return the sound at a level in dBFS, its peaks bent below -1 dBFS; silence stays as it is."""
    now = level_dbfs(sound)
    if now == float("-inf"):
        return sound
    samples = sound.samples.astype(np.float64) / FULL_SCALE * 10 ** ((level - now) / 20)
    over = np.maximum(np.abs(samples) - _KNEE, 0.0)
    bent = _KNEE + (_CEILING - _KNEE) * np.tanh(over / (_CEILING - _KNEE))
    samples = np.where(over > 0, np.sign(samples) * bent, samples)
    return Sound(_whole(samples * FULL_SCALE), sound.rate_hz)


def joined(sounds: Sequence[Sound], pause_s: float) -> Sound:
    """Return sounds of one rate one after another, with pauses between. ValueError: none, or two rates."""
    if len({sound.rate_hz for sound in sounds}) != 1:
        raise ValueError("sounds of one rate are joined, and one at least")
    pause = silence(pause_s, sounds[0].rate_hz).samples
    parts = [part for sound in sounds for part in (sound.samples, pause)]
    return Sound(np.concatenate(parts[:-1]), sounds[0].rate_hz)


def silence(length_s: float, rate_hz: int) -> Sound:
    """Return nothing to be heard."""
    return Sound(np.zeros(round(length_s * rate_hz), np.int16), rate_hz)


def trimmed(sound: Sound, threshold: int = 64) -> Sound:
    """Return the sound without the silence before and after it."""
    heard = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > threshold)
    if not heard.size:
        return Sound(sound.samples[:0], sound.rate_hz)
    return Sound(sound.samples[heard[0] : heard[-1] + 1], sound.rate_hz)


def wav_of(sound: Sound) -> bytes:
    """Return a WAV file: PCM, mono, 16 bits."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples.astype("<i2").tobytes())
    return held.getvalue()


def sound_of_wav(held: bytes) -> Sound:
    """Return the sound of a WAV file, whatever length its header claims. ValueError: it is none of ours."""
    try:
        with wave.open(io.BytesIO(held), "rb") as file:
            form = (file.getnchannels(), file.getsampwidth())
            rate = file.getframerate()
            frames = file.readframes(len(held) // 2)
    except (wave.Error, EOFError) as error:
        raise ValueError(f"no WAV file: {error}") from None
    if form != (1, 2) or not _RATES_HZ[0] <= rate <= _RATES_HZ[1]:
        raise ValueError(
            f"a WAV file of {form[0]} channels, {form[1] * 8} bits and {rate} Hz, not mono 16 bits"
        )
    return Sound(np.frombuffer(frames[: len(frames) // 2 * 2], "<i2").astype(np.int16), rate)


def _whole(samples: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.clip(np.rint(samples), -FULL_SCALE - 1, FULL_SCALE).astype(np.int16)
