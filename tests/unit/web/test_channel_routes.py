# SPDX-License-Identifier: Apache-2.0
"""Channels, their settings, and announcements over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from hearthwatch.config.kept_channels import KeptChannel
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.channel_kinds import FakeMail
from hearthwatch.testing.clock import FakeClock
from hearthwatch.web.alarm_values import ChannelStanding, ChannelState, Trial

Ask = Callable[..., httpx.Response]
AT = datetime(2026, 1, 31, 18, tzinfo=UTC)
HORN = ChannelStanding(ChannelId("horn"), "loudspeaker", "Horn at the mill", ChannelState.UNTRIED)
HOOK: dict[str, Any] = {
    "id": "hook",
    "kind": "webhook",
    "values": {"url": "https://hook.example/in", "timeout": "5 s", "private": True},
    "secrets": {"key_file": "s3cret"},
}


@pytest.fixture(autouse=True)
def horn(alarms: FakeAlarmService) -> None:
    """Put one channel up that was never tried."""
    alarms.channels.put(HORN)


def test_a_channel_says_how_it_is(ask: Ask, alarms: FakeAlarmService) -> None:
    """State, since when, why it fails, and when something last got there."""
    failing = replace(HORN, state=ChannelState.FAILING, since=AT, reason="no route", last_delivery=AT)
    assert ask("/api/channels").json()["channels"][0]["state"] == "untried"
    alarms.channels.put(failing)
    assert ask("/api/channels").json() == {
        "channels": [
            {
                "id": "horn",
                "kind": "loudspeaker",
                "name": "Horn at the mill",
                "state": "failing",
                "since": "2026-01-31T18:00:00.000Z",
                "reason": "no route",
                "last_delivery": "2026-01-31T18:00:00.000Z",
                "last_heartbeat": None,
            }
        ]
    }


def test_a_test_says_what_came_of_it(ask: Ask, alarms: FakeAlarmService) -> None:
    """A test that fails is an answer in words and no error; who asked is written down."""
    alarms.channels.trials[HORN.id] = Trial(DeliveryState.FAILED, "The horn does not answer.")
    answer = ask("/api/channels/horn/test", "POST", {"by": "Ana"})
    assert (answer.status_code, answer.json()) == (
        200,
        {"state": "failed", "words": "The horn does not answer."},
    )
    assert alarms.channels.tested == [("horn", "Ana")]
    assert ask("/api/channels/nothing/test", "POST", {"by": "Ana"}).status_code == 404
    assert ask("/api/channels/..%2f/test", "POST", {"by": "Ana"}).status_code == 404


def test_tests_are_limited(ask: Ask, clock: FakeClock) -> None:
    """Tests reach people: after six in a row one a minute is taken."""
    statuses = [ask("/api/channels/horn/test", "POST", {"by": "Ana"}).status_code for _ in range(7)]
    assert statuses == [200] * 6 + [429]
    clock.advance(60)
    assert ask("/api/channels/horn/test", "POST", {"by": "Ana"}).status_code == 200


def test_a_form_is_what_the_configuration_is(ask: Ask) -> None:
    """Each kind's fields are its struct's keys, with their words, defaults and choices."""
    kinds = {each["kind"]: each for each in ask("/api/channels/settings").json()["kinds"]}
    assert kinds["mail"]["words"] == "Mail by a server of your own."
    fields = {each["key"]: each for each in kinds["mail"]["fields"]}
    assert list(fields) == ["server", "port", "to", "security", "password_file"]
    assert (fields["server"]["kind"], fields["server"]["is_required"]) == ("text", True)
    assert (fields["port"]["kind"], fields["port"]["default"]) == ("number", 587)
    assert fields["to"]["kind"] == "list"
    assert fields["security"]["choices"] == ["tls", "starttls"]
    assert (fields["password_file"]["kind"], fields["password_file"]["default"]) == ("secret", None)


def test_a_channel_is_kept_changed_and_removed(ask: Ask, alarms: FakeAlarmService) -> None:
    """A change keeps the secret unless a new one is sent, and what is not sent stays."""
    kept = ask("/api/channels/settings", "POST", HOOK)
    assert (kept.status_code, kept.json()) == (
        201,
        {
            "id": "hook",
            "kind": "webhook",
            "is_from_file": False,
            "values": {"url": "https://hook.example/in", "timeout": "5 s", "private": True},
            "secrets": [{"key": "key_file", "is_set": True}],
        },
    )
    change = {"kind": "webhook", "values": {"timeout": "20 s"}}
    changed = ask("/api/channels/settings/hook", "PUT", change).json()
    assert (changed["values"]["timeout"], changed["values"]["url"]) == ("20 s", "https://hook.example/in")
    assert alarms.settings.secrets == {("hook", "key_file"): "s3cret"}
    ask("/api/channels/settings/hook", "PUT", change | {"secrets": {"key_file": "another"}})
    assert alarms.settings.secrets == {("hook", "key_file"): "another"}
    assert ask("/api/channels/settings/hook", "DELETE").status_code == 204
    assert ask("/api/channels/settings").json()["channels"] == []
    assert alarms.settings.secrets == {}


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"values": {"url": "ftp://x"}}, 409, "url: an address that begins with https:// or http://."),
        ({"values": {}}, 409, "url: this must be filled in."),
        ({"secrets": {}}, 409, "key_file: this must be filled in."),
        (
            {"values": HOOK["values"] | {"colour": "red"}},
            409,
            "colour: there is no such setting.",
        ),
        ({"values": HOOK["values"] | {"private": "perhaps"}}, 409, "private: yes or no is wanted here."),
        (
            {"values": HOOK["values"] | {"timeout": "soon"}},
            409,
            "timeout: 'soon' is not a number and a unit, such as \"72 h\".",
        ),
        (
            {"values": HOOK["values"] | {"key_file": "/etc/shadow"}},
            400,
            "A secret is sent apart from the other settings.",
        ),
        ({"secrets": {"url": "x"}}, 400, "A secret is sent apart from the other settings."),
        ({"kind": "pigeon"}, 400, "There is no such kind of channel."),
        ({"id": "Hook!"}, 400, "The request's path, query or body cannot be read."),
        ({"values": {"url": {"deep": 1}}}, 400, "The request's path, query or body cannot be read."),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(
    ask: Ask, alarms: FakeAlarmService, change: dict[str, Any], status: int, words: str
) -> None:
    """What is wrong is said with its key and without any secret, and nothing is kept."""
    answer = ask("/api/channels/settings", "POST", HOOK | change)
    assert (answer.status_code, answer.json()["detail"]) == (status, words)
    assert "s3cret" not in answer.text
    assert alarms.settings.channels == {}


def test_what_stands_in_the_file_is_not_changed_from_the_page(ask: Ask, alarms: FakeAlarmService) -> None:
    """It is shown, and a change or a removal is a 409 that says where to change it."""
    mail = KeptChannel(ChannelId("mail"), "mail", FakeMail(server="mail.example"), is_from_file=True)
    alarms.settings.channels[mail.id] = mail
    (shown,) = ask("/api/channels/settings").json()["channels"]
    assert (shown["is_from_file"], shown["values"]["server"]) == (True, "mail.example")
    for answer in (
        ask("/api/channels/settings/mail", "PUT", {"kind": "mail", "values": {"server": "evil.example"}}),
        ask("/api/channels/settings/mail", "DELETE"),
    ):
        assert answer.status_code == 409
        assert "change it there" in answer.json()["detail"]
    twice = {"id": "mail", "kind": "mail", "values": {"server": "evil.example"}}
    assert ask("/api/channels/settings", "POST", twice).status_code == 409
    assert alarms.settings.channels[mail.id] == mail
    assert ask("/api/channels/settings/none", "PUT", {"kind": "mail"}).status_code == 404


def test_an_announcement_is_spoken_only_once_it_is_confirmed(ask: Ask, alarms: FakeAlarmService) -> None:
    """A preview speaks nothing; its token speaks just that, once; the log says who and what."""
    wanted = {"text": " The water  is off. ", "language": "en", "loudspeakers": ["square"], "by": "Ana"}
    preview = ask("/api/announcements/preview", "POST", wanted).json()
    assert (preview["text"], preview["loudspeakers"]) == (
        "The water is off.",
        [{"id": "square", "name": "Square"}],
    )
    assert (preview["length_s"], preview["warnings"]) == (1.21, [])
    assert ask("/api/announcements").json()["log"] == []
    confirm = {"token": preview["token"], "by": "Ana"}
    spoken = ask("/api/announcements", "POST", confirm)
    assert (spoken.status_code, spoken.json()["text"]) == (201, "The water is off.")
    assert ask("/api/announcements", "POST", confirm).status_code == 409
    (line,) = ask("/api/announcements").json()["log"]
    assert (line["by"], line["loudspeakers"], line["words"]) == ("Ana", ["Square"], "being spoken")
    assert ask("/api/announcements/stop", "POST", {"by": "Ben"}).json() == {"stopped": 1}
    assert ask("/api/announcements").json()["log"][0]["words"] == "stopped by Ben"


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"text": "x" * 10_000, "language": "en"}, 400),
        ({"text": "x" * 301, "language": "en"}, 409),
        ({"text": "", "language": "en"}, 400),
        ({"text": "Hello", "language": "tlh"}, 409),
        ({"text": "Hello", "language": "../en"}, 400),
        ({"text": "Hello", "language": "en", "loudspeakers": ["nowhere"]}, 409),
        ({"text": "Hello", "language": "en", "volume": 11}, 400),
    ],
)
def test_an_announcement_that_cannot_be_is_refused(ask: Ask, wanted: dict[str, Any], status: int) -> None:
    """Too long, without a voice, for no loudspeaker, or with anything unknown: nothing is shown back."""
    assert ask("/api/announcements/preview", "POST", {"by": "Ana"} | wanted).status_code == status


def test_previews_are_limited(ask: Ask) -> None:
    """Each preview costs a synthesis, so ten in a row are enough."""
    wanted = {"text": "Hello", "language": "en", "by": "Ana"}
    statuses = [ask("/api/announcements/preview", "POST", wanted).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
