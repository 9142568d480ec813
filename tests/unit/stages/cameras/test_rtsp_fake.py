# SPDX-License-Identifier: Apache-2.0
"""The camera for tests is held to the standards itself: payloads, descriptions, authentication."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.testing.pattern import X265, Pattern, write_pattern
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.rtsp_media import Media, read_media, split_nals
from hearthwatch.testing.rtsp_payload import RtpStream, payloads
from hearthwatch.testing.rtsp_session import Request, parse_request

#: What a client of the user "cam" and the password "secret" answers to the nonce "n".
DIGEST = (
    'Digest username="cam", realm="camera", nonce="n", uri="rtsp://h/cam", '
    'response="50fe6518b0405246dc7901f62a0d10a7"'
)


def joined(parts: list[bytes], codec: str) -> bytes:
    """Put fragments together as RFC 6184 (FU-A) and RFC 7798 (FU) say."""
    if len(parts) == 1:
        return parts[0]
    flags = 1 if codec == "h264" else 2
    assert [part[flags] >> 6 for part in parts] == [2, *[0] * (len(parts) - 2), 1]
    kind = parts[0][flags] & (31 if codec == "h264" else 63)
    if codec == "h264":
        header = bytes((parts[0][0] & 0xE0 | kind,))
    else:
        header = bytes((parts[0][0] & 0x81 | kind << 1, parts[0][1]))
    return header + b"".join(part[flags + 1 :] for part in parts)


@given(st.binary(min_size=3, max_size=600), st.sampled_from(["h264", "hevc"]), st.integers(20, 100))
def test_fragments_make_the_nal_unit_again(nal: bytes, codec: str, limit: int) -> None:
    """Whatever a NAL unit's size, its fragments keep to the limit and make it again."""
    parts = list(payloads(nal, codec, limit))
    assert all(len(part) <= limit for part in parts)
    assert joined(parts, codec) == nal


def test_only_the_last_packet_of_a_picture_bears_the_marker() -> None:
    """Packets are numbered one after another, share the picture's time, and the last is marked."""
    stream = RtpStream(96, 7)
    packets = list(stream.packets((b"\x67abc", b"\x65" + bytes(3000)), "h264", 2**32 + 90_000))
    heads = [struct.unpack(">BBHII", packet[:12]) for packet in packets]
    assert [head[2] for head in heads] == [0, 1, 2, 3]
    assert {(head[3], head[4]) for head in heads} == {(90_000, 7)}
    assert [head[1] >> 7 for head in heads] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("stream", "nals"),
    [
        (b"", ()),
        (b"\0\0\0\1ab\0\0\1cd", (b"ab", b"cd")),
        (b"\0\0\1ab\0\0\0\1cd\0", (b"ab", b"cd")),
        (b"\0\0\1\0\0\1a", (b"a",)),
    ],
)
def test_a_byte_stream_is_split_at_its_start_codes(stream: bytes, nals: tuple[bytes, ...]) -> None:
    """Start codes of three and four bytes part NAL units, and zeros before them belong to none."""
    assert split_nals(stream) == nals


def media(folder: Path, codec: str) -> Media:
    """Return a second of video."""
    pattern = Pattern(seconds=1) if codec == "h264" else Pattern(seconds=1, encoder="libx265", options=X265)
    return read_media(write_pattern(folder / "a.mp4", pattern))


@pytest.mark.parametrize(
    ("codec", "name", "parameters"),
    [("h264", "H264", "sprop-parameter-sets="), ("hevc", "H265", "sprop-vps=")],
)
def test_a_description_names_codec_and_parameter_sets(
    tmp_path: Path, codec: str, name: str, parameters: str
) -> None:
    """The description says what is sent, with all that a decoder needs to begin, and no sound."""
    sdp = media(tmp_path, codec).sdp("127.0.0.1")
    assert f"a=rtpmap:96 {name}/90000\r\n" in sdp
    assert parameters in sdp
    assert "m=audio" not in sdp


def test_a_file_of_another_codec_cannot_be_played(tmp_path: Path) -> None:
    """The camera sends H.264 and H.265, and says so."""
    path = write_pattern(tmp_path / "a.mkv", Pattern(encoder="mjpeg", pixels="yuvj420p", options={}))
    with pytest.raises(ValueError, match=r"a\.mkv is mjpeg"):
        read_media(path)


def test_pictures_follow_each_other_from_zero(tmp_path: Path) -> None:
    """A second at 15 a second is 15 pictures, 6,000 ticks apart, and 90,000 ticks long."""
    made = media(tmp_path, "h264")
    assert [unit.send_at for unit in made.units] == [6000 * number for number in range(15)]
    assert made.length == 90_000


@pytest.mark.parametrize(
    ("scheme", "authorization"),
    [
        ("basic", "Basic Y2FtOnNlY3JldA=="),
        ("digest", DIGEST),
    ],
)
def test_a_login_admits_its_password_alone(scheme: Literal["basic", "digest"], authorization: str) -> None:
    """The right password is admitted; another, another method's proof, and none are not."""
    login = Login("cam", "secret", scheme)
    assert login.admits(authorization, "DESCRIBE", "n")
    assert not Login("cam", "other", scheme).admits(authorization, "DESCRIBE", "n")
    assert not login.admits("", "DESCRIBE", "n")


def test_a_request_is_read() -> None:
    """Method, address and headers are read, names in lower case; nonsense is a ValueError."""
    text = "PLAY rtsp://h/a RTSP/1.0\r\nCSeq: 3\r\nX-Y: a:b\r\n\r\n"
    assert parse_request(text) == Request("PLAY", "rtsp://h/a", {"cseq": "3", "x-y": "a:b"})
    with pytest.raises(ValueError, match="unpack"):
        parse_request("nonsense")
