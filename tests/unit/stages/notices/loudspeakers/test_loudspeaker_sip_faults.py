# SPDX-License-Identifier: Apache-2.0
"""SIP peers that are silent, garbled, hostile or gone: each ends within our patience, in its own words."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import Callable

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.sip.dialog import SipAddress
from hearthwatch.stages.notices.loudspeakers.sip.driver import SipDriver, SipLine
from hearthwatch.stages.notices.loudspeakers.sip.transport import Timers
from hearthwatch.testing.datagram_peer import datagram_peer
from hearthwatch.testing.tone import tone

TIMERS = Timers(t1=0.1, t2=0.4, silent=0.8, ringing=1.0, farewell=0.6)


def driver(port: int, account: Account | None = None) -> SipDriver:
    """Return a driver for a port of this machine."""
    line = SipLine(SipAddress("", "127.0.0.1", port), [codec_of(CodecName.PCMU)], account, timers=TIMERS)
    return SipDriver(line, SystemClock(), lambda _: None)


def told(answers: Callable[[bytes], list[bytes]]) -> tuple[PeerError, list[bytes], float]:
    """Return the error of a call to such a peer, all that it was sent, and how long it took."""

    async def calling() -> tuple[PeerError, list[bytes], float]:
        start = time.monotonic()
        async with datagram_peer(answers) as peer:
            with pytest.raises(PeerError) as caught:
                await driver(peer.port).play(tone(700, 0.5), 1.0, lambda: None)
        return caught.value, peer.came, time.monotonic() - start

    return asyncio.run(calling())


def answered(request: bytes, status: str, *lines: str, body: str = "", tag: str = ";tag=peer") -> bytes:
    """Return an answer to a request."""
    text = request.decode()
    kept = [
        match for name in ("Via", "From", "Call-ID", "CSeq") for match in re.findall(rf"{name}: .*", text)
    ]
    to = re.findall(r"To: [^;\r]*", text)[0]
    head = [f"SIP/2.0 {status}", *(each.strip() for each in kept), f"{to.strip()}{tag}", *lines]
    return "\r\n".join([*head, f"Content-Length: {len(body)}", "", body]).encode()


def test_a_silent_horn_is_given_up_within_our_patience() -> None:
    """A horn that hangs is asked again with growing waits, and given up long before it would answer."""
    error, came, lasted = told(lambda _: [])
    assert error.line() == "the horn at 127.0.0.1 does not answer. Check that it is on and reachable."
    assert error.transient
    assert lasted < TIMERS.silent + 2.5
    assert 3 <= len(came) <= 5
    assert set(came) == {came[0]}


@pytest.mark.parametrize(
    "garbage", [b"\xff" * 100, b"HTTP/1.1 200 OK\r\n\r\n", b"SIP/2.0 200", b"a" * 60_000]
)
def test_garbage_is_said(garbage: bytes) -> None:
    """Answers that are no SIP are said to be that, and break nothing."""
    error, _, lasted = told(lambda _: [garbage])
    assert error.what == "the horn at 127.0.0.1 answers what is no SIP"
    assert lasted < TIMERS.silent + 2.5


def test_an_answer_to_something_else_is_no_answer() -> None:
    """A success whose branch is not ours, as a stranger could send, is no success."""

    def other(request: bytes) -> list[bytes]:
        return [answered(request, "200 OK").replace(b"z9hG4bK", b"z9hG4bKx")]

    error, _, _ = told(other)
    assert error.what == "the horn at 127.0.0.1 does not answer"


@pytest.mark.parametrize(
    "body",
    [
        "", "no description", "v=0\r\nm=audio 0 RTP/AVP 0\r\n",
        "v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 9 RTP/AVP 0\r\n",
        "v=0\r\nc=IN IP4 host.example\r\nm=audio 9 RTP/AVP 0\r\n", "v=0\r\nm=video 9 RTP/AVP 0\r\n",
        "v=0\r\nm=audio 99999 RTP/AVP 0\r\n", "v=0\r\nm=audio 9 RTP/AVP 0\r\na=inactive\r\n",
    ],
)  # fmt: skip
def test_a_horn_that_does_not_say_where_it_hears_is_hung_up_on(body: str) -> None:
    """An answer without a usable place to send to is acknowledged, ended with BYE, and said."""

    def answers(request: bytes) -> list[bytes]:
        if request.startswith(b"INVITE"):
            return [answered(request, "200 OK", "Contact: <sip:horn@127.0.0.1>", body=body)]
        return [answered(request, "200 OK", tag="")] if request.startswith(b"BYE") else []

    error, came, _ = told(answers)
    assert error.what == "the horn at 127.0.0.1 does not say where it hears"
    assert [each.partition(b" ")[0] for each in came] == [b"INVITE", b"ACK", b"BYE"]


def test_an_answer_without_a_tag_is_no_call() -> None:
    """A success that makes no dialog is nonsense, and is said to be."""
    error, _, _ = told(lambda request: [answered(request, "200 OK", "Contact: <sip:a@127.0.0.1>", tag="")])
    assert error.what == "the horn at 127.0.0.1 answers what is no SIP"


def test_a_codec_that_was_not_offered_is_refused() -> None:
    """A horn that answers with another codec gets none, and is hung up on."""
    described = "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"

    def answers(request: bytes) -> list[bytes]:
        if request.startswith(b"INVITE"):
            return [answered(request, "200 OK", "Contact: <sip:horn@127.0.0.1>", body=described)]
        return [answered(request, "200 OK", tag="")] if request.startswith(b"BYE") else []

    error, came, _ = told(answers)
    assert error.what == "the horn at 127.0.0.1 takes none of the codecs that were offered"
    assert not error.transient
    assert came[-1].startswith(b"BYE")


def test_a_success_that_comes_again_is_acknowledged_again() -> None:
    """A horn that has not seen our ACK sends its answer again, and gets another ACK (RFC 3261, 13.2.2.4)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as media:
        media.bind(("127.0.0.1", 0))
        described = f"v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio {media.getsockname()[1]} RTP/AVP 0\r\n"

        def answers(request: bytes) -> list[bytes]:
            if request.startswith(b"INVITE"):
                return [answered(request, "200 OK", "Contact: <sip:a@127.0.0.1>", body=described)] * 3
            return [answered(request, "200 OK", tag="")] if request.startswith(b"BYE") else []

        async def calling() -> list[bytes]:
            async with datagram_peer(answers) as peer:
                await driver(peer.port).play(tone(700, 0.3), 1.0, lambda: None)
            return peer.came

        came = [each.partition(b" ")[0] for each in asyncio.run(calling())]
    assert came == [b"INVITE", b"ACK", b"ACK", b"ACK", b"BYE"]


@pytest.mark.parametrize(("stale", "invites"), [("true", 3), ("false", 2)])
def test_a_nonce_that_is_too_old_is_no_wrong_password(stale: str, invites: int) -> None:
    """Asked again because the nonce was too old, the call proves the password once more; else it is wrong."""
    nonces = iter(("first", "second"))

    def answers(request: bytes) -> list[bytes]:
        if not request.startswith(b"INVITE"):
            return []
        nonce = next(nonces, "")
        if not nonce:
            assert b'nonce="second"' in request
            return [answered(request, "486 Busy Here")]
        asks = f'WWW-Authenticate: Digest realm="horn", nonce="{nonce}", stale={stale}'
        return [answered(request, "401 Unauthorized", asks)]

    async def calling() -> tuple[PeerError, list[bytes]]:
        async with datagram_peer(answers) as peer:
            with pytest.raises(PeerError) as caught:
                account = Account("announcer", Secret("three words here"))
                await driver(peer.port, account).play(tone(700, 0.5), 1.0, lambda: None)
        return caught.value, peer.came

    error, came = asyncio.run(calling())
    assert sum(each.startswith(b"INVITE") for each in came) == invites
    assert ("is busy" if stale == "true" else "does not take the password") in error.what
    assert b"three words here" not in b"".join(came)


def test_a_machine_that_refuses_is_said_at_once() -> None:
    """A port that nobody listens on is known at once."""

    async def calling() -> tuple[PeerError, float]:
        start = time.monotonic()
        async with datagram_peer(lambda _: []) as peer:
            pass
        with pytest.raises(PeerError) as caught:
            await driver(peer.port).play(tone(700, 0.5), 1.0, lambda: None)
        return caught.value, time.monotonic() - start

    error, lasted = asyncio.run(calling())
    assert error.what == "the horn at 127.0.0.1 refuses: Connection refused"
    assert error.transient
    assert lasted < TIMERS.silent


def test_a_strangers_requests_end_no_call() -> None:
    """A BYE and a key that are not of this call change nothing: the announcement goes on to its end."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as media:
        media.bind(("127.0.0.1", 0))
        described = f"v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio {media.getsockname()[1]} RTP/AVP 0\r\n"
        strange = (
            b"BYE sip:a SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK1\r\nFrom: <sip:a>;tag=1\r\n"
            b"To: <sip:b>;tag=2\r\nCall-ID: 3\r\nCSeq: 1 BYE\r\n\r\n"
        )

        def answers(request: bytes) -> list[bytes]:
            if request.startswith(b"INVITE"):
                return [answered(request, "200 OK", "Contact: <sip:a@127.0.0.1>", body=described)]
            if request.startswith(b"ACK"):
                return [strange]
            return [answered(request, "200 OK", tag="")] if request.startswith(b"BYE") else []

        async def calling() -> list[bytes]:
            async with datagram_peer(answers) as peer:
                await driver(peer.port).play(tone(700, 0.3), 1.0, lambda: None)
            return peer.came

        came = asyncio.run(calling())
    assert any(each.startswith(b"SIP/2.0 481") for each in came)
