# SPDX-License-Identifier: Apache-2.0
"""The demo as a newcomer meets it: one command, a wall in a real browser, something happens."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearthwatch.model.scene import CellState
from hearthwatch.testing.service import RunningService, free_port

UI = Path(__file__).resolve().parents[2] / "ui"
BARN = 3


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Yield a demo of four views, the barn among them, from its first start."""
    port = free_port()
    folder = tmp_path_factory.mktemp("demo")
    arguments = ["demo", "--cameras", "4", "--address", f"127.0.0.1:{port}", "--folder", str(folder)]
    with RunningService(arguments, port=port, start_s=240) as service:
        yield service


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_view_has_a_plate_and_a_live_tile(demo: RunningService) -> None:
    """After the first start each of the views shows most of its place, live."""
    cameras = demo.cameras()
    assert [camera["id"] for camera in cameras] == ["square", "mill-stream", "fire-lane", "barn"]
    assert all(camera["plates"][0]["known_share"] > 0.6 for camera in cameras)
    live: set[int] = set()
    for tile in demo.tiles():
        known = (tile.cells != CellState.UNKNOWN).mean()
        if tile.has_picture and known > 0.5:
            live.add(tile.camera)
        if len(live) == len(cameras):
            return


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_barn_changes_when_its_rubbish_burns(demo: RunningService) -> None:
    """Within a minute of the demo's begin the barn's tile visibly changes where the fire is."""
    for number, tile in enumerate(tile for tile in demo.tiles() if tile.camera == BARN):
        # The fire is right of the middle and below it; people walk elsewhere.
        if int((tile.cells[18:32, 48:60] == CellState.CHANGED).sum()) >= 8:
            return
        assert number < 240, "no change at the fire for two minutes"


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.component("node")
@pytest.mark.component("chromium")
def test_the_wall_is_live_in_a_real_browser(demo: RunningService) -> None:
    """Chromium shows live tiles and the history of the real service, without an accessibility finding."""
    if not (UI / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=UI, check=True, capture_output=True)
    environment = {**os.environ, "BASE_URL": f"http://127.0.0.1:{demo.port}/"}
    result = subprocess.run(
        ["node", "--test", "e2e/service.test.mjs"], cwd=UI, env=environment, capture_output=True, text=True,
        check=False, timeout=180,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
