# SPDX-License-Identifier: Apache-2.0
"""Messages made of notices and incidents."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import BugError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import (
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    Place,
    Severity,
)
from hearthwatch.model.message import Cause, Earlier
from hearthwatch.model.zone import Zone
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.phrases import load_phrases

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
NAMES = {CameraId("mill"): "the mill", CameraId("barn"): "Barn", CameraId("dumb"): " \x07 "}
COMPOSER = Composer(load_phrases(("en", "de", "ar")), NAMES, "https://watch.example/")


def place(camera: str, hazard: Hazard, zone: str = "", *, is_open: bool = True) -> Place:
    """Return where a hazard is seen."""
    return Place(CameraId(camera), hazard, None, 0.9, NOW, is_open, zone=zone)


def incident(*places: Place, by: str = "", state: IncidentState = IncidentState.NOTIFIED) -> Incident:
    """Return an incident of seven minutes ago."""
    kind = IncidentKind.of(places[0].hazard)
    opened = NOW - timedelta(minutes=7)
    return Incident(IncidentId(12), kind, state, Severity.DANGER, opened, places, "It burns", by=by)


def notice(reason: NoticeReason = NoticeReason.FIRST, number: int = 3, *, drill: bool = False) -> Notice:
    """Return a notice of now."""
    return Notice(IncidentId(12), number, reason, Severity.DANGER, "operators", "Fire", NOW, drill)


def test_a_notice_becomes_a_message() -> None:
    """A message holds what there is to know: name, texts, places, link, hazards, whom, the gravest first."""
    seen = incident(place("barn", Hazard.SMOKE), place("mill", Hazard.FLAME, "by the stream"))
    message = COMPOSER.message_of(notice(), seen)
    assert (message.name, message.cause, message.severity) == ("incident-12-3", Cause.FIRST, Severity.DANGER)
    assert message.places == ("the mill, by the stream", "Barn")
    assert message.hazards == (Hazard.FLAME, Hazard.SMOKE)
    assert message.cameras == ("barn", "mill")
    assert message.words("en").title == "Fire at the mill, by the stream and Barn"
    assert message.words("de").title == "Feuer, Ort: the mill, by the stream und Barn"
    assert set(message.texts) == {"en", "de", "ar"}
    assert (message.link, message.whom) == ("https://watch.example/incidents/12", "operators")
    assert (message.opened, message.at, message.expires) == (seen.opened, NOW, NOW + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("by", "state", "body"),
    [
        ("", IncidentState.RESOLVED, "Over: Fire at Barn. It is not seen any more."),
        (
            "Ada",
            IncidentState.RESOLVED,
            "Over: Fire at Barn. It was closed by hand, though it is still seen.",
        ),
        ("Ada", IncidentState.FALSE_ALARM, "False alarm: Fire at Barn. There is no danger."),
    ],
)
def test_ends_are_told_apart_and_name_nobody(by: str, state: IncidentState, body: str) -> None:
    """How it ended is said, and never who ended it."""
    ended = incident(place("barn", Hazard.FLAME, is_open=bool(by)), by=by, state=state)
    message = COMPOSER.message_of(notice(NoticeReason.ENDED), ended)
    assert message.words("en").body == body
    assert message.is_false_alarm is (state is IncidentState.FALSE_ALARM)
    assert "Ada" not in repr(message)


def test_what_came_before_is_named() -> None:
    """Earlier notices of the same incident are named, oldest first; others are not."""
    earlier = [
        replace(notice(number=number), at=NOW - timedelta(minutes=10 - number)) for number in (2, 1, 3, 4)
    ]
    other = replace(notice(number=1), incident=IncidentId(9))
    message = COMPOSER.message_of(notice(), incident(place("barn", Hazard.FLAME)), [*earlier, other])
    assert [each.name for each in message.earlier] == ["incident-12-1", "incident-12-2"]
    assert message.earlier[0] == Earlier(message.earlier[0].name, NOW - timedelta(minutes=9))


def test_a_fire_is_named_by_the_zone_around_it() -> None:
    """The smallest watch zone around a fire's middle names it; one to keep clear does not."""
    whole, corner = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), ((0.5, 0.0), (1.0, 0.0), (1.0, 0.5))
    zones = [
        Zone("the yard", whole, "watch"),
        Zone("by the stream", corner, "watch"),
        Zone("lane", corner, "keep-clear"),
    ]
    makes = replace(COMPOSER, zones={CameraId("mill"): zones})
    near = replace(place("mill", Hazard.FLAME), cells=CellRect(2, 60, 6, 70))
    far = replace(near, cells=CellRect(10, 20, 12, 24))
    lost = replace(near, hazard=Hazard.COVERED)
    said = [makes.message_of(notice(), incident(each)).places for each in (near, far, lost)]
    assert said == [("the mill, by the stream",), ("the mill, the yard",), ("the mill",)]


def test_a_camera_without_a_name_is_called_by_its_id() -> None:
    """A name that is nothing to be read leaves the id."""
    seen = incident(place("dumb", Hazard.FLAME), place("unknown", Hazard.FLAME))
    assert COMPOSER.message_of(notice(), seen).places == ("dumb", "unknown")


def test_a_cameras_trouble_is_worth_telling_for_longer() -> None:
    """A fire's news is old after half an hour, a lost camera's after half a day."""
    lost = COMPOSER.message_of(notice(), incident(place("barn", Hazard.LOST)))
    assert lost.expires - lost.at == timedelta(hours=12)


def test_a_digest_tells_how_many_and_the_gravest() -> None:
    """Many messages become one: counted by incident, as grave as the gravest, for all whom they were for."""
    fire = COMPOSER.message_of(notice(), incident(place("mill", Hazard.FLAME)))
    blocked = replace(
        COMPOSER.message_of(notice(), incident(place("barn", Hazard.BLOCKED, "the lane"))),
        incident=IncidentId(13), severity=Severity.WARNING, whom="stewards",
    )  # fmt: skip
    digest = COMPOSER.digest_of([blocked, fire, fire], NOW)
    assert (digest.cause, digest.severity, digest.whom) == (
        Cause.DIGEST,
        Severity.DANGER,
        "stewards, operators",
    )
    assert digest.words("en").body == (
        "2 alarms within 7 minutes. The gravest: Fire. Places: the mill and Barn, the lane."
    )
    assert digest.cameras == ("mill", "barn")


def test_a_digest_never_mixes_a_drill_with_what_is_real() -> None:
    """Mixing them would call a real fire an exercise, or an exercise real."""
    real = COMPOSER.message_of(notice(), incident(place("mill", Hazard.FLAME)))
    drill = COMPOSER.message_of(notice(drill=True), incident(place("mill", Hazard.FLAME)))
    with pytest.raises(BugError):
        COMPOSER.digest_of([real, drill], NOW)
    with pytest.raises(BugError):
        COMPOSER.digest_of([], NOW)


def test_tests_and_signs_of_life() -> None:
    """A test names its channel and is soon not worth saying; a day has one sign of life for each channel."""
    test = COMPOSER.test_message("horn-1", "Horn", NOW)
    assert (test.name, test.expires - NOW) == ("test-horn-1-20260501-120000-000000", timedelta(minutes=2))
    assert test.words("en").body == "This is a test of Horn. There is no danger."
    beats = {COMPOSER.heartbeat("horn-1", "Horn", NOW + timedelta(hours=hours)).name for hours in (0, 5)}
    assert beats == {"heartbeat-horn-1-2026-05-01"}
    assert COMPOSER.heartbeat("horn-1", "Horn", NOW).severity is Severity.NOTICE


def test_an_operators_words_stay_as_they_are() -> None:
    """Confirmed words are the body, under a title, in the languages in which they were given."""
    message = COMPOSER.words_message({"en": "Bread is {place} at the church"}, NOW)
    assert message.words("en").body == "Bread is {place} at the church"
    assert (message.words("en").title, set(message.texts)) == ("Announcement", {"en"})


@given(st.text(max_size=30), st.text(max_size=30))
def test_names_of_messages_are_plain(channel: str, name: str) -> None:
    """Whatever a channel is called, a message's name is lower-case letters, digits and hyphens."""
    for message in (COMPOSER.test_message(channel, name, NOW), COMPOSER.heartbeat(channel, name, NOW)):
        assert re.fullmatch(r"[a-z0-9-]+", message.name)
