# SPDX-License-Identifier: Apache-2.0
"""Every camera is watching, degraded or blind, with a reason: what cannot see never passes for clear."""

from __future__ import annotations

import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.watching import Watching, WatchState, watching

STREAMING = ConnectionState.STREAMING


def test_a_sound_camera_is_watching() -> None:
    """With a picture, a plate and no trouble, nothing more is said; dangers of its place change nothing."""
    sound = Watching(WatchState.WATCHING)
    assert watching((), STREAMING, has_picture=True, is_known=True) == sound
    dangers = {hazard for hazard in Hazard if not hazard.is_health}
    assert watching(dangers, STREAMING, has_picture=True, is_known=True) == sound


@pytest.mark.parametrize("hazard", [hazard for hazard in Hazard if hazard.is_health])
def test_each_trouble_of_a_camera_is_a_reason(hazard: Hazard) -> None:
    """No trouble of a camera leaves it watching, and each has words."""
    found = watching({hazard}, STREAMING, has_picture=True, is_known=True)
    assert found.state is not WatchState.WATCHING
    assert found.why


@pytest.mark.parametrize("connection", list(ConnectionState))
def test_without_a_picture_it_is_blind_whatever_else_is_said(connection: ConnectionState) -> None:
    """No picture is blind, with the reason of the connection."""
    found = watching({Hazard.DEFOCUSED}, connection, has_picture=False, is_known=True)
    assert found.state is WatchState.BLIND
    assert found.why


def test_the_gravest_reason_is_given() -> None:
    """Covered and out of focus is blind: covered."""
    found = watching({Hazard.DEFOCUSED, Hazard.COVERED}, STREAMING, has_picture=True, is_known=False)
    assert found == Watching(WatchState.BLIND, "the camera is covered")


def test_without_a_plate_changes_are_not_seen() -> None:
    """A camera without a plate for its light guards against hazards alone, and that is said."""
    found = watching((), STREAMING, has_picture=True, is_known=False)
    assert found == Watching(
        WatchState.DEGRADED, "nothing is known of the view: changes are not seen, hazards are"
    )
