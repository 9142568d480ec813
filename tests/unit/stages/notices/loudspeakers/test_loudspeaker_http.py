# SPDX-License-Identifier: Apache-2.0
"""HTTP horns, against a server that takes sound as they do, decodes it, and tells its status."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.http_horn import HornAddress, HttpHornDriver, Shape
from hearthwatch.stages.notices.loudspeakers.http_status import Playback, playback_of
from hearthwatch.testing.horn import Fault, HttpHorn
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.tone import tone

ACCOUNT = Account("announcer", Secret("three words here"))
PATIENCE_S = 1.0
SHAPES: tuple[Shape, ...] = ("axis", "generic-wav")
NOT_CONFIRMED = Receipt(DeliveryState.ACCEPTED, "the horn took it; that it was heard is not confirmed")
PLAYED = Receipt(DeliveryState.HEARD, "the horn says that it played")


class Case:
    """A horn, how it is reached, and what came of a tone of 700 Hz."""

    def __init__(self, horn: HttpHorn, shape: Shape = "generic-wav", *, asks: bool = False) -> None:
        """Take the horn; with ``asks`` its status is looked at, and it can be stopped."""
        self.horn, self.shape, self.asks = horn, shape, asks
        self.account: Account | None = None
        self.began: list[float] = []
        self.lasted = 0.0

    def address(self) -> HornAddress:
        """Return how the horn is reached."""
        root = self.horn.url
        return HornAddress(
            root if self.shape == "axis" else f"{root}/play", self.shape, self.account,
            f"{root}/status" if self.asks else "", f"{root}/stop" if self.asks else "", PATIENCE_S,
        )  # fmt: skip

    async def said(self, client: httpx.AsyncClient, seconds: float) -> Receipt | PeerError:
        """Speak, and return what came of it."""
        start = time.monotonic()
        try:
            return await HttpHornDriver(self.address(), client, SystemClock()).play(
                tone(700, seconds), 1.0, lambda: self.began.append(time.monotonic() - start)
            )
        except PeerError as error:
            return error
        finally:
            self.lasted = time.monotonic() - start

    def played(self, seconds: float = 0.6) -> Receipt | PeerError:
        """Run it all."""

        async def playing() -> Receipt | PeerError:
            async with self.horn.running(), httpx.AsyncClient() as client:
                return await self.said(client, seconds)

        return asyncio.run(playing())


@pytest.mark.parametrize("scheme", ["digest", "basic", None])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_horn_takes_the_announcement(shape: Shape, scheme: str | None) -> None:
    """In either shape, with digest, basic or no authentication, the tone arrives whole, in its time."""
    login = Login("announcer", "three words here", scheme) if scheme else None  # type: ignore[arg-type]
    case = Case(HttpHorn(login), shape)
    case.account = ACCOUNT if scheme else None
    assert case.played() == NOT_CONFIRMED
    heard = case.horn.heard()
    assert heard.tone_hz == pytest.approx(700, abs=1)
    assert heard.length_s == pytest.approx(0.6, abs=0.001)
    assert len(case.began) == 1
    assert 0.59 < case.lasted < 2.0


def test_a_horn_that_counts_nothing_is_believed_in_the_midst_of_the_sound() -> None:
    """A status that says `playing` alone is asked while it should play, and settles it."""
    assert Case(HttpHorn(counts=False), asks=True).played() == PLAYED


@pytest.mark.parametrize("shape", SHAPES)
def test_a_horn_that_says_that_it_played_was_heard(shape: Shape) -> None:
    """Where the horn tells its status, the receipt says that it was heard."""
    assert Case(HttpHorn(), shape, asks=True).played() == PLAYED


@pytest.mark.parametrize("counts", [True, False])
def test_a_horn_that_says_that_it_did_not_play_is_an_error(counts: bool) -> None:
    """A horn that takes the sound and stays silent by its own account has not said it."""
    error = Case(HttpHorn(fault="silent", counts=counts), asks=True).played()
    assert isinstance(error, PeerError)
    assert (
        error.line()
        == "the horn at 127.0.0.1 took the sound and says that it did not play. Look at the horn."
    )


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_a_horn_that_answers_only_after_it_has_played_is_waited_for(seconds: float) -> None:
    """Longer than our patience, but not than the sound: a horn may answer at the sound's end."""
    case = Case(HttpHorn(answers_after_s=PATIENCE_S + seconds), asks=True)
    assert case.played(PATIENCE_S + seconds) == PLAYED


def test_a_status_that_is_none_confirms_nothing() -> None:
    """A page where a status should be proves neither that it played nor that it did not."""
    assert Case(HttpHorn(fault="nonsense"), asks=True).played() == NOT_CONFIRMED


REFUSALS = {
    "401 Unauthorized": (
        "the horn at 127.0.0.1 asks for a password (HTTP 401). Set user and password_file.", False,
    ),
    "404 Not Found": (
        "the horn at 127.0.0.1 has nothing at that address (HTTP 404). Check the address and the shape.",
        False,
    ),
    "302 Found": ("the horn at 127.0.0.1 is somewhere else (HTTP 302). Write its own address down.", False),
    "409 Conflict": ("the horn at 127.0.0.1 is busy (HTTP 409).", True),
    "418 Teapot": ("the horn at 127.0.0.1 refused (HTTP 418).", False),
    "500 Oops": ("the horn at 127.0.0.1 failed (HTTP 500).", True),
}  # fmt: skip


@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_said_in_words(status: str) -> None:
    """Each status is said in words, with whether to try again; nobody is followed elsewhere."""
    error = Case(HttpHorn(status=status, headers=("Location: http://192.0.2.7/",))).played()
    assert isinstance(error, PeerError)
    assert (error.line(), error.transient) == REFUSALS[status]


def test_patience_that_a_horn_asks_for_is_kept() -> None:
    """A horn that is out of service for a time says how long."""
    error = Case(HttpHorn(status="503 Service Unavailable", headers=("Retry-After: 120",))).played()
    assert isinstance(error, PeerError)
    assert (error.what, error.after_s, error.transient) == (
        "the horn at 127.0.0.1 is out of service (HTTP 503)", 120.0, True,
    )  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_wrong_password_is_said_before_the_sound_is_sent(shape: Shape) -> None:
    """A password that does not fit costs no sound, and is no use trying again."""
    case = Case(HttpHorn(Login("announcer", "other words")), shape)
    case.account = ACCOUNT
    error = case.played()
    assert isinstance(error, PeerError)
    assert error.line() == (
        "the horn at 127.0.0.1 does not take the password (HTTP 401). Check user and password_file."
    )
    assert (error.transient, case.began, case.horn.received) == (False, [], 0)


FAULTS: dict[Fault, str] = {
    "mute": "the horn at 127.0.0.1 does not answer",
    "garbage": "the horn at 127.0.0.1 answers what is no HTTP, or breaks off",
    "vanishing": "the horn at 127.0.0.1 answers what is no HTTP, or breaks off",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_horn_is_said(fault: Fault, shape: Shape) -> None:
    """Silent, garbled or gone mid-play: an error within our patience, worth trying again."""
    case = Case(HttpHorn(fault=fault), shape)
    error = case.played()
    assert isinstance(error, PeerError)
    assert error.what in {FAULTS[fault], "no way to the horn at 127.0.0.1: WriteError",
                          "no way to the horn at 127.0.0.1: ReadError"}  # fmt: skip
    assert error.transient
    assert case.lasted < 4.0


def test_a_horn_that_is_off_is_said() -> None:
    """Where nothing listens, that is an error worth trying again."""

    async def refused() -> Receipt | PeerError:
        case = Case(HttpHorn())
        async with case.horn.running():
            pass
        async with httpx.AsyncClient() as client:
            return await case.said(client, 0.5)

    error = asyncio.run(refused())
    assert isinstance(error, PeerError)
    assert error.what == "no way to the horn at 127.0.0.1: ConnectError"


@pytest.mark.parametrize("shape", SHAPES)
def test_cancelling_stops_at_once(shape: Shape) -> None:
    """Cancelled mid-play no sound follows; a horn that can be stopped is."""

    async def stopped() -> tuple[float, int, HttpHorn]:
        case = Case(HttpHorn(), shape, asks=True)
        async with case.horn.running(), httpx.AsyncClient() as client:
            playing = asyncio.create_task(case.said(client, 20))
            await case.horn.came.wait()
            await asyncio.sleep(0.3)
            start = time.monotonic()
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            took, before = time.monotonic() - start, case.horn.received
            await asyncio.sleep(0.1)
            return took, case.horn.received - before, case.horn

    took, after, horn = asyncio.run(stopped())
    assert took < 1.0
    assert after <= 160
    assert horn.stopped
    assert shape == "generic-wav" or 1_600 < horn.received < 8_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"playing": true}', Playback(playing=True)),
        (b'{"played": 7, "x": [1]}', Playback(played=7)),
        (b'{"playing": "yes", "played": 1.5}', Playback()),
        (b"[]", Playback()),
        (b"\xff", Playback()),
        (b"[" * 60_000, Playback()),
    ],
)
def test_a_status_is_read_strictly(data: bytes, says: Playback) -> None:
    """A status says what it says in the right types, and nothing else."""
    assert playback_of(data) == says
