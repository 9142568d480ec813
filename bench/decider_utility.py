# SPDX-License-Identifier: Apache-2.0
"""What the decider leaves to be seen, how soon it is back after a change of light, and who it sees enter.

All on the village. *Day*: a whole day with clouds, the sun's way, lamps or infrared, and rain; every ten
minutes of it some seconds are watched at five pictures a second, so that nothing of the time between can
be followed: as after a restart. *Through*: the same day watched without a break, at one picture a second,
as a service does. *Recovery*: steps of exposure, a swing
of it, and the switch to infrared. *Entries*: one figure at a time walks in, 40 pixels high and more;
an entry is seen when a cell in which the figure is says *changed* within a second. Low contrast is
told apart, and tried on purpose. Prints tables and JSON.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from decided import RATE_HZ, hidden, known_by, looks, plates, quiet
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Cells, CellState
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import VIEWS, Programme, day_programme
from hearthwatch.village.places import ROOM
from hearthwatch.village.programme import GainStep, Person, Station, Timetable, Weather
from hearthwatch.village.wardrobe import clothes

SEED = 3
#: Goals of the day: median and 95th percentile of what is hidden, parts of the known view.
MEDIAN_GOAL, P95_GOAL = 0.05, 0.20
#: After a change of light, this long at most.
RECOVERY_GOAL_S = 60.0
#: Entries of figures from this height on (pixels of 720), seen within this time.
HEIGHT_PX, SEEN_S, ENTRY_GOAL = 40, 1.0, 0.99
#: A day is watched each so often, for so long; what comes first is for the decider to find its plate.
_EVERY_S, _WATCHED_S, _SETTLING_S = 600.0, 16.0, 8.0
_DAY_S = 86_400
_TEN = 36_000.0
_BANDS = ((0, 10), (10, 20), (20, 40), (40, 256))
_DAY_VIEWS = ("square", "orchard", "car-park", "harbour", "workshop", "bridge")
_PACE = 1.3

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure's entry: its contrast to the place (median grey levels), and seconds until seen, or None."""

    view: str
    contrast: float
    height_px: int
    seen_s: float | None

    @property
    def is_seen(self) -> bool:
        """Whether in time."""
        return self.seen_s is not None and self.seen_s <= SEEN_S


def a_day(view: str, *, is_through: bool = False) -> dict[str, float]:
    """Return what is hidden over one day without anybody, watched now and then or ``is_through``."""
    made = plates(view, SEED)
    programme = day_programme(view, SEED, people_density=0.0, hours=24)
    camera, decider = VillageCamera(view, SEED, programme), Decider(made)
    parts, of_view = [], []
    for cells in _through(decider, camera) if is_through else _now_and_then(decider, camera):
        parts.append(hidden(cells, known_by(made, decider.figures().light)))
        of_view.append(hidden(cells, np.ones(cells.shape, bool)))
    return {
        "known": float(np.mean([plate.admitted.mean() for plate in made])),
        "median": float(np.median(parts)),
        "p95": float(np.percentile(parts, 95)),
        "of_view_median": float(np.median(of_view)),
        "of_view_p95": float(np.percentile(of_view, 95)),
    }


def _now_and_then(decider: Decider, camera: VillageCamera) -> Iterator[Cells]:
    for at_s in np.arange(0, _DAY_S, _EVERY_S):
        for now_s, cells in looks(decider, camera, float(at_s), _WATCHED_S):
            if now_s - at_s >= _SETTLING_S:
                yield cells


def _through(decider: Decider, camera: VillageCamera) -> Iterator[Cells]:
    """Yield the map of every tenth second of a day; a second is the longest between two looks."""
    for second in range(_DAY_S):
        decider.look(work_picture(camera.frame(float(second))))
        if second >= _SETTLING_S and second % 10 == 0:
            yield decider.scene_map().cells


def swing(at_s: float) -> tuple[GainStep, ...]:
    """Return an exposure that overshoots and settles, over twelve seconds."""
    gains = (0.7, 1.35, 0.8, 1.2, 0.9, 1.0)
    return tuple(GainStep(at_s + 2 * number, gain, 1.5) for number, gain in enumerate(gains))


def after(
    view: str, programme: Programme, made: list[PlatePixels], change_s: float
) -> dict[str, float | None]:
    """Return how long after a change until no more is hidden than is allowed, for good (to 90 s after)."""
    camera, decider = VillageCamera(view, SEED, programme), Decider(made)
    parts: list[tuple[float, float]] = []
    for now_s, cells in looks(decider, camera, change_s - 30, 120):
        parts.append((now_s - change_s, hidden(cells, known_by(made, decider.figures().light))))
    before = float(np.median([part for at_s, part in parts if -10 <= at_s < -1]))
    allowed = max(MEDIAN_GOAL, before + 0.02)
    late = [at_s for at_s, part in parts if at_s >= 0 and part > allowed]
    back: float | None = max(late, default=0.0)
    if back is not None and back > 88:
        back = None
    worst = max(part for at_s, part in parts if at_s >= 0)
    return {"before": before, "worst": worst, "back_s": back, "at_60_s": _part_at(parts, 60.0)}


def _part_at(parts: list[tuple[float, float]], at_s: float) -> float:
    return float(np.median([part for now_s, part in parts if at_s <= now_s < at_s + 5]))


def recoveries() -> dict[str, dict[str, float | None]]:
    """Return the recovery of each change, in views of each kind."""
    rows: dict[str, dict[str, float | None]] = {}
    for view in ("square", "harbour", "workshop"):
        made = plates(view, SEED, (10.0,))
        changes: dict[str, tuple[GainStep, ...]] = {
            "gain 0.6": (GainStep(40, 0.6),),
            "gain 1.6": (GainStep(40, 1.6),),
            "swing": swing(40),
        }
        for name, gains in changes.items():
            programme = quiet(view, _TEN, Weather(gains=gains))
            rows[f"{view}: {name}"] = after(view, programme, made, 52.0 if name == "swing" else 40.0)
    for view in ("orchard", "barn"):
        start_s = _switch_s(view) - 40
        made = plates(view, SEED, (11.0, 18.9, 23.0))
        rows[f"{view}: infrared on"] = after(view, quiet(view, start_s), made, 40.0)
    return rows


def _switch_s(view: str) -> float:
    """Return the second of the day at which a view goes over to infrared."""
    camera = VillageCamera(view, SEED, quiet(view, 0.0))
    times = np.arange(17 * 3600, 22 * 3600, 20.0)
    for before, now in pairwise(times):
        if camera.view.light(float(now)).is_infrared and not camera.view.light(float(before)).is_infrared:
            return float(now)
    raise RuntimeError(f"{view} never goes over to infrared")


def entries(view: str, count: int, *, camouflaged: bool = False, are_drawn: bool = True) -> list[Entry]:
    """Return figures that come in one by one, at ten in the morning, on an established plate.

    Without ``are_drawn`` the pictures stay empty: what is *seen* then is not the figures.
    """
    made = plates(view, SEED, (10.0,))
    programme = quiet(view, _TEN)
    empty = VillageCamera(view, SEED, programme)
    decider = Decider(made)
    list(looks(decider, empty, 0.0, 20.0))
    found = []
    for number in range(count):
        chance = np.random.default_rng((number, VIEWS.index(view)))
        begins = 30.0 + 20.0 * number
        person = _comer(view, chance, begins, empty if camouflaged else None)
        peopled = Programme("entry", (Timetable(view, _TEN, (person,)),))
        camera = VillageCamera(view, SEED, peopled)
        shown = camera if are_drawn else empty
        entry = _watched(looks(decider, shown, begins - 2.0, 15.0), (camera, empty), made[0])
        if entry is not None:
            found.append(entry)
        list(looks(decider, empty, begins + 14.0, 3.0))
    return found


def _watched(
    told_of: Iterable[tuple[float, Cells]], cameras: tuple[VillageCamera, VillageCamera], plate: PlatePixels
) -> Entry | None:
    """Return the entry that is seen, or not, within some seconds; None where nobody came into known cells."""
    camera, empty = cameras
    entered: tuple[float, float, int] | None = None
    for now_s, cells in told_of:
        mask = camera.truth(now_s).person_mask
        high = cv2.boundingRect(mask.view(np.uint8))[3]
        there = _cells_of(mask)
        if entered is None:
            if high < HEIGHT_PX or (there & plate.admitted).sum() < 2:
                continue
            entered = (now_s, _contrast(camera, empty, now_s, mask), high)
        if (there & (cells == CellState.CHANGED)).any():
            return Entry(camera.view.name, entered[1], entered[2], now_s - entered[0])
        if now_s > entered[0] + 4 * SEEN_S:
            break
    return None if entered is None else Entry(camera.view.name, entered[1], entered[2], None)


def _comer(view: str, chance: np.random.Generator, begins: float, plain: VillageCamera | None) -> Person:
    """Return somebody who walks in from a side, or from the door, to a spot; in the ground's colour there."""
    room = ROOM[view]
    spot = (float(chance.uniform(room.left, room.right)), float(chance.uniform(room.near, room.far)))
    side = (spot[1] * 0.82 + 1.5) * (1 if chance.random() < 0.5 else -1)
    start = room.door or (side, spot[1])
    length = float(np.hypot(start[0] - spot[0], start[1] - spot[1]))
    worn = clothes(chance)
    if plain is not None:
        colour = _colour_at(plain, spot)
        worn = type(worn)(colour, colour, colour, colour, worn.height_m)
    return Person(
        worn, (Station(begins, *start), Station(begins + length / _PACE, *spot), Station(begins + 14, *spot))
    )


def _colour_at(camera: VillageCamera, spot: tuple[float, float]) -> tuple[int, int, int]:
    """Return the paint that looks like what is behind a spot, in the light of there."""
    view = camera.view
    column, row, _ = view.place.canvas.lens.spot(spot[0], 0.9, spot[1])
    x, y = int(np.clip(column, 20, 1259)), int(np.clip(row, 20, 699))
    seen = np.median(view.picture(0.0)[y - 12 : y + 12, x - 12 : x + 12].reshape(-1, 3), axis=0)
    light = view.glow(0.0).at(column, row)
    blue, green, red = (
        int(np.clip(value / factor, 0, 255)) for value, factor in zip(seen, light, strict=True)
    )
    return blue, green, red


def _contrast(camera: VillageCamera, empty: VillageCamera, at_s: float, mask: Bools) -> float:
    off = cv2.absdiff(camera.frame(at_s).y, empty.frame(at_s).y)
    return float(np.median(off[mask]))


def _cells_of(mask: Bools) -> Bools:
    """Return the cells of which a figure covers a tenth or more."""
    part = cv2.resize(mask.astype(np.float32), (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA)
    return np.asarray(part >= 0.1)


def summed(found: list[Entry]) -> dict[str, float | int | None]:
    """Return how many are seen, and how soon."""
    soon = [each.seen_s for each in found if each.seen_s is not None]
    return {
        "entries": len(found),
        "seen_in_time": sum(each.is_seen for each in found) / len(found) if found else None,
        "never_seen": sum(each.seen_s is None for each in found),
        "median_s": float(np.median(soon)) if soon else None,
    }


def told(name: str, row: dict[str, float | None] | dict[str, float] | dict[str, float | int | None]) -> None:
    """Print a row."""
    print(
        f"{name:34} "
        + "  ".join(f"{key} {'none' if value is None else f'{value:.3f}'}" for key, value in row.items()),
        flush=True,
    )


def main() -> None:
    """Run the bench."""
    cv2.setNumThreads(1)
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--parts", nargs="+", default=["day", "recovery", "entries"])
    words.add_argument("--entries", type=int, default=14, help="entries in each view")
    words.add_argument("--views", nargs="+", default=None, help="views of day and entries")
    words.add_argument("--json", type=Path, help="write the figures here too")
    chosen = words.parse_args()
    parts: dict[str, Callable[[], object]] = {
        "day": lambda: _days(chosen.views or _DAY_VIEWS),
        "through": lambda: _days(chosen.views or _DAY_VIEWS, is_through=True),
        "recovery": _recoveries,
        "entries": lambda: _entries(chosen.views or VIEWS, chosen.entries),
    }
    figures = {"bench": "decider_utility", "rate_hz": RATE_HZ} | {
        name: parts[name]() for name in chosen.parts
    }
    text = json.dumps(figures, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


def _days(views: tuple[str, ...], *, is_through: bool = False) -> object:
    rows = {}
    for view in views:
        rows[view] = row = a_day(view, is_through=is_through)
        told(f"{'day through' if is_through else 'day'}, {view}", row)
    return {"goal_median": MEDIAN_GOAL, "goal_p95": P95_GOAL, "rows": rows}


def _recoveries() -> object:
    rows = recoveries()
    for name, row in rows.items():
        told(name, row)
    return {"goal_s": RECOVERY_GOAL_S, "rows": rows}


def _entries(views: tuple[str, ...], count: int) -> object:
    usual = [each for view in views for each in entries(view, count, camouflaged=False)]
    plain = [each for view in views for each in entries(view, max(1, count // 3), camouflaged=True)]
    rows = {"all": summed(usual)}
    for low, high in _BANDS:
        rows[f"contrast {low} to {high}"] = summed([each for each in usual if low <= each.contrast < high])
    rows["dressed in the ground's colour"] = summed(plain)
    empty = [each for view in views for each in entries(view, max(1, count // 3), are_drawn=False)]
    rows["control: nobody in the pictures"] = summed(empty)
    for name, row in rows.items():
        told(name, row)
    missed = [(each.view, round(each.contrast, 1), each.height_px) for each in usual if not each.is_seen]
    return {"goal": ENTRY_GOAL, "within_s": SEEN_S, "rows": rows, "missed": missed}


if __name__ == "__main__":
    main()
