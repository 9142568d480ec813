# SPDX-License-Identifier: Apache-2.0
"""A place that has changed stays changed, however long, until a person has said yes to it as it is now."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.plate import Plate, PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Cells, CellState, Light
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import CameraView, ViewParts
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.store import Store, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.places import Patch, Place
from hearthwatch.testing.rows import BARN, CAMERAS, NOON

NO_MASK = np.zeros((45, 80), bool)
ORDER = WatchOrder(PRIVATE, NO_MASK, by_media_time=False)
#: A van: 14 x 20 cells, and a little inside of it.
VAN = Patch(20, 30, 34, 50, bright=60, colour=150)
INSIDE = np.s_[22:32, 32:48]
MINUTE_S = 60.0
PLACE = Place()


class Watched:
    """A view of a place, its plates those of a store."""

    def __init__(self, store: Store) -> None:
        """Begin without a plate."""
        # Without detectors of people, which have tests of their own: this is hours of media time.
        parts = ViewParts.of(ORDER)
        parts.admitter = lambda: Admitter(PRIVATE, NO_MASK)
        self.view = CameraView(ORDER, parts)
        self.store = store
        self.at_s = 0.0

    def run(self, seconds: float, *patches: Patch, step_s: float = 1.0) -> list[Cells]:
        """Watch for so long, a frame each step; return the map after each."""
        maps = []
        for _ in range(round(seconds / step_s)):
            self.view.look(self._frame(*patches))
            self.at_s += step_s
            maps.append(self.view.report(0, 0.1).scene.cells)
        return maps

    def commission(self, light: Light = Light.DAY) -> Plate:
        """Let a steward approve what the admitter proposes, and use what is shown from then on."""
        candidate = self.view.candidate(light)
        assert candidate is not None
        plate = self.store.add_candidate(candidate, BARN)
        self.store.commission(plate, "Mia", NOON)
        self.use_shown()
        return self.store.plate(plate)

    def use_shown(self) -> None:
        """Compare with what is shown."""
        shown = [self.store.plate(each) for each in self.store.commissioned_ids()]
        self.view.use_plates([PlatePixels(each.id, each.light, each.pixels, each.admitted) for each in shown])

    def _frame(self, *patches: Patch) -> RawFrame:
        return PLACE.frame(self.at_s, *patches)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_van_stays_changed_until_the_place_is_commissioned_anew(tmp_path: Path) -> None:
    """For three hours a parked van is *changed*; with a new plate it is the place; gone, it is changed."""
    with open_store(tmp_path, FakeClock(NOON)) as store:
        store.save_cameras(CAMERAS)
        watched = Watched(store)
        watched.run(31 * MINUTE_S, step_s=PRIVATE.sample_interval_s)
        empty = watched.commission()
        assert empty.admitted.mean() > 0.9
        assert (watched.run(10)[-1] == CellState.CLEAR).mean() > 0.9
        parked = watched.run(20 * MINUTE_S, VAN)
        parked += watched.run(PRIVATE.window_s, VAN, step_s=PRIVATE.sample_interval_s)
        assert all((cells[INSIDE] == CellState.CHANGED).all() for cells in parked[3:])
        # The admitter has seen the van for long enough to propose it; nothing is shown for that.
        proposed = watched.view.candidate(Light.DAY)
        assert proposed is not None
        assert proposed.admitted[INSIDE].all()
        assert (watched.run(5, VAN)[-1][INSIDE] == CellState.CHANGED).all()
        renewed = watched.commission()
        assert [plate.id for plate in store.plates() if plate.id in store.commissioned_ids()] == [renewed.id]
        assert (watched.run(10, VAN)[-1][INSIDE] == CellState.CLEAR).all()
        assert (watched.run(10)[-1][INSIDE] == CellState.CHANGED).all()


@pytest.mark.slow
def test_a_retired_plate_shows_nothing(tmp_path: Path) -> None:
    """When a steward retires the only plate of a light, its view is unknown until another is approved."""
    with open_store(tmp_path, FakeClock(NOON)) as store:
        store.save_cameras(CAMERAS)
        watched = Watched(store)
        watched.run(31 * MINUTE_S, step_s=PRIVATE.sample_interval_s)
        plate = watched.commission()
        assert (watched.run(5)[-1] == CellState.CLEAR).mean() > 0.9
        store.retire(plate.id, "Mia")
        watched.use_shown()
        assert int(watched.run(5)[-1].max()) == CellState.UNKNOWN
