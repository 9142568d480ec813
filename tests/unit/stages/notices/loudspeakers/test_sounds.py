# SPDX-License-Identifier: Apache-2.0
"""Rates, levels and tones of sounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hearthwatch.model.sound import Sound
from hearthwatch.stages.notices.loudspeakers.priority import Priority
from hearthwatch.stages.notices.loudspeakers.sounds import (
    joined,
    level_dbfs,
    levelled,
    resample,
    silence,
    sound_of_wav,
    trimmed,
    wav_of,
)
from hearthwatch.stages.notices.loudspeakers.tone import NOTES, tone

RATES = [8_000, 16_000, 22_050, 44_100, 48_000]
samples = arrays(np.int16, st.integers(0, 400))


def sine(pitch_hz: float, rate_hz: int, length_s: float = 0.5, peak: float = 10_000) -> Sound:
    """Return a pure note."""
    at_s = np.arange(round(length_s * rate_hz)) / rate_hz
    return Sound(np.rint(peak * np.sin(2 * np.pi * pitch_hz * at_s)).astype(np.int16), rate_hz)


def strength_db(sound: Sound, pitch_hz: float) -> float:
    """Return the strength of one pitch in the middle of a sound, in dB of the amplitude 10,000."""
    middle = sound.samples[len(sound.samples) // 4 : -len(sound.samples) // 4].astype(float)
    wave = (
        np.exp(-2j * np.pi * pitch_hz * np.arange(len(middle)) / sound.rate_hz) * np.hanning(len(middle)) * 2
    )
    return float(20 * np.log10(max(2 * abs(np.mean(middle * wave)), 1e-9) / 10_000))


@pytest.mark.parametrize("to_hz", RATES)
@pytest.mark.parametrize("from_hz", RATES)
def test_resampling_keeps_a_note(from_hz: int, to_hz: int) -> None:
    """A note below half of both rates keeps its pitch, its strength and its length."""
    made = resample(sine(1_000, from_hz), to_hz)
    assert made.rate_hz == to_hz
    assert made.length_s == pytest.approx(0.5, abs=2 / to_hz)
    assert strength_db(made, 1_000) == pytest.approx(0, abs=0.1)


def test_resampling_lets_nothing_fold_back() -> None:
    """A note above half of the new rate is gone, and is not heard at another pitch."""
    made = resample(sine(6_000, 22_050), 8_000)
    assert max(strength_db(made, pitch) for pitch in range(100, 4_000, 50)) < -55


def test_resampling_makes_no_images() -> None:
    """A note at a low rate has no mirror above it at a high one."""
    made = resample(sine(3_000, 8_000), 48_000)
    assert strength_db(made, 5_000) < -55


@pytest.mark.parametrize("rate_hz", [0, 100, 1_000_000])
def test_no_rate_of_sound_is_refused(rate_hz: int) -> None:
    """Rates that no device has are refused."""
    with pytest.raises(ValueError, match="rates are"):
        resample(sine(1_000, 8_000), rate_hz)


@given(samples, st.sampled_from(RATES), st.sampled_from(RATES))
def test_resampling_takes_anything(
    values: np.ndarray[tuple[int], np.dtype[np.int16]], old: int, new: int
) -> None:
    """Any samples, none as well, come out at the new rate and as long."""
    made = resample(Sound(values, old), new)
    assert made.samples.dtype == np.int16
    assert len(made.samples) == -(-len(values) * new // old)


@given(samples, st.sampled_from(RATES))
def test_wav_there_and_back(values: np.ndarray[tuple[int], np.dtype[np.int16]], rate: int) -> None:
    """A sound is the same after a WAV file."""
    back = sound_of_wav(wav_of(Sound(values, rate)))
    assert (back.samples.tolist(), back.rate_hz) == (values.tolist(), rate)


@pytest.mark.parametrize(
    "held", [b"", b"RIFF", b"not a sound at all, but long enough to look", wav_of(sine(1_000, 8_000))[:30]]
)
def test_what_is_no_wav_is_refused(held: bytes) -> None:
    """Garbage and a header cut short are no sound."""
    with pytest.raises(ValueError, match="no WAV file"):
        sound_of_wav(held)


def test_a_wav_that_claims_more_than_it_has_is_read() -> None:
    """A file written as a stream claims the largest size; what is there is the sound."""
    held = bytearray(wav_of(sine(1_000, 8_000)))
    held[4:8] = held[40:44] = b"\x00\xf0\xff\x7f"
    assert len(sound_of_wav(bytes(held)).samples) == 4_000


@pytest.mark.parametrize("priority", Priority)
def test_tones_are_of_like_level_and_end_soon(priority: Priority) -> None:
    """Every tone is as loud as speech and ends within two seconds."""
    made = tone(priority, 22_050)
    assert level_dbfs(made) == pytest.approx(-18, abs=0.5)
    assert 0.2 < made.length_s <= 2.0


def test_tones_are_told_apart() -> None:
    """Danger, warning, words, all clear, exercise differ in pitch or rhythm."""
    assert len(set(NOTES.values())) >= len(NOTES)


def test_speech_comes_to_the_level_whatever_it_was() -> None:
    """Quiet and loud ones come out alike, pauses or not, and none is clipped."""
    quiet = levelled(joined([sine(300, 22_050, peak=200), silence(3, 22_050)], 0))
    loud = levelled(sine(300, 22_050, peak=32_000))
    assert level_dbfs(quiet) == pytest.approx(level_dbfs(loud), abs=0.5)
    spike = np.zeros(22_050, np.int16)
    spike[::400] = 20_000
    assert np.abs(levelled(Sound(spike, 22_050)).samples.astype(int)).max() <= 32_767 * 0.9


def test_silence_stays_silence() -> None:
    """Nothing is made loud out of nothing."""
    assert not levelled(silence(1, 8_000)).samples.any()
    assert len(trimmed(silence(1, 8_000)).samples) == 0


def test_joining_two_rates_is_refused() -> None:
    """Sounds of two rates, or none, are not joined."""
    with pytest.raises(ValueError, match="one rate"):
        joined([silence(1, 8_000), silence(1, 16_000)], 0.1)
    with pytest.raises(ValueError, match="one at least"):
        joined([], 0.1)
