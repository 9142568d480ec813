# SPDX-License-Identifier: Apache-2.0
"""Each forbidden act is possible without the seal, and refused with it."""

from __future__ import annotations

import functools

import pytest

from hearthwatch.model.errors import BugError
from hearthwatch.sealed.acts import ACTS
from hearthwatch.sealed.probe import Enforcement, Verdict, landlock_version, probe
from hearthwatch.sealed.sandbox import ProfileName

_NAMES = (*(act.name for act in ACTS), "outlive its parent")
_PROFILES: tuple[ProfileName, ...] = ("reader", "watcher", "village")


@functools.cache
def _report(profile: ProfileName) -> tuple[Enforcement, ...]:
    return probe(profile)


@pytest.mark.parametrize("profile", _PROFILES)
@pytest.mark.parametrize("name", _NAMES)
def test_a_sealed_process_cannot(profile: ProfileName, name: str) -> None:
    """Every act succeeds in an unsealed process (else: untried) and fails in a sealed one."""
    (found,) = [enforcement for enforcement in _report(profile) if enforcement.act == name]
    assert found.verdict is Verdict.HELD, found.line()


@pytest.mark.parametrize("profile", _PROFILES)
def test_no_act_rests_on_landlock(profile: ProfileName) -> None:
    """On a kernel without Landlock every act is refused still."""
    rests = [found.act for found in _report(profile) if not {"limits", "seccomp"} & set(found.layers)]
    assert rests == []


def test_landlock_is_used_where_it_is() -> None:
    """Where the kernel has Landlock, it refuses files by itself."""
    (reading,) = [found for found in _report("watcher") if found.act == "read a file"]
    assert ("landlock" in reading.layers) == (landlock_version() > 0)


def test_lines_are_for_people() -> None:
    """A line says the act, how it went, and what refused it; an act that went through is plain to see."""
    held = Enforcement("connect", "TCP", Verdict.HELD, ("landlock", "seccomp"))
    assert held.line() == "connect (TCP): refused, by landlock and seccomp"
    assert "NOT refused" in Enforcement("connect", "TCP", Verdict.OPEN, ()).line()
    assert "nothing shown" in Enforcement("connect", "TCP", Verdict.UNTRIED, ()).line()


def test_a_failed_trial_is_our_bug() -> None:
    """A trial that cannot be run is an error and never an empty, clean report."""
    with pytest.raises(BugError):
        probe("nobody")  # type: ignore[arg-type]  # the point of it
