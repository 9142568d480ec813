# SPDX-License-Identifier: Apache-2.0
"""Weather warnings by CAP: filtered, followed, ended; bombs refused; a real feed polled."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.inbound import InboundReport
from hearthwatch.model.incident import Severity
from hearthwatch.stages.notices.inbound.cap_reading import NoAlertError, ReceivedAlert, read_alert
from hearthwatch.stages.notices.inbound.weather import WeatherFilter, WeatherWarnings
from hearthwatch.stages.notices.inbound.weather_feed import WeatherFeed
from hearthwatch.stages.notices.machines.cap import CapSettings, cap_alert
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.notices import message
from hearthwatch.testing.weather_service import BOMBS, Pages, follow, warning

NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)


@dataclass
class Service:
    """Warnings that come in, and what they report."""

    filter: WeatherFilter = field(default_factory=lambda: WeatherFilter(Hazard.WATER))
    reports: list[InboundReport] = field(default_factory=list)
    warnings: WeatherWarnings = field(init=False)

    def __post_init__(self) -> None:
        """Begin."""
        self.warnings = WeatherWarnings(self.filter, self.reports.append)

    def take(self, *documents: bytes, now: datetime = NOW) -> list[tuple[str, str, bool]]:
        """Take documents; return all reports so far: key, severity, whether over."""
        for document in documents:
            self.warnings.take(read_alert(document), now)
        return [(each.key, each.severity.name, each.is_over) for each in self.reports]


KEY = "weather/met@example.org/w1"


def test_a_warning_is_a_report_without_a_word_of_its_own() -> None:
    """What a service writes is not said: the report holds our own words, the hazard, and until when."""
    service = Service()
    service.take(warning())
    (report,) = service.reports
    assert (report.hazard, report.severity, report.until) == (
        Hazard.WATER, Severity.WARNING, datetime(2026, 1, 31, 23, tzinfo=UTC),
    )  # fmt: skip
    assert report.why == "a weather service warns of water, severity severe"


def test_updates_and_cancels_are_followed() -> None:
    """An Update changes the report of the same key, a Cancel ends it, and each is taken once."""
    service = Service()
    update = follow("w2", "Update", "w1", severity="Extreme")
    cancel = follow("w3", "Cancel", "w1", "w2", sent="2026-01-31T18:25:00+00:00")
    assert service.take(warning(), warning(), update, update, cancel, cancel) == [
        (KEY, "WARNING", False), (KEY, "DANGER", False), (KEY, "DANGER", True),
    ]  # fmt: skip


def test_an_update_that_no_more_concerns_us_ends_it() -> None:
    """A warning that is made weaker than we listen to, or moves elsewhere, is over for us."""
    service = Service()
    assert service.take(warning(), follow("w2", "Update", "w1", severity="Minor"))[-1] == (
        KEY,
        "WARNING",
        True,
    )
    assert service.reports[-1].why == "the weather warning is over: it is no more of concern here"


def test_the_newest_first_is_understood() -> None:
    """Where an Update comes before what it updates, as in feeds, the older one is not taken any more."""
    service = Service()
    assert service.take(follow("w2", "Update", "w1", severity="Extreme"), warning()) == [
        (KEY, "DANGER", False)
    ]
    assert service.take(follow("w3", "Cancel", "w2", sent="2026-01-31T18:29:00+00:00"))[-1] == (
        KEY,
        "DANGER",
        True,
    )


def test_nobody_else_cancels_a_warning() -> None:
    """A Cancel by another sender, or one that names another's alert, changes nothing."""
    service = Service()
    service.take(warning(), follow("x", "Cancel", "w1", sender="other@example.org"))
    assert len(service.reports) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "Exercise"}, {"status": "Test"}, {"status": "Draft"}, {"severity": "Minor"},
        {"certainty": "Unlikely"},
        {"urgency": "Past"}, {"expires": "2026-01-31T18:29:00+00:00"},
        {"expires": "2026-01-31T19:29:00+01:00"},
        {"kind": "Ack"}, {"kind": "Error"},
    ],
)  # fmt: skip
def test_what_is_no_warning_now_is_ignored(changes: dict[str, str]) -> None:
    """Exercises, weak, past and expired ones raise nothing."""
    assert Service().take(warning(**changes)) == []


@pytest.mark.parametrize(
    ("filter", "is_ours"),
    [
        (WeatherFilter(Hazard.WATER, events=("flood",)), True),
        (WeatherFilter(Hazard.WATER, events=("FLW",)), True),
        (WeatherFilter(Hazard.WATER, events=("Flo",)), False),
        (WeatherFilter(Hazard.WATER, areas=("river",)), True),
        (WeatherFilter(Hazard.WATER, areas=("KE-01",)), True),
        (WeatherFilter(Hazard.WATER, areas=("Mountains",)), False),
        (WeatherFilter(Hazard.WATER, point=(-1.5, 36.5)), True),
        (WeatherFilter(Hazard.WATER, point=(-1.5, 37.5)), False),
        (WeatherFilter(Hazard.WATER, point=(5.0, 40.04)), True),
        (WeatherFilter(Hazard.WATER, point=(5.0, 40.2)), False),
        (WeatherFilter(Hazard.WATER, areas=("Mountains",), point=(-1.5, 36.5)), True),
        (WeatherFilter(Hazard.WATER, least="Extreme"), False),
    ],
)
def test_event_area_and_weight_are_filtered(filter: WeatherFilter, is_ours: bool) -> None:  # noqa: A002
    """Events by word or code, areas by word, code, polygon or circle, and severity decide."""
    area = (
        "<areaDesc>The River valley</areaDesc><polygon>-1,36 -2,36 -2,37 -1,37 -1,36</polygon>"
        "<circle>5,40 10</circle><geocode><valueName>iso</valueName><value>KE-01</value></geocode>"
    )
    assert bool(Service(filter).take(warning(area=area))) == is_ours


def test_a_warning_ends_when_it_expires_and_a_stepping_clock_loses_none() -> None:
    """Past its expiry it is over; where it was our clock that leapt, it is there again once that is right."""
    service = Service()
    service.take(warning())
    service.warnings.pass_time(NOW + timedelta(days=365))
    service.warnings.pass_time(NOW)
    service.warnings.pass_time(NOW)
    service.warnings.pass_time(NOW + timedelta(hours=5))
    assert service.take() == [(KEY, "WARNING", False), (KEY, "WARNING", True)] * 2


def test_our_own_alerts_are_read_as_they_are_meant() -> None:
    """What this program writes it can read: the same identifier, time and references."""
    document = cap_alert(message(), CapSettings("hearthwatch@example.org")).document
    alert = read_alert(document)
    assert (alert.sender, alert.identifier, alert.sent) == ("hearthwatch@example.org", "12-1", NOW)
    assert [info.event for info in alert.infos] == [("Fire",), ("Fire",)]


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.timeout(5)
def test_bombs_are_refused(bomb: bytes) -> None:
    """Entities, document types, depth and size are refused at once, and nothing is fetched."""
    with pytest.raises(NoAlertError):
        read_alert(bomb)


@pytest.mark.parametrize(
    "document",
    [
        b"", b"\x00\xff", b"<alert/>", b"<html></html>",
        warning()[:300], warning(sent="2026-01-31T18:00:00Z"),
        warning(sent="2026-13-31T18:00:00+00:00"), warning(severity="Terrible"), warning(status="Real"),
        warning(identifier="a b"), warning(identifier=""), warning(kind="Cancel"), warning(kind="Update"),
        warning(references="a,b"), warning(area=""),
        warning(area="<areaDesc>x</areaDesc><polygon>1,2 3,4</polygon>"),
        warning(area="<areaDesc>x</areaDesc><circle>91,0 1</circle>"),
        warning(area="<areaDesc>x</areaDesc><circle>nan,0 1</circle>"),
        warning(area="<areaDesc>x</areaDesc><circle>1,0 -1</circle>"),
        warning().replace(b"cap:1.2", b"cap:1.1"),
        warning().replace(b"UTF-8", b"UTF-99"),
    ],
)  # fmt: skip
def test_what_is_no_alert_is_refused(document: bytes) -> None:
    """What breaks CAP's rules is refused in one sentence."""
    with pytest.raises(NoAlertError):
        read_alert(document)


@given(st.binary(max_size=300), st.integers(0, 900))
def test_garbage_in_a_warning_never_breaks_more_than_itself(garbage: bytes, at: int) -> None:
    """Whatever stands in a document, it is an alert or it is refused as none."""
    document = warning()
    with contextlib.suppress(NoAlertError):
        assert isinstance(read_alert(document[:at] + garbage + document[at:]), ReceivedAlert)


def poll(url: str, service: Service, times: int = 1) -> None:
    """Poll a feed."""

    async def scene() -> None:
        async with guarded_client(["localhost"], timeout_s=5) as client:
            feed = WeatherFeed(url, service.warnings, client=client, clock=FakeClock(NOW), every_s=60)
            for _ in range(times):
                await feed.poll()

    asyncio.run(scene())


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
<entry><link rel="alternate" href="/page"/><link type="application/cap+xml" href="/w2.xml"/></entry>
<entry><link href="w1.xml"/></entry><entry><link href="/broken.xml"/></entry><entry><link href="http://10.0.0.1/x"/></entry>
<entry><link href="file:///etc/passwd"/></entry><entry><link href="/missing.xml"/></entry></feed>"""
RSS = b"<rss><channel><item><link>/w1.xml</link></item><item><link> /w2.xml </link></item></channel></rss>"


@pytest.mark.parametrize("feed", [ATOM, RSS], ids=["atom", "rss"])
def test_a_feed_is_polled_and_each_alert_read_once(feed: bytes) -> None:
    """Links of Atom and RSS are followed once, the oldest alert first; what is broken stops nothing."""
    pages = Pages(
        {"/feed": feed, "/w1.xml": warning(), "/w2.xml": follow("w2", "Update", "w1", severity="Extreme"),
         "/broken.xml": b"<alert"}
    )  # fmt: skip
    service = Service()
    with pages.serve() as base:
        poll(f"{base}/feed", service, times=2)
    assert service.take() == [(KEY, "WARNING", False), (KEY, "DANGER", False)]
    assert pages.asked.count("/w1.xml") == pages.asked.count("/w2.xml") == 1
    assert "/page" not in pages.asked


def test_alerts_in_the_feed_itself_are_taken() -> None:
    """An alert that is the answer, or stands within an entry, needs no link."""
    service = Service()
    inline = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content>'
        + warning("w9")[38:]
        + b"</content></entry></feed>"
    )
    with Pages({"/one": warning(), "/feed": inline}).serve() as base:
        poll(f"{base}/one", service)
        poll(f"{base}/feed", service)
    assert [key for key, _, _ in service.take()] == [KEY, "weather/met@example.org/w9"]


@pytest.mark.parametrize(
    "page", [b"<a/>" * 2_000_000, b"not xml", BOMBS["billion laughs"]], ids=["8 MB", "garbage", "bomb"]
)
def test_a_feed_that_is_none_is_told_and_not_taken(page: bytes) -> None:
    """A feed that is too long, garbage or a bomb is a fault of the peer."""
    with Pages({"/feed": page}).serve() as base, pytest.raises(PeerError):
        poll(f"{base}/feed", Service())


def test_the_schema_of_oasis_takes_what_we_test_with() -> None:
    """The warnings of these tests are valid CAP, so that what is read is what services send."""
    xsd = Path(__file__).resolve().parents[4] / "data" / "cap" / "CAP-v1.2.xsd"
    assert etree.XMLSchema(etree.fromstring(xsd.read_bytes())).validate(etree.fromstring(warning()))
