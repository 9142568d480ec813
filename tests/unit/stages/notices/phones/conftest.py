# SPDX-License-Identifier: Apache-2.0
"""A message of a fire at the mill, and certificates for peers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.testing.certificates import Certificates, make_certificates

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
FIRE = Message(
    name=MessageName("incident-7-1"),
    cause=Cause.FIRST,
    severity=Severity.DANGER,
    at=NOON,
    expires=NOON + timedelta(minutes=30),
    texts={
        "en": Words("Fire at the mill", "Fire at the mill, by the stream. Keep away and warn others."),
        "ar": Words("حريق في الطاحونة", "حريق في الطاحونة، قرب الجدول. ابتعدوا وحذروا الآخرين."),
        "ja": Words("水車小屋で火災", "水車小屋で火災です。離れて、周りに知らせてください。"),
    },
    whom="operators",
    incident=IncidentId(7),
    kind=IncidentKind.FIRE,
    hazards=(Hazard.FLAME, Hazard.SMOKE),
    opened=NOON,
    cameras=(CameraId("mill"),),
    places=("Mill stream",),
    link="https://watch.example/incidents/7",
)
Told = Callable[..., Message]


@pytest.fixture
def told() -> Told:
    """Return a function that gives the fire, with what is named changed."""

    def changed(**changes: Any) -> Message:
        return replace(FIRE, **changes)

    return changed


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return an authority and a certificate of localhost by it."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def strange_certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return certificates of an authority that nobody trusts."""
    return make_certificates(tmp_path_factory.mktemp("strange"))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """Return a data folder that is not there yet."""
    return tmp_path / "data"
