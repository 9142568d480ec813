# SPDX-License-Identifier: Apache-2.0
"""Webhooks against a real receiver that checks signatures, in every mood that receivers have."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError, UsageError
from hearthwatch.model.ids import ChannelId, MessageName
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.machines.exchange import retry_after_s
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.stages.notices.machines.webhook import (
    WebhookChannel,
    WebhookSettings,
    signature,
    signing_key,
)
from hearthwatch.testing.certificates import make_certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.notices import message
from hearthwatch.testing.webhook_receiver import Mood, RefusedError, WebhookReceiver, verify

KEY = b"0123456789abcdef01234567"
NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)


def deliver(
    receiver: WebhookReceiver, *messages: Message, timeout_s: float = 2, ca_file: str = ""
) -> list[Receipt]:
    """Send messages to a receiver, one after the other."""

    async def scene() -> list[Receipt]:
        async with guarded_client(["localhost"], timeout_s=timeout_s, ca_file=ca_file) as client:
            channel = WebhookChannel(
                WebhookSettings(ChannelId("hook"), "The siren box", receiver.url, KEY), client, receiver.clock
            )
            return [await channel.deliver(each, "") for each in messages]

    return asyncio.run(scene())


def refusal(receiver: WebhookReceiver, timeout_s: float = 2) -> PeerError:
    """Return the error that a delivery ends with."""
    with pytest.raises(PeerError) as caught:
        deliver(receiver, message(), timeout_s=timeout_s)
    assert receiver.url not in caught.value.line()
    return caught.value


def test_a_message_arrives_signed() -> None:
    """A receiver that checks the signature takes the message, whole, and the receipt says accepted."""
    with WebhookReceiver(KEY, FakeClock()).serve() as receiver:
        (receipt,) = deliver(receiver, message())
    assert receipt == Receipt(DeliveryState.ACCEPTED, "The siren box answered 204")
    assert receiver.refused == []
    assert json.loads(receiver.bodies["12-1"]) == {
        "version": 1,
        "event_type": "first",
        "name": "12-1",
        "cause": "first",
        "severity": "danger",
        "drill": False,
        "false_alarm": False,
        "incident": 12,
        "kind": "fire",
        "hazard": "flame",
        "hazards": ["flame"],
        "place": "The mill",
        "places": ["The mill"],
        "cameras": ["mill"],
        "opened": "2026-01-31T18:29:56Z",
        "at": "2026-01-31T18:30:00Z",
        "expires": "2026-01-31T19:30:00Z",
        "title": "Fire at the mill",
        "why": "Fire at the mill, by the stream. Keep away and warn others.",
        "link": "https://example.org/incident/12",
    }


def test_a_message_said_twice_has_one_name() -> None:
    """A second attempt after a crash bears the same webhook-id, so that the receiver knows it."""
    with WebhookReceiver(KEY, FakeClock()).serve() as receiver:
        deliver(receiver, message(), message())
    assert receiver.times == {"12-1": 2}
    assert list(receiver.bodies) == ["12-1"]


def test_what_is_played_again_later_is_refused() -> None:
    """A request that somebody recorded is refused when it is sent again six minutes later, or changed."""
    clock = FakeClock()
    with WebhookReceiver(KEY, clock).serve() as receiver:
        deliver(receiver, message())
    _method, _path, headers, body = receiver.requests[0]
    assert verify(headers, body, KEY, clock.now().timestamp() + 299) == "12-1"
    with pytest.raises(RefusedError, match="not of now"):
        verify(headers, body, KEY, clock.now().timestamp() + 360)
    with pytest.raises(RefusedError, match="signature"):
        verify(headers, body.replace(b"danger", b"notice"), KEY, clock.now().timestamp())
    moved = headers | {"webhook-timestamp": str(int(clock.now().timestamp()) + 360)}
    with pytest.raises(RefusedError, match="signature"):
        verify(moved, body, KEY, clock.now().timestamp() + 360)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of Standard Webhooks' own libraries gives the signature that they give."""
    key = signing_key(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    signed = signature(key, MessageName("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_clock_that_steps_is_the_receivers_to_refuse_and_ours_to_try_again() -> None:
    """Where our clock is an hour off the receiver refuses; once it is right the same message is taken."""
    ours, theirs = FakeClock(NOW - timedelta(hours=1)), FakeClock(NOW)
    with WebhookReceiver(KEY, theirs).serve() as receiver:
        wrong = WebhookReceiver(KEY, ours, url=receiver.url)
        with pytest.raises(PeerError, match="refused it"):
            deliver(wrong, message())
        ours.advance(3600)
        deliver(wrong, message())
    assert receiver.refused == ["the timestamp is not of now"]
    assert receiver.times == {"12-1": 1}


@pytest.mark.parametrize(
    ("mood", "transient", "after_s", "words"),
    [
        (Mood.ERROR, True, None, "answered 500"),
        (Mood.BUSY, True, 17.0, "answered 429"),
        (Mood.GONE, False, None, "gone for good"),
        (Mood.NOT_FOUND, False, None, r"refused it \(404\)"),
        (Mood.REDIRECT, False, None, "sends elsewhere"),
        (Mood.GARBAGE, True, None, "did not answer by HTTP"),
    ],
)
def test_each_answer_means_what_it_means(
    mood: Mood, transient: bool, after_s: float | None, words: str
) -> None:
    """Each status, and what is no status, is worth another attempt or is final, as HTTP has it."""
    with WebhookReceiver(KEY, FakeClock(), mood).serve() as receiver:
        error = refusal(receiver)
    assert (error.transient, error.after_s) == (transient, after_s)
    with pytest.raises(PeerError, match=words):
        raise error


def test_a_slow_receiver_is_not_waited_for() -> None:
    """A receiver that does not answer costs the time-out, and is tried again."""
    with WebhookReceiver(KEY, FakeClock(), Mood.SLOW).serve() as receiver:
        error = refusal(receiver, timeout_s=0.2)
    assert error.transient
    assert error.what == "The siren box did not answer in time"


def test_an_endless_answer_is_read_no_further_than_four_kilobytes() -> None:
    """A receiver that answers 200 and goes on for ever has the message; its words are left."""
    with WebhookReceiver(KEY, FakeClock(), Mood.ENDLESS).serve() as receiver:
        (receipt,) = deliver(receiver, message())
    assert receipt.state is DeliveryState.ACCEPTED


def test_a_receiver_that_is_not_there_is_tried_again() -> None:
    """A closed port is a transient failure."""
    with WebhookReceiver(KEY, FakeClock()).serve() as receiver:
        pass
    assert refusal(receiver).what == "The siren box cannot be reached"


@pytest.mark.component("openssl")
def test_a_bad_certificate_is_told_apart(tmp_path: Path) -> None:
    """A certificate that is not trusted is named as the reason; with its authority it passes."""
    certificates = make_certificates(tmp_path)
    with WebhookReceiver(KEY, FakeClock()).serve(certificates) as receiver:
        assert "certificate that is not trusted" in refusal(receiver).what
        (receipt,) = deliver(receiver, message(), ca_file=str(certificates.authority))
    assert receipt.state is DeliveryState.ACCEPTED


@pytest.mark.parametrize("text", ["short", "whsec_!!!!", "whsec_" + "QUJD", "x" * 65])
def test_a_bad_secret_is_refused_and_not_shown(text: str) -> None:
    """A secret that is too short, too long or no Base64 is refused by a line that does not hold it."""
    with pytest.raises(UsageError) as caught:
        signing_key(Secret(text))
    assert text not in caught.value.line()


def test_a_drill_is_marked_as_one() -> None:
    """The JSON of a drill says so."""
    with WebhookReceiver(KEY, FakeClock()).serve() as receiver:
        deliver(receiver, message(drill=True, cause=Cause.AGAIN))
    sent = json.loads(receiver.bodies["12-1"])
    assert (sent["drill"], sent["event_type"]) == (True, "again")


def test_groups_choose_who_gets_it() -> None:
    """A webhook of the stewards gets what names them, everybody's, and what names nobody."""

    async def scene() -> list[bool]:
        async with guarded_client() as client:
            channel = WebhookChannel(
                WebhookSettings(ChannelId("hook"), "x", "https://example.org", KEY, ["Stewards"]),
                client,
                FakeClock(),
            )
            wanted = ["operators", "operators and stewards", "everybody", ""]
            return [bool(channel.recipients(message(whom=whom))) for whom in wanted]

    assert asyncio.run(scene()) == [False, True, True, True]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("17", 17.0), ("0", 0.0), ("999999999999", 3600.0), ("Sat, 31 Jan 2026 18:31:00 GMT", 60.0),
        ("Sat, 31 Jan 2026 18:00:00 GMT", 0.0), ("", None), ("soon", None), ("-5", None), ("१७", None),
        ("Sat, 99 Jan 2026 18:31:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_forms(text: str, seconds: float | None) -> None:
    """Retry-After is seconds or a date; what is neither says nothing, and nothing says more than an hour."""
    assert retry_after_s(text, NOW) == seconds


def test_base64_secrets_and_plain_ones_are_keys() -> None:
    """A secret is whsec_ and Base64, as the standard has it, or its letters."""
    assert signing_key(Secret("whsec_" + base64.b64encode(KEY).decode())) == KEY
    assert signing_key(Secret(KEY.decode())) == KEY
