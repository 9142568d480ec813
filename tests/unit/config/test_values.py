# SPDX-License-Identifier: Apache-2.0
"""The configuration's values: what they read, what they refuse, and what they never print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.config.values import ByteSize, CameraUrl, Duration, Secret


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("72h", 259200), ("72 h", 259200), ("10 min", 600), ("1.5 d", 129600), ("250 ms", 0.25), ("0 S", 0)],
)
def test_durations(text: str, seconds: float) -> None:
    """A number and a unit are so many seconds, and print as they were written."""
    assert Duration(text).seconds == seconds
    assert str(Duration(text)) == text


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("20 GB", 20 * 10**9),
        ("20gb", 20 * 10**9),
        ("1.5 KiB", 1536),
        ("7 B", 7),
        ("2 TiB", 2 << 40),
        ("3 kB", 3000),
    ],
)
def test_sizes(text: str, size: int) -> None:
    """A number and a unit are so many bytes, and print as they were written."""
    assert ByteSize(text) == size
    assert str(ByteSize(text)) == text


@pytest.mark.parametrize("kind", [Duration, ByteSize])
@pytest.mark.parametrize(
    "text", ["", "5", "h", "-5 h", "5 weeks", "1e3 s", "5 h 3 min", "nan s", "9" * 13 + " s", "٣ s"]
)
def test_amounts_that_mean_nothing(kind: type[Duration | ByteSize], text: str) -> None:
    """Text without a number, without a unit, or with more than one of each is refused."""
    with pytest.raises(ValueError, match=r"unit"):
        kind(text)


def test_a_time_has_an_end() -> None:
    """A time that no date can hold is refused."""
    with pytest.raises(ValueError, match="hundred years"):
        Duration("99999999 d")


@given(st.floats(0, 10**9, allow_nan=False), st.sampled_from(["ms", "s", "min", "h", "d"]))
def test_equal_durations_are_equal(amount: float, unit: str) -> None:
    """Durations are equal, and hash alike, whenever their seconds are."""
    text = f"{min(amount, 36000):.3f} {unit}"
    same = Duration(f"{Duration(text).seconds:.6f} s")
    if same.seconds == Duration(text).seconds:
        assert same == Duration(text)
        assert hash(same) == hash(Duration(text))
    assert Duration(text) != text


def test_a_secret_is_never_printed() -> None:
    """A secret prints as three stars, in every form; only who asks gets it."""
    secret = Secret("hunter2")
    assert f"{secret} {secret!r} {[secret]}" == "*** Secret('***') [Secret('***')]"
    assert secret.reveal() == "hunter2"
    assert (secret == Secret("hunter2"), secret == "hunter2", len({secret, Secret("hunter2")})) == (
        True,
        False,
        1,
    )


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("rtsp://u:hunter2@192.0.2.7:554/a?b", "rtsp", "rtsp://***@192.0.2.7:554/..."),
        ("rtsp://u:hun@ter2@gate.example/a", "rtsp", "rtsp://***@gate.example/..."),
        ("rtsps://[2001:db8::7]/user=hunter2", "rtsps", "rtsps://[2001:db8::7]/..."),
        ("rtsp://u:hunter2 @gate/a", "rtsp", "rtsp://***@gate/..."),
        ("rtsp://u:hun/ter2@gate/a", "rtsp", "rtsp://.../..."),
        ("v4l2:/dev/video0", "v4l2", "v4l2:/dev/video0"),
        ("village:square", "village", "village:square"),
        ("file:/a/clip.mp4", "file", "file:/a/clip.mp4"),
        ("clips/a b.mp4", "file", "clips/a b.mp4"),
    ],
)
def test_addresses(text: str, kind: str, shown: str) -> None:
    """Each kind of address is known, and printed without its credentials."""
    url = CameraUrl(text)
    assert (url.kind, str(url), url.reveal()) == (kind, shown, text)
    assert "hunter2" not in repr(url)
    assert "ter2" not in repr(url)
    assert (url == CameraUrl(text), url == text, len({url, CameraUrl(text)})) == (True, False, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("rtsp://a\nb", "control characters"),
        ("rstp://u:hunter2@gate", 'did you mean "rtsp:"'),
        ("rtmp://u:hunter2@gate", 'did you mean "rtsp:"'),
        ("vilage:square", 'did you mean "village:"'),
        ("qqqq:x", 'did you mean "rtsp:"'),
        ("rtsp:u:hunter2@gate", "begins with rtsp://HOST"),
        ("rtsp:///u:hunter2@gate", "begins with rtsp://HOST"),
    ],
)
def test_addresses_that_reach_no_camera(text: str, words: str) -> None:
    """An address by another way is refused with the nearest way, and without its password."""
    with pytest.raises(ValueError, match=words) as caught:
        CameraUrl(text)
    assert "hunter2" not in str(caught.value)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_password_shows(password: str) -> None:
    """Whatever a password holds, it stands encoded in the address, and is not in what is printed."""
    url = CameraUrl("rtsp://watcher@gate.example/stream").with_password(Secret(password))
    assert str(url) == "rtsp://***@gate.example/..."
    assert url.reveal().endswith("@gate.example/stream")
