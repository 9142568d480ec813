# SPDX-License-Identifier: Apache-2.0
"""What the drivers' protocols are made of: digests by the RFC's own example, messages, descriptions, keys."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.config.values import Secret
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.digest import Account, answer, challenge_of
from hearthwatch.stages.notices.loudspeakers.dtmf import KeyEvents, key_of_info
from hearthwatch.stages.notices.loudspeakers.http_status import playback_of
from hearthwatch.stages.notices.loudspeakers.playback_check import EchoCheck
from hearthwatch.stages.notices.loudspeakers.rtp import RtpPacket, parse_rtp
from hearthwatch.stages.notices.loudspeakers.rtsp_client import control_address
from hearthwatch.stages.notices.loudspeakers.sdp import chosen, describe, parse_sdp
from hearthwatch.stages.notices.loudspeakers.text_message import Request, Response, parse_message

MUFASA = Account("Mufasa", Secret("Circle of Life"))
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
OURS = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
OFFERS = [
    f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    f'nonce="{NONCE}", opaque="{OPAQUE}"'
    for algorithm in ("MD5", "SHA-256")
]


@pytest.mark.parametrize(
    ("offer", "response"),
    [
        (OFFERS[0], "8ca523f5e9506fed4657c9700eebdbec"),
        (OFFERS[1], "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_a_digest_is_that_of_the_standards_example(offer: str, response: str) -> None:
    """RFC 7616, section 3.9.1: for MD5 and SHA-256 our answer is the one that stands there."""
    challenge = challenge_of([offer])
    assert challenge is not None
    proof = answer(challenge, MUFASA, "GET", "/dir/index.html", ours=OURS)
    assert f'response="{response}"' in proof
    assert f'opaque="{OPAQUE}"' in proof


def test_the_stronger_challenge_is_taken() -> None:
    """Of two digests SHA-256 is answered, whatever the order; unknown ones and others are passed over."""
    found = challenge_of(['Basic realm="x"', 'Digest algorithm=SHA-512-256, nonce="1"', *OFFERS])
    assert found is not None
    assert found.algorithm == "SHA-256"
    assert challenge_of(['Basic realm="x"', 'Digest realm="x"', 'Digest nonce="1", qop="auth-int"']) is None


def test_a_message_is_read_as_it_was_packed() -> None:
    """What is packed is read back; short and folded headers, lists and bodies are understood."""
    request = Request((("Via", "SIP/2.0/UDP a"), ("X", "1")), b"body", "INFO", "sip:a")
    read = parse_message(request.packed())
    assert isinstance(read, Request)
    assert (read.method, read.uri, read.body, read.first("x")) == ("INFO", "sip:a", b"body", "1")
    other = parse_message(
        b"SIP/2.0 200 OK\r\nv: SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b\r\nt: <sip:a>\r\n ;tag=3\r\n"
        b'm: "x, y" <sip:a,b@c>;q=1, <sip:d>\r\nl: 2\r\n\r\nabcd'
    )
    assert isinstance(other, Response)
    assert other.all("Via") == ("SIP/2.0/UDP a;branch=1", "SIP/2.0/UDP b")
    assert other.first("To") == "<sip:a> ;tag=3"
    assert other.all("Contact") == ('"x, y" <sip:a,b@c>;q=1', "<sip:d>")
    assert (other.status, other.reason, other.body) == (200, "OK", b"ab")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"SIP/2.0 999 No\r\n\r\n", b"SIP/2.0 200 OK\r\n",
        b"SIP/2.0 200 OK\r\nno colon\r\n\r\n", b"SIP/2.0 200 OK\r\nl: -1\r\n\r\n",
        b"SIP/2.0 200 OK\r\nA: b\nC: d\r\n\r\n", b"SIP/2.0 200 OK\r\nl: 99999999\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(data: bytes) -> None:
    """Other protocols, broken heads, lengths that lie and smuggled lines are refused."""
    with pytest.raises(ValueError, match="no message"):
        parse_message(data)


def test_a_header_with_a_line_break_is_never_sent() -> None:
    """Nothing that came from elsewhere can add a header of its own."""
    with pytest.raises(ValueError, match="line break"):
        Request((("To", "a\r\nX: y"),), b"", "INFO", "sip:a").packed()


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: f"SIP/2.0 200 OK\r\n{text}\r\n\r\n".encode()),
        st.text(max_size=300).map(lambda text: f"v=0\r\n{text}\r\nm=audio 1 RTP/AVP 0\r\n{text}".encode()),
    )
)
def test_no_bytes_break_a_reader(data: bytes) -> None:
    """Always: what a peer says is understood or refused with ValueError; nothing else ever comes of it."""
    with suppress(ValueError):
        message = parse_message(data)
        message.all("Via"), message.first("To"), challenge_of(message.all("WWW-Authenticate"))
    text = data.decode("utf-8", "replace")
    with suppress(ValueError):
        [chosen(each, [codec_of(CodecName.PCMU)]) for each in parse_sdp(text)]
    with suppress(ValueError):
        KeyEvents(101).take(parse_rtp(data))
    key_of_info("application/dtmf-relay", data), key_of_info(text, data), playback_of(data)
    challenge_of([f"Digest {text}"])


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ['"', "<", '",', '"\\', ",", ";tag=", 'a="', "\r\n "])
def test_a_long_header_takes_no_long_time(piece: str) -> None:
    """A datagram full of what a reader may stumble over is read at once."""
    filler = (piece * 60_000)[:60_000]
    with suppress(ValueError):
        message = parse_message(
            f"SIP/2.0 401 No\r\nVia: {filler}\r\nWWW-Authenticate: Digest {filler}\r\n\r\n".encode()
        )
        message.all("Via"), challenge_of(message.all("WWW-Authenticate"))
    parse_sdp(f"v=0\r\na={filler}\r\nm=audio 1 RTP/AVP 0\r\na={filler}")


def test_a_description_offers_the_codecs_in_their_order() -> None:
    """What we offer is read back: codecs, the port, the direction, and keys only where they may come."""
    codecs = [codec_of(CodecName.G722), codec_of(CodecName.PCMU)]
    (one,) = parse_sdp(describe("192.0.2.1", 4000, codecs, direction="sendonly", session=1))
    assert (one.host, one.port, one.formats, one.direction) == ("192.0.2.1", 4000, (9, 0), "sendonly")
    (two,) = parse_sdp(describe("2001:db8::1", 4000, codecs, direction="sendrecv", session=1))
    assert (two.host, two.formats) == ("2001:db8::1", (9, 0, 101))
    assert two.payload_type_of("TELEPHONE-EVENT/8000") == 101


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("m=audio 1 RTP/AVP 8", (CodecName.PCMA, 8)),
        ("m=audio 1 RTP/AVP 97 0\r\na=rtpmap:97 opus/48000/2", (CodecName.PCMU, 0)),
        ("m=audio 1 RTP/AVP 98\r\na=rtpmap:98 pcmu/8000", (CodecName.PCMU, 98)),
        ("m=audio 1 RTP/AVP 0\r\na=rtpmap:0 OPUS/48000", None),
        ("m=audio 1 RTP/AVP 97\r\na=rtpmap:97 PCMU/16000", None),
    ],
)
def test_a_codec_is_chosen_by_name_before_number(lines: str, found: tuple[CodecName, int] | None) -> None:
    """A payload type means what its rtpmap says, and without one what RFC 3551 says."""
    (media,) = parse_sdp(f"v=0\r\n{lines}\r\n")
    choice = chosen(media, [codec_of(each) for each in CodecName])
    assert (choice and (choice[0].name, choice[1])) == found


def test_a_press_is_told_once() -> None:
    """All packets of one press are one key; the next press of the same key is another; noise is none."""
    events = KeyEvents(101)
    said = [
        events.take(RtpPacket(kind, number, at, 7, payload))
        for number, (kind, at, payload) in enumerate(
            [
                (101, 800, b"\x05\x0a\x00\xa0"), (101, 800, b"\x05\x0a\x01\x40"), (0, 900, b"\xff" * 160),
                (101, 800, b"\x05\x8a\x01\xe0"), (101, 4000, b"\x05\x0a\x00\xa0"),
                (101, 8000, b"\x0b\x0a\x00\xa0"), (101, 9000, b"\x10\x0a\x00\xa0"), (101, 9500, b"\x05"),
            ]
        )
    ]  # fmt: skip
    assert said == ["5", None, None, None, "5", "#", None, None]


@pytest.mark.parametrize(
    ("kind", "body", "key"),
    [
        ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n", "5"),
        ("Application/DTMF-Relay; x=y", b"signal= #\n", "#"),
        ("application/dtmf-relay", b"Signal=11", "#"),
        ("application/dtmf", b"*", "*"),
        ("application/dtmf", b"55", None),
        ("application/dtmf-relay", b"Duration=160", None),
        ("text/plain", b"Signal=5", None),
    ],
)
def test_a_key_is_read_from_an_info(kind: str, body: bytes, key: str | None) -> None:
    """Both bodies that devices send are understood, and nothing else is a key."""
    assert key_of_info(kind, body) == key


def test_an_echo_is_what_was_sent_and_nothing_else() -> None:
    """Most of what was sent must come back; other sound, and a run of silence, prove nothing."""
    sent = [bytes([each]) * 160 for each in range(10)]
    check = EchoCheck(sent)
    for each in [*sent[:7], b"\x55" * 160]:
        check.take(each)
    assert check.share == pytest.approx(0.7)
    assert not check.is_played
    check.take(sent[7])
    assert check.share == pytest.approx(0.8)
    silent = EchoCheck([b"\xff" * 160] * 50)
    silent.take(b"\xff" * 160)
    assert not silent.is_played


@pytest.mark.parametrize(
    ("control", "address"),
    [
        ("track2", "rtsp://192.0.2.7/live/track2"),
        ("*", "rtsp://192.0.2.7/live/"),
        ("rtsp://192.0.2.7/other", "rtsp://192.0.2.7/other"),
    ],
)
def test_a_mediums_address_hangs_below_its_base(control: str, address: str) -> None:
    """A relative control hangs below Content-Base, an absolute one stands alone."""
    response = Response((("Content-Base", "rtsp://192.0.2.7/live/"),), b"", 200, "OK")
    assert control_address(control, response, "rtsp://192.0.2.7/live") == address


def test_passwords_are_in_no_proof() -> None:
    """No header that we send by digest holds the password."""
    challenge = challenge_of(OFFERS)
    assert challenge is not None
    proof = answer(challenge, MUFASA, "INVITE", "sip:a")
    assert not re.search("Circle of Life", proof)
