# SPDX-License-Identifier: Apache-2.0
"""Codecs and resampling: against FFmpeg's G.711, and by tones that go in and come out."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.sound import Sound
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of, frames
from hearthwatch.stages.notices.loudspeakers.resampling import resampled
from hearthwatch.testing.tone import strongest_hz, tone

EVERY_SAMPLE = np.arange(-32768, 32768).astype(np.int16)
LAWS = {CodecName.PCMU: "mulaw", CodecName.PCMA: "alaw"}


def through_ffmpeg(data: bytes, *, into: str, out: str) -> bytes:
    """Return raw sound at 8 kHz turned from one of FFmpeg's raw formats into another."""
    command = ["ffmpeg", "-v", "error", "-f", into, "-ar", "8000", "-ac", "1", "-i", "-", "-f", out, "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


@pytest.mark.component("ffmpeg")
@pytest.mark.parametrize("name", LAWS)
def test_every_octet_of_g711_means_what_ffmpeg_says(name: CodecName) -> None:
    """All 256 octets of each law decode to the same sample as FFmpeg's."""
    octets = bytes(range(256))
    theirs = np.frombuffer(through_ffmpeg(octets, into=LAWS[name], out="s16le"), np.int16)
    assert codec_of(name).decode(octets).tolist() == theirs.tolist()


@pytest.mark.component("ffmpeg")
@pytest.mark.parametrize("name", LAWS)
def test_no_sample_of_g711_is_coded_worse_than_by_ffmpeg(name: CodecName) -> None:
    """Each of the 65,536 samples comes back at least as near as through FFmpeg, and 99 % the same."""
    codec = codec_of(name)
    ours, theirs = (
        codec.encode(EVERY_SAMPLE),
        through_ffmpeg(EVERY_SAMPLE.tobytes(), into="s16le", out=LAWS[name]),
    )
    error, their_error = (np.abs(codec.decode(data).astype(int) - EVERY_SAMPLE) for data in (ours, theirs))
    assert int((error > their_error).sum()) == 0
    same = np.frombuffer(ours, np.uint8) == np.frombuffer(theirs, np.uint8)
    assert same.mean() > 0.99


@pytest.mark.parametrize("name", CodecName)
@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_a_tone_survives_each_codec(name: CodecName, rate_hz: int) -> None:
    """A tone of 700 Hz in any usual rate is coded to whole frames and decoded to the same tone and level."""
    codec = codec_of(name)
    made = frames(tone(700, 1.01, rate_hz), 1.0, codec)
    back = codec.decode(b"".join(made))
    assert [len(each) for each in made] == [160] * 51
    assert strongest_hz(back, codec.rate_hz) == pytest.approx(700, abs=1)
    assert np.abs(back).max() == pytest.approx(9_830, rel=0.1)


def test_volume_makes_it_quieter() -> None:
    """Half the volume is half the amplitude; none is silence."""
    codec = codec_of(CodecName.PCMU)
    half, none = (codec.decode(b"".join(frames(tone(700, 0.5), volume, codec))) for volume in (0.5, 0.0))
    assert np.abs(half).max() == pytest.approx(4_915, rel=0.05)
    assert not none.any()


@pytest.mark.parametrize("to_hz", [8_000, 16_000])
def test_what_cannot_be_told_at_the_new_rate_is_taken_away(to_hz: int) -> None:
    """A tone above half of the new rate leaves less than a thousandth of itself, not a false tone."""
    made = resampled(tone(to_hz * 0.6, 1.0, 48_000), to_hz).samples[800:-800]
    assert np.abs(made).max() < 10


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(0, 3_000),
    rate_hz=st.sampled_from([8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000]),
    to_hz=st.sampled_from([8_000, 16_000]),
    level=st.integers(-32_768, 32_767),
)
def test_resampling_keeps_length_and_never_wraps(count: int, rate_hz: int, to_hz: int, level: int) -> None:
    """Always: the length stays to within a sample, and a level of one sign never becomes the other."""
    made = resampled(Sound(np.full(count, level, np.int16), rate_hz), to_hz)
    assert abs(len(made.samples) - count * to_hz / rate_hz) < 1
    middle = made.samples[len(made.samples) // 3 : len(made.samples) * 2 // 3]
    assert all(abs(int(each)) <= 32_768 and int(each) * level >= 0 for each in middle) or count < 300


def test_a_rate_that_is_none_is_refused() -> None:
    """A rate of zero is refused, not divided by."""
    with pytest.raises(ValueError, match="a rate must be positive"):
        resampled(Sound(np.zeros(8, np.int16), 0), 8_000)
