# SPDX-License-Identifier: Apache-2.0
"""What `decider_utility.py` stands on: plates of the village as a steward would have them, and looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Cells, CellState, Light
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.people import HogGuard
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.stages.plates.writing import TextGuard
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Timetable, Weather

RATE_HZ = 5.0
#: The hours of the day at which plates are commissioned: day, dusk, and lamps or infrared.
PLATE_HOURS = (11.0, 18.9, 23.0)
#: Half an hour in a hundred samples: what the demo does, to be quick.
_LAPSE = replace(PRIVATE, name="lapse", sample_interval_s=18.0, minimum_samples=96)
_SAMPLES = 103


def quiet(view: str, starts_at_s: float, weather: Weather = Weather()) -> Programme:  # noqa: B008 - frozen
    """Return a view with nobody in it."""
    return Programme("quiet", (Timetable(view, starts_at_s, weather=weather),))


def plates(view: str, seed: int, hours: Sequence[float] = PLATE_HOURS) -> list[PlatePixels]:
    """Return the plates of a view that the admitter gives of half an hour of it, nobody there."""
    return [_plate(view, seed, hour, 1 + number) for number, hour in enumerate(hours)]


def looks(
    decider: Decider, camera: VillageCamera, from_s: float, seconds: float
) -> Iterator[tuple[float, Cells]]:
    """Show a decider a stretch of a camera, five pictures a second; yield each moment's map."""
    for number in range(round(seconds * RATE_HZ)):
        at_s = from_s + number / RATE_HZ
        decider.look(work_picture(camera.frame(at_s)))
        yield at_s, decider.scene_map().cells


def hidden(cells: Cells, known: npt.NDArray[np.bool_]) -> float:
    """Return which part of the ``known`` cells (bool [45, 80]) is not shown, 0..1."""
    shown = (cells == CellState.CLEAR) | (cells == CellState.LIVELY)
    return float(1 - shown[known].mean()) if known.any() else 1.0


def known_by(made: Sequence[PlatePixels], light: Light) -> npt.NDArray[np.bool_]:
    """Return what the plates of a light admit, of the first where there is none of it."""
    fitting = [plate for plate in made if plate.light == light] or list(made[:1])
    return np.asarray(np.logical_or.reduce([plate.admitted for plate in fitting]))


def _plate(view: str, seed: int, hour: float, number: int) -> PlatePixels:
    camera = VillageCamera(view, seed, quiet(view, hour * 3600))
    nothing = np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_)
    admitter = Admitter(_LAPSE, nothing, guards=(HogGuard(), TextGuard()))
    guess = Decider(())
    for sample in range(_SAMPLES):
        frame = camera.frame(sample * _LAPSE.sample_interval_s)
        guess.look(work_picture(frame))
        admitter.add(frame, Light.DAY)
    candidate = admitter.candidate(Light.DAY)
    if candidate is None:
        raise RuntimeError("half an hour of samples gave no candidate")
    return PlatePixels(PlateId(number), guess.figures().light, candidate.pixels, candidate.admitted)
