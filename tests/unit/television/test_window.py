# SPDX-License-Identifier: Apache-2.0
"""The playlist, by RFC 8216."""

from __future__ import annotations

from datetime import UTC, datetime

from hearthwatch.television.window import Window

BEGIN = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)


def window(segments: int, run: int = 0) -> Window:
    """Return a window into which so many segments of two seconds have come, the first numbered 100."""
    made = Window(b"init", run, 100, BEGIN, 2.0)
    for number in range(segments):
        made.add(b"%d" % number)
    return made


def test_the_playlist_is_what_the_rfc_asks_for() -> None:
    """It has version, target duration, sequence numbers, the start, a date, and each segment once."""
    assert window(3).playlist() == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-MEDIA-SEQUENCE:100\n"
        "#EXT-X-DISCONTINUITY-SEQUENCE:0\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MAP:URI="init.mp4"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2026-01-31T18:30:00.000Z\n"
        "#EXTINF:2.000,\nsegment/100.m4s\n"
        "#EXTINF:2.000,\nsegment/101.m4s\n"
        "#EXTINF:2.000,\nsegment/102.m4s\n"
    )


def test_the_window_slides() -> None:
    """Six segments are named; number and date of the first go on together."""
    lines = window(10, run=3).playlist().splitlines()
    assert "#EXT-X-MEDIA-SEQUENCE:104" in lines
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-01-31T18:30:08.000Z" in lines
    assert "#EXT-X-DISCONTINUITY-SEQUENCE:3" in lines
    assert [line for line in lines if line.endswith(".m4s")] == [f"segment/{n}.m4s" for n in range(104, 110)]


def test_segments_outlive_the_playlist_that_named_them() -> None:
    """What is named no more stays for as long as such a playlist lasts, and is then gone."""
    slid = window(30)
    assert [number for number in range(100, 131) if slid.segment(number) is not None] == list(range(117, 130))
    assert slid.segment(117) == b"17"
