# SPDX-License-Identifier: Apache-2.0
"""How well water is read on staffs: a real canal against readings of people, and the village's mill.

The canal: 122 photographs of HEARTHWATCH_DATA in order of time, 103 to 136 cm, many of them spoilt. The
staff was drawn on one of them (testing/canal.py) and nothing is fitted to the readings. Those are two a day,
joined by lines; "near" are the photographs within three hours of one. The village: a flood at 5 mm a
pixel by day, in infrared and in rain, a photograph every half second. Dry ground: when a mark is covered
and when it is told. Cost: processor time of one reading, on one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.water.staff import StaffReader
from hearthwatch.stages.hazards.water.watch import WaterWatch
from hearthwatch.testing import mill
from hearthwatch.testing.canal import NEAR, canal_pictures, canal_staff
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village.flood import level_m

Numbers = npt.NDArray[np.float64]

DATA = Path(os.environ.get("HEARTHWATCH_DATA", Path(__file__).parents[2] / "shared" / "data"))
LIGHTS = {"day": (False, False), "infrared": (True, False), "rain": (False, True)}
#: Goals, from the issue: rank correlation on the canal; centimetres for so many of the village's readings.
LEAST_RHO, CLOSE_CM, LEAST_CLOSE = 0.8, 1.5, 0.95
#: Below this part of the scale a staff counts as dry: two distributions need rows.
LOWEST = 0.08
#: On the bank of the mill stream: a zone and four marks, of which the flood's top covers three.
MARKS = ((0.585, 0.8), (0.62, 0.8), (0.655, 0.8), (0.735, 0.8))
BANK = Zone("the bank", ((0.545, 0.68), (0.56, 0.95), (0.76, 0.95), (0.76, 0.68)), "dry", marks=MARKS)


@dataclass(frozen=True, slots=True)
class Canal:
    """``readable`` of all; ``refused`` by reason; correlation of ranks and errors in cm of those read."""

    pictures: int
    readable: int
    refused: dict[str, int]
    rho: float
    rmse_cm: float
    median_cm: float
    beyond_10_cm: int
    near_readable: int
    near_rho: float
    ms: float


@dataclass(frozen=True, slots=True)
class Mill:
    """One light: of the pictures with water on the staff, how many were read, and errors in cm."""

    light: str
    pictures: int
    readable: int
    refused: dict[str, int]
    close: float
    p95_cm: float
    most_cm: float
    dry_told: int
    ms: float


@dataclass(frozen=True, slots=True)
class Bank:
    """One light: seconds from a mark being covered to its being told, None for never; false ones."""

    light: str
    late_s: list[float | None]
    false_marks: int
    ms: float


def rank_correlation(one: Numbers, other: Numbers) -> float:
    """Return Spearman's, ties by their mean rank."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Numbers) -> Numbers:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place])


def canal(archive: Path) -> Canal:
    """Read all photographs."""
    staff = canal_staff()
    reader = StaffReader(staff)
    (drawn_on, *pictures) = canal_pictures(archive)
    reader.read(drawn_on.frame, Light.DAY)
    refused: Counter[str] = Counter()
    read: list[tuple[float, float, float]] = []
    spent = 0.0
    for picture in pictures:
        begun = time.process_time()
        found = reader.read(picture.frame, Light.DAY)
        spent += time.process_time() - begun
        if isinstance(found, Flaw):
            refused[found.value] += 1
        else:
            read.append((picture.level_cm, staff.reading(found.part), picture.hours))
    truth, level, hours = np.array(read).T
    off, near = level - truth, hours * 3600 <= NEAR.total_seconds()
    return Canal(
        len(pictures), len(read), dict(refused), rank_correlation(truth, level),
        float(np.sqrt(np.mean(off**2))), float(np.median(np.abs(off))), int((np.abs(off) > 10).sum()),
        int(near.sum()), rank_correlation(truth[near], level[near]), 1000 * spent / len(pictures),
    )  # fmt: skip


def at_mill(light: str, step_s: float) -> Mill:
    """Read the village's staff while the water rises, and for ten seconds before."""
    at_night, rains = LIGHTS[light]
    programme = mill.flood(at_night=at_night, rains=rains)
    camera = VillageCamera(mill.VIEW, 1, programme, mill.NEAR)
    staff, event = mill.mill_staff(), programme.timetables[0].events[0]
    reader, refused, off, dry, spent, count = StaffReader(staff), Counter[str](), [], 0, 0.0, 0
    times = np.arange(0.0, event.start_s + mill.RISE_S, step_s)
    for at_s in times:
        frame, truth = camera.frame(float(at_s)), level_m(event, float(at_s))
        begun = time.process_time()
        found = reader.read(frame, Light.DAY)
        spent += time.process_time() - begun
        if truth < LOWEST * staff.reading(1):
            dry += not isinstance(found, Flaw) and found.part == 0
            continue
        count += 1
        if isinstance(found, Flaw):
            refused[found.value] += 1
        else:
            off.append(100 * abs(staff.reading(found.part) - truth))
    close = float(np.mean(np.array(off) <= CLOSE_CM))
    p95, most = float(np.quantile(off, 0.95)), max(off)
    return Mill(light, count, len(off), dict(refused), close, p95, most, dry, 1000 * spent / len(times))


def on_bank(light: str) -> Bank:
    """Watch dry ground at one reading a second: half a minute dry, then the flood."""
    at_night, rains = LIGHTS[light]
    programme = mill.flood(at_night=at_night, rains=rains)
    camera = VillageCamera(mill.VIEW, 1, programme)
    event = programme.timetables[0].events[0]
    watch = WaterWatch((BANK,), np.zeros((45, 80), bool))
    covered: dict[int, float] = {}
    told: dict[int, float] = {}
    spent, seconds = 0.0, range(-30, 160)
    for second in seconds:
        frame = camera.frame(float(second) if second >= 0 else 9 + second / 100)
        work = work_picture(frame)
        begun = time.process_time()
        watch.observe(frame, work, Light.DAY)
        spent += time.process_time() - begun
        wet = camera.view.place.flood.covered(level_m(event, second) if second >= event.start_s else 0.0)
        for number, (x, y) in enumerate(MARKS, start=1):
            if wet[int(y * 720), int(x * 1280)]:
                covered.setdefault(number, second)
        for seen in watch.sightings(float(second)):
            for mark in range(1, 1 + (seen.water.mark if seen.water else 0)):
                told.setdefault(mark, second)
    late = [told[each] - at if each in told else None for each, at in sorted(covered.items())]
    return Bank(light, late, len(set(told) - set(covered)), 1000 * spent / len(seconds))


def main() -> int:
    """Measure, print, and write JSON where asked; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=float, default=0.5, help="seconds between the village's pictures")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    archive = DATA / "water" / "rangsit.zip"
    real = canal(archive) if archive.is_file() else None
    mills = [at_mill(light, asked.step) for light in LIGHTS]
    banks = [on_bank(light) for light in LIGHTS]
    _print(real, archive, mills, banks)
    if asked.json:
        figures = {
            "canal": asdict(real) if real else None,
            "mill": [asdict(each) for each in mills],
            "bank": [asdict(each) for each in banks],
        }
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    is_reached = (real is None or real.rho >= LEAST_RHO) and all(each.close >= LEAST_CLOSE for each in mills)
    return 0 if is_reached else 1


def _print(real: Canal | None, archive: Path, mills: list[Mill], banks: list[Bank]) -> None:
    if real is None:
        print(f"no real photographs at {archive} (HEARTHWATCH_DATA)")
    else:
        print(f"canal: {real.readable} of {real.pictures} read, refused {real.refused}")
        print(f"  rho {real.rho:.3f} (near a reading: {real.near_rho:.3f} of {real.near_readable})")
        print(f"  RMSE {real.rmse_cm:.1f} cm, median {real.median_cm:.1f}, beyond 10 cm: {real.beyond_10_cm}")
        print(f"  {real.ms:.2f} ms a reading of 960x540")
    for each in mills:
        print(
            f"mill, {each.light}: {each.readable} of {each.pictures} read, refused {each.refused}; "
            f"within {CLOSE_CM} cm {each.close:.1%}, p95 {each.p95_cm:.1f}, most {each.most_cm:.1f} cm; "
            f"{each.ms:.2f} ms"
        )
    for bank in banks:
        print(
            f"bank, {bank.light}: marks told {bank.late_s} s after they were covered, {bank.ms:.2f} ms a look"
        )


if __name__ == "__main__":
    raise SystemExit(main())
