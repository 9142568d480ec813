# SPDX-License-Identifier: Apache-2.0
"""Whoever approves a candidate on the page changes what the running service compares with and shows."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import PlateCandidate
from hearthwatch.model.scene import Light
from hearthwatch.store import open_store
from hearthwatch.testing.pattern import BRIGHTEST, DARKEST, Pattern, write_pattern
from hearthwatch.testing.rows import candidate
from hearthwatch.testing.service import RunningService, configuration, free_port

GATE = CameraId("gate")
#: A page's act wakes the service; without that it would look after two seconds at the latest.
AT_ONCE_S = 1.0


def the_clips_ground() -> PlateCandidate:
    """Return what the clip shows without its square; a picture without colour is of infrared lamps."""
    row = np.linspace(DARKEST, BRIGHTEST, 320).astype(np.uint8).astype(float)
    grey = ((row - 16) * 255 / 219).round().astype(np.uint8)
    blank = candidate(light=Light.INFRARED, width=320, height=192)
    return replace(blank, pixels=np.tile(grey[None, :, None], (192, 1, 3)))


def decide(service: RunningService, act: str, by: str = "Mia") -> dict[str, Any]:
    """Do something to plate 1, as the page does."""
    seen = json.loads(service.get("/api/plates/1"))["revision"]
    answer = httpx.post(
        f"http://127.0.0.1:{service.port}/api/plates/1/{act}", json={"by": by, "revision": seen}, timeout=10
    )
    done: dict[str, Any] = answer.raise_for_status().json()
    return done


def seconds_until(service: RunningService, plates: list[int]) -> float:
    """Return how long it took until the roster has just these plates."""
    begun = time.monotonic()
    while [plate["id"] for plate in service.cameras()[0]["plates"]] != plates:
        assert time.monotonic() - begun < 10, f"the roster has not {plates} within 10 s"
    return time.monotonic() - begun


def seconds_until_tile(service: RunningService, plate: int) -> float:
    """Return how long it took until a tile is compared with a plate; 0 for none."""
    begun = time.monotonic()
    for tile in service.tiles():
        if tile.has_picture and tile.plate == plate:
            return time.monotonic() - begun
        assert time.monotonic() - begun < 20, f"no tile of plate {plate} within 20 s"
    raise AssertionError("the service closed the socket")


@pytest.mark.timeout(120)
def test_an_approval_on_the_page_is_shown_at_once(tmp_path: Path) -> None:
    """Two people approve: roster, tiles and public picture have the plate; retired, they have none."""
    clip, port = write_pattern(tmp_path / "gate.mp4", Pattern(seconds=20.0)), free_port()
    path = configuration(tmp_path, port, {"gate": f"file:{clip}"}, "loop = true\n")
    with open_store(tmp_path / "data", SystemClock()) as store:
        store.save_cameras([(GATE, "Gate")])
        store.add_candidate(the_clips_ground(), GATE, approvals=2)
    with RunningService(["serve", "-c", str(path)], port=port) as service:
        seconds_until_tile(service, 0)
        assert decide(service, "approve", "Mia")["missing"] == 1
        assert service.cameras()[0]["plates"] == []
        assert decide(service, "approve", "Noor")["missing"] == 0
        assert seconds_until(service, [1]) < AT_ONCE_S
        seconds_until_tile(service, 1)
        assert service.get("/api/plates/1.png").startswith(b"\x89PNG")
        decide(service, "retire")
        assert seconds_until(service, []) < AT_ONCE_S
        seconds_until_tile(service, 0)
