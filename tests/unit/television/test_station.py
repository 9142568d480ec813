# SPDX-License-Identifier: Apache-2.0
"""A stream is made only while somebody watches, and once, however many do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from hearthwatch.television.programme import Programme
from hearthwatch.television.station import AHEAD, IDLE_S, Station
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.television import FakeEncoder, ShownPlaces, Steps
from hearthwatch.web.television import OffAirError


class Studio:
    """A station over four places, with encoders that write down what they are told."""

    def __init__(self) -> None:
        """Begin with nobody watching. Within a loop."""
        self.clock = FakeClock()
        self.places = ShownPlaces(self.clock)
        self.places.send()
        self.encoders: list[FakeEncoder] = []
        self.is_broken = False
        self.steps = Steps(self.clock)
        self.station = Station(
            Programme(self.places.sources, places=1), self._encoder, self.clock, self.steps
        )

    def _encoder(self) -> FakeEncoder:
        self.encoders.append(FakeEncoder(fails=self.is_broken))
        return self.encoders[-1]


def in_a_loop(test: Callable[[Studio], Awaitable[None]]) -> None:
    """Run a test's coroutine with a studio of its own, and close the station after it."""

    async def run() -> None:
        studio = Studio()
        try:
            await test(studio)
        finally:
            await studio.station.aclose()

    asyncio.run(run())


def test_nothing_is_encoded_while_nobody_watches() -> None:
    """No encoder is begun before a playlist is asked for; a start or a segment alone begins none."""

    async def test(studio: Studio) -> None:
        assert studio.station.start() is None
        assert studio.station.segment(1) is None
        await studio.steps.let(5)
        assert (studio.encoders, studio.station.is_running) == ([], False)

    in_a_loop(test)


def test_the_first_playlist_has_three_segments() -> None:
    """Who asks first gets a playlist that a player can begin with at once."""

    async def test(studio: Studio) -> None:
        text = await studio.station.playlist()
        assert text.count("#EXTINF") == 3
        assert studio.station.start() == b"init"
        first = int(text.partition("SEQUENCE:")[2].split()[0])
        assert studio.station.segment(first) == b"segment 0"

    in_a_loop(test)


def test_however_many_watch_there_is_one_encoder_and_a_picture_a_second() -> None:
    """Ten who ask at once get one stream, which has a picture more with each second."""

    async def test(studio: Studio) -> None:
        texts = await asyncio.gather(*(studio.station.playlist() for _ in range(10)))
        assert len(set(texts)) == 1
        await studio.steps.let(10)
        (encoder,) = studio.encoders
        assert encoder.pictures == AHEAD + 10
        assert [show.pictures for show in encoder.shows] == [AHEAD, *[1] * 10]

    in_a_loop(test)


def test_the_encoder_ends_when_nothing_was_asked_for() -> None:
    """Twenty seconds after the last question the encoder is closed and the segments are gone."""

    async def test(studio: Studio) -> None:
        text = await studio.station.playlist()
        await studio.steps.let(15)
        number = int(text.partition("SEQUENCE:")[2].split()[0])
        assert studio.station.segment(number + 2) is not None
        await studio.steps.let(int(IDLE_S) - 1)
        assert studio.station.is_running
        await studio.steps.let(3)
        assert (studio.encoders[0].is_closed, studio.station.is_running) == (True, False)
        assert studio.station.segment(number + 2) is None
        assert studio.encoders[0].pictures < AHEAD + 15 + IDLE_S + 3

    in_a_loop(test)


def test_numbers_never_come_again() -> None:
    """A stream that begins anew goes on with higher numbers, and says that its time is another."""

    async def test(studio: Studio) -> None:
        before = await studio.station.playlist()
        await studio.steps.let(int(IDLE_S) + 2)
        after = await studio.station.playlist()
        first, second = (int(text.partition("MEDIA-SEQUENCE:")[2].split()[0]) for text in (before, after))
        assert second >= first + studio.encoders[0].pictures // 2
        assert "#EXT-X-DISCONTINUITY-SEQUENCE:1\n" in after

    in_a_loop(test)


def test_what_is_late_is_made_up_for() -> None:
    """After three seconds without a picture, the stream is as long as the time that passed."""

    async def test(studio: Studio) -> None:
        await studio.station.playlist()
        studio.clock.advance(3.0)
        await studio.steps.let(1)
        assert studio.encoders[0].pictures == AHEAD + 3 + 1

    in_a_loop(test)


def test_a_plate_is_told_once() -> None:
    """Plates go to the encoder with the first screen that has them, and not again while it stays."""

    async def test(studio: Studio) -> None:
        await studio.station.playlist()
        for _ in range(16):
            await studio.station.playlist()
            studio.places.send()
            await studio.steps.let(1)
        told = [[plate.id for plate in show.plates] for show in studio.encoders[0].shows]
        assert sorted(number for each in told for number in each)[:2] != [1, 1]
        assert sum(map(len, told)) == 2  # one turn of the page in sixteen seconds

    in_a_loop(test)


def test_an_encoder_that_fails_is_said_and_left_alone_for_a_while() -> None:
    """Who asks is told that there is no stream; the next encoder is begun five seconds later."""

    async def test(studio: Studio) -> None:
        studio.is_broken = True
        for _ in range(3):
            with pytest.raises(OffAirError):
                await studio.station.playlist()
        assert len(studio.encoders) == 1
        studio.is_broken = False
        studio.clock.advance(6.0)
        assert "#EXTINF" in await studio.station.playlist()
        assert [encoder.is_closed for encoder in studio.encoders] == [True, False]

    in_a_loop(test)
