# SPDX-License-Identifier: Apache-2.0
"""Residents' reports: out of lists, limited, and without a trace of who reports."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Severity
from hearthwatch.stages.notices.inbound.residents import ReportLimits, ResidentReports, TooManyReportsError
from hearthwatch.testing.clock import FakeClock

PLACES = {CameraId(name): name.title() for name in ("mill", "barn", "square", "lane", "well")}


class Desk:
    """What comes from residents."""

    def __init__(self, limits: ReportLimits | None = None) -> None:
        """Begin with nothing."""
        self.clock = FakeClock()
        self.reports: list[InboundReport] = []
        self.residents = ResidentReports(
            PLACES, self.clock, self.reports.append, salt=b"0123456789abcdef", limits=limits
        )

    def says(self, hazard: str, place: str, address: str = "192.0.2.1") -> float:
        """Report; return 0, or for how long it is refused."""
        try:
            self.residents.take(hazard, place, address)
        except TooManyReportsError as error:
            return error.after_s
        return 0.0


def test_a_report_names_a_hazard_and_a_place() -> None:
    """What is reported holds the hazard, the place, the time, and no word or address of whoever reports."""
    desk = Desk()
    desk.says("smoke", "mill")
    (report,) = desk.reports
    assert report == InboundReport(
        InboundSource.RESIDENT,
        f"resident/mill/smoke/{desk.clock.now().isoformat()}",
        Hazard.SMOKE,
        Severity.WARNING,
        desk.clock.now(),
        "a resident reports smoke at Mill",
        camera=CameraId("mill"),
        place="Mill",
    )
    assert "192.0.2.1" not in repr(dataclasses.asdict(report))
    assert "192.0.2.1" not in repr(vars(desk.residents))


@pytest.mark.parametrize(
    ("hazard", "place"),
    [
        ("thief", "mill"),
        ("lost", "mill"),
        ("", "mill"),
        ("flame", "elsewhere"),
        ("flame", ""),
        ("flame; Ann", "mill"),
    ],
)
def test_what_is_in_no_list_is_refused(hazard: str, place: str) -> None:
    """Another word than those of the lists is refused, and not repeated."""
    desk = Desk()
    with pytest.raises(UsageError) as caught:
        desk.says(hazard, place)
    assert "Ann" not in caught.value.line()
    assert desk.reports == []


def test_what_is_reported_already_is_not_reported_anew() -> None:
    """Ten neighbours who see one fire make one report, and leave room for others."""
    desk = Desk(ReportLimits(of_all=2))
    assert [desk.says("flame", "mill", f"192.0.2.{n}") for n in range(10)] == [0.0] * 10
    assert len(desk.reports) == 1
    assert desk.says("flame", "barn", "192.0.2.99") == 0.0
    desk.clock.advance(601)
    desk.says("flame", "mill")
    assert len(desk.reports) == 3


def test_one_address_and_all_together_are_limited() -> None:
    """The fourth report of an address within ten minutes is refused, with when it is taken again."""
    desk = Desk(ReportLimits(of_all=4))
    for place in ("mill", "barn", "square"):
        assert desk.says("flame", place) == 0.0
    assert desk.says("flame", "lane") == 600.0
    assert desk.says("flame", "lane", "192.0.2.2") == 0.0
    assert desk.says("flame", "well", "192.0.2.3") == 600.0
    desk.clock.advance(600)
    assert desk.says("flame", "well") == 0.0


def test_addresses_without_number_cost_no_memory_without_end() -> None:
    """Whoever has very many addresses is refused once so many were heard, and all is forgotten in time."""
    desk = Desk(ReportLimits(addresses=50))
    answers = [desk.says("flame", "mill", f"2001:db8:0:{n:x}::1") for n in range(60)]
    assert (answers.count(0.0), answers[-1]) == (50, 600.0)
    desk.clock.advance(600)
    assert desk.says("flame", "mill", "192.0.2.1") == 0.0
    assert len(desk.residents._of_one) == 1


def test_a_household_of_ipv6_is_one_address() -> None:
    """Whoever has a /64 has no more reports than whoever has one address; mapped IPv4 is IPv4."""
    desk = Desk()
    for n, place in enumerate(("mill", "barn", "square")):
        assert desk.says("flame", place, f"2001:db8:1:2::{n:x}") == 0.0
    assert desk.says("flame", "lane", "2001:db8:1:2:ffff::1") > 0
    assert desk.says("flame", "lane", "2001:db8:1:3::1") == 0.0
    assert desk.says("water", "mill", "::ffff:192.0.2.7") == 0.0


@given(
    st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 5), st.floats(0, 400)), max_size=60)
)
def test_the_limits_always_hold(acts: list[tuple[CameraId, int, float]]) -> None:
    """In no ten minutes are there more reports than all together may make."""
    desk = Desk(ReportLimits(of_all=5))
    times = []
    for place, who, after_s in acts:
        desk.clock.advance(after_s)
        before = len(desk.reports)
        desk.says("flame", place, f"192.0.2.{who}")
        times += [desk.clock.monotonic()] * (len(desk.reports) - before)
    for at in times:
        assert sum(at - 600 < each <= at for each in times) <= 5
