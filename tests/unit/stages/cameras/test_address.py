# SPDX-License-Identifier: Apache-2.0
"""Addresses: what is read from them, what they refuse, and what they never show."""

from __future__ import annotations

import pickle
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.stages.cameras.address import CameraAddress, parse_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("rtsp://10.0.0.9", CameraAddress("rtsp", "", "10.0.0.9", 554)),
        ("rtsps://cam.example/a", CameraAddress("rtsps", "/a", "cam.example", 322)),
        ("RTSP://h:8554/a/b?c=d", CameraAddress("rtsp", "/a/b?c=d", "h", 8554)),
        ("rtsp://[fe80::1]:8554/a", CameraAddress("rtsp", "/a", "fe80::1", 8554)),
        ("rtsp://u:p%40%2F@h/a", CameraAddress("rtsp", "/a", "h", 554, "u", "p@/")),
        ("rtsp://u:p@ss@h/a", CameraAddress("rtsp", "/a", "h", 554, "u", "p@ss")),
        ("rtsp://u@h/a", CameraAddress("rtsp", "/a", "h", 554, "u", "")),
        ("clips/a.mp4", CameraAddress("file", "clips/a.mp4")),
        ("file:a.mp4", CameraAddress("file", "a.mp4")),
        ("file:///srv/a.mp4", CameraAddress("file", "/srv/a.mp4")),
        ("v4l2:/dev/video0", CameraAddress("v4l2", "/dev/video0")),
        ("village:square", CameraAddress("village", "square")),
        ("village:square?seed=3", CameraAddress("village", "square", query="seed=3")),
    ],
)
def test_an_address_is_read(text: str, address: CameraAddress) -> None:
    """Each form of address is read into its parts, with the protocol's own port where none is given."""
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("rtspp://h/a", "rtsp"),
        ("http://h/a", "rtsp"),
        ("https://h", "rtsps"),
        ("vilage:a", "village"),
        ("v4l:/dev/video0", "v4l2"),
        ("fiel:a", "file"),
    ],
)
def test_an_unknown_scheme_names_the_nearest(text: str, nearest: str) -> None:
    """A scheme that is not known is refused with the one that was probably meant."""
    with pytest.raises(UsageError) as caught:
        parse_address(text)
    assert f'Did you mean "{nearest}:"?' in caught.value.line()


@pytest.mark.parametrize(
    "text",
    ["", "rtsp:", "rtsp:h/a", "rtsp://", "rtsp:///a", "rtsp://h:0/a", "rtsp://h:70000/a", "rtsp://h:x/a",
     "rtsp://u:secret/1@h/a", "rtsp://h/a\r\nX: y", "rtsp://u:%0a@h/a", "village:", "v4l2:", "file:",
     "rtsp://a b/c", f"rtsp://u:{'p' * 130}@h/a"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    """What cannot be read, or could smuggle a line into a request, is the operator's to mend."""
    with pytest.raises(UsageError) as caught:
        parse_address(text)
    assert "secret" not in caught.value.line()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://admin:secret@h/a", "rtsp://***@h:554/a"),
        ("rtsp://h/a?token=secret", "rtsp://h:554/a?***"),
        ("rtsp://h/user=admin_password=secret_channel=1.sdp", "rtsp://h:554/***"),
        ("rtsp://[::1]/a", "rtsp://[::1]:554/a"),
        ("village:square?seed=3", "village:square"),
        ("a.mp4", "a.mp4"),
    ],
)
def test_an_address_is_shown_without_credentials(text: str, shown: str) -> None:
    """Text and repr of an address hold no user, password, query or telltale path."""
    address = parse_address(text)
    assert (str(address), repr(address)) == (shown, f"CameraAddress({shown!r})")


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=4, max_size=12))
def test_no_password_is_shown_and_each_reaches_the_camera(password: str) -> None:
    """Whatever the password, it comes back from the encoded address, and neither text nor repr hold it."""
    address = parse_address(f"rtsp://cam:{quote(password, safe='')}@camera.example/x")
    assert address.password == password
    assert parse_address(address.url()) == address
    if password not in "CameraAddress('rtsp://***@camera.example:554/x')":
        assert password not in str(address) + repr(address)


def test_an_address_can_be_handed_to_a_process() -> None:
    """An address survives being sent to the reader, credentials and all."""
    address = parse_address("rtsp://u:p@h/a")
    assert pickle.loads(pickle.dumps(address)) == address  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("text", "is_numeric"), [("rtsp://10.0.0.9/a", True), ("rtsp://[::1]/a", True), ("rtsp://h/a", False)]
)
def test_a_number_needs_no_name_service(text: str, is_numeric: bool) -> None:
    """An address says whether its host has to be looked up."""
    assert parse_address(text).is_numeric is is_numeric
