# SPDX-License-Identifier: Apache-2.0
"""All streams together: each its own, and no more at once than the machine can bear."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from hearthwatch.model.ids import CameraId
from hearthwatch.television.house import TelevisionHouse
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.television import FakeEncoder, ShownPlaces
from hearthwatch.web.television import OffAirError


def test_each_camera_has_its_stream_and_some_at_once_are_made() -> None:
    """With two allowed, the third stream is refused, while more may watch those that there are."""

    async def test() -> None:
        clock = FakeClock()
        places = ShownPlaces(clock)
        house = TelevisionHouse(places.sources, clock, FakeEncoder, most=2)
        assert await house.playlist(CameraId("nowhere")) is None
        for camera in (None, CameraId("barn"), None, CameraId("barn")):
            assert "#EXTINF" in (await house.playlist(camera) or "")
        with pytest.raises(OffAirError):
            await house.playlist(CameraId("jetty"))
        assert (house.start(CameraId("barn")), house.start(CameraId("jetty"))) == (b"init", None)
        await house.aclose()

    asyncio.run(test())


def test_the_service_loads_nothing_that_encodes() -> None:
    """What the service imports of the television brings neither FFmpeg nor a painter with it."""
    program = "import sys, hearthwatch.television.house; print(' '.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(found.stdout.split()).isdisjoint({"av", "PIL", "reportlab", "hearthwatch.television.coder"})
