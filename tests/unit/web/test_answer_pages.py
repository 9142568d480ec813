# SPDX-License-Identifier: Apache-2.0
"""The page that a link leads to: it answers for an incident without a script, and only on its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.stages.notices.answer_token import Answer, sign
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock

Ask = Callable[..., httpx.Response]


@pytest.fixture
def link(alarms: FakeAlarmService, clock: FakeClock) -> str:
    """Return a link that holds for an hour, for a fire at the mill."""
    number = alarms.incidents.open(Hazard.FLAME, CameraId("mill"))
    answer = Answer(number, "<b>Steward</b> on call", clock.now() + timedelta(hours=1))
    return f"/answer/{alarms.answers.sign(answer)}"


def state(alarms: FakeAlarmService) -> str:
    """Return the state of the one incident."""
    return alarms.incidents.files[IncidentId(1)].incident.state.value


def test_following_a_link_changes_nothing(ask: Ask, alarms: FakeAlarmService, link: str) -> None:
    """However often a scanner follows it, nobody answers; the page names hazard and place."""
    for _ in range(3):
        page = ask(link)
    assert state(alarms) == "notified"
    assert "<h1>Flame: Mill stream</h1>" in page.text
    assert '<form method="post"><button type="submit">I answer for it</button></form>' in page.text
    assert "<script" not in page.text


def test_the_button_acknowledges_once_and_for_whom(ask: Ask, alarms: FakeAlarmService, link: str) -> None:
    """The label of the link stands in the record, as text; pressing again says who answered."""
    page = ask(link, "POST")
    assert state(alarms) == "acknowledged"
    assert "Thank you" in page.text
    assert "Somebody answers for it (&lt;b&gt;Steward&lt;/b&gt; on call, by link)" in page.text
    again = ask(link, "POST")
    assert again.status_code == 200
    assert "Thank you" not in again.text
    assert "Somebody answers for it" in again.text
    assert len([each for each in alarms.incidents.files[IncidentId(1)].record if each.by]) == 1


def test_a_drill_is_marked_and_what_is_over_has_no_button(
    ask: Ask, alarms: FakeAlarmService, clock: FakeClock
) -> None:
    """An exercise says that it is one; once it is over the page says so and asks nothing."""
    number = alarms.incidents.open(Hazard.FLAME, CameraId("barn"), drill=True)
    token = alarms.answers.sign(Answer(number, "", clock.now() + timedelta(hours=1)))
    assert "DRILL: an exercise, no danger" in ask(f"/answer/{token}").text
    ask(f"/api/incidents/{number}/resolve", "POST", {"by": "Ana"})
    page = ask(f"/answer/{token}").text
    assert "It is over (Ana)." in page
    assert "<button" not in page


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_does_not_hold_is_one_clear_page(
    ask: Ask, alarms: FakeAlarmService, clock: FakeClock, link: str, method: str
) -> None:
    """Forged, damaged, expired, of another secret, or for no incident: the same page, and nothing changes."""
    later = clock.now() + timedelta(hours=1)
    foreign = sign(Answer(IncidentId(1), "", later), b"another secret, of thirty-two bytes")
    nothing = alarms.answers.sign(Answer(IncidentId(99), "", later))
    pages = [ask(f"/answer/{token}", method) for token in ("x", foreign, nothing, link[8:-1], f"A{link[8:]}")]
    clock.advance(3600)
    pages.append(ask(link, method))
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert "<h1>This link does not hold</h1>" in pages[0].text
    assert state(alarms) == "notified"


def test_the_page_has_a_policy_of_its_own(ask: Ask, link: str) -> None:
    """No script runs on it, its one form may be sent to us alone, and its own browser may say so."""
    headers = ask(link).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'; frame-ancestors 'none'" in policy
    assert headers.get_list("referrer-policy") == ["same-origin"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_another_site_may_lead_to_the_page_and_not_press_its_button(
    ask: Ask, alarms: FakeAlarmService, link: str
) -> None:
    """A mail in a browser may link to it; a form of another site is refused."""
    linked = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert ask(link, **linked).status_code == 200
    assert ask(link, "POST", **linked, origin="https://mail.example").status_code == 403
    assert ask(link, "POST", **linked).status_code == 403
    assert state(alarms) == "notified"
