# SPDX-License-Identifier: Apache-2.0
"""Tampering injected into real clips and village views: is it told, and in time; is nothing else told.

Each view runs well for 45 s (a short clip forwards and backwards), from ten moments of its own; then one
thing happens to its small pictures, of a strength and shape of its own. A hazard counts where it opens
after the onset, within its time; one that was open before is a false alarm. Prints a table and JSON.
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.raw import WorkPicture
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.hazards.opening import HazardStates
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import VIEWS

Plane: TypeAlias = npt.NDArray[np.uint8]
#: How a picture looks, ``seconds`` after the onset; ``before`` is the last picture that was well.
Injection: TypeAlias = Callable[[WorkPicture, WorkPicture, float], WorkPicture]

RATE_HZ, WELL_S, WRONG_S = 5, 45.0, 40.0
ONSETS = 10
#: Seconds within which each must be told, and the part that must be (hazards.md, 3.7 and 3.9).
TIMES = {"covered": 12.0, "moved": 14.0, "frozen": 30.0, "looped": 30.0, "defocused": 30.0}
GOALS = {"covered": 0.98, "moved": 0.98, "frozen": 0.98, "looped": 0.98, "defocused": 0.90}
_TELLING = {
    "covered": Hazard.COVERED,
    "moved": Hazard.MOVED,
    "frozen": Hazard.FROZEN,
    "looped": Hazard.FROZEN,
    "defocused": Hazard.DEFOCUSED,
}
_GONE = {"covered", "moved", "dark"}
_SHORTEST_S, _LONGEST_S = 10.0, 45.0


def noisy(plane: Plane, chance: np.random.Generator) -> Plane:
    """Return a plane with a sensor's noise: 1.5 of 255."""
    return np.clip(plane + chance.normal(0, 1.5, plane.shape), 0, 255).astype(np.uint8)


def covered(rng: random.Random, noise: np.random.Generator) -> Injection:
    """Lay a cloth, a bag, a hand over 90 % of the view or all: flat or softly shaded, dark or light."""
    level, slope, colour = rng.uniform(22, 190), rng.uniform(-25, 25), rng.randint(-8, 8)
    left_open = rng.choice((0, 0, 0.1))

    def inject(now: WorkPicture, _: WorkPicture, __: float) -> WorkPicture:
        cloth = np.tile(level + slope * np.linspace(-1, 1, now.grey.shape[1]), (now.grey.shape[0], 1))
        grey = noisy(cloth.clip(16, 235).astype(np.uint8), noise)
        rows = round(left_open * grey.shape[0])
        grey[:rows] = now.grey[:rows]
        return replace(
            now, grey=grey, u=np.full_like(now.u, 128 + colour), v=np.full_like(now.v, 128 - colour)
        )

    return inject


def moved(rng: random.Random, _: np.random.Generator) -> Injection:
    """Knock the camera: shift it by 4 to 25 % of the width, or turn it by 4 to 15 degrees, or both."""
    angle = rng.choice((0.0, rng.uniform(4, 15) * rng.choice((-1, 1))))
    far = rng.uniform(0.04, 0.25) if angle == 0 else rng.uniform(0, 0.1)
    way = rng.uniform(0, 2 * math.pi)

    def inject(now: WorkPicture, _: WorkPicture, __: float) -> WorkPicture:
        def turned(plane: Plane) -> Plane:
            height, width = plane.shape
            matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
            matrix[:, 2] += far * width * math.cos(way), far * width * math.sin(way)
            found = cv2.warpAffine(plane, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
            return np.asarray(found, np.uint8)

        return replace(now, grey=turned(now.grey), u=turned(now.u), v=turned(now.v))

    return inject


def frozen(_: random.Random, __: np.random.Generator) -> Injection:
    """Give the last picture again and again."""
    return lambda now, before, _: replace(before, media_time_s=now.media_time_s)


def looped(rng: random.Random, _: np.random.Generator) -> Injection:
    """Play a recording of 2 to 12 s again and again: its first round is new, so it takes that much longer."""
    length, kept = rng.randint(2 * RATE_HZ, 12 * RATE_HZ), []

    def inject(now: WorkPicture, _: WorkPicture, seconds: float) -> WorkPicture:
        number = round(seconds * RATE_HZ)
        if number < length:
            kept.append(now)
        return replace(kept[number % length], media_time_s=now.media_time_s)

    return inject


def defocused(rng: random.Random, noise: np.random.Generator) -> Injection:
    """Lose focus over 0 to 5 s; a blur of 2 to 5 pixels of the small picture, 8 to 20 of 1280."""
    most, ramp_s = rng.uniform(2.0, 5.0), rng.uniform(0.0, 5.0)

    def inject(now: WorkPicture, _: WorkPicture, seconds: float) -> WorkPicture:
        sigma = most * min(1.0, (seconds + 0.2) / max(ramp_s, 0.2))
        soft = [
            np.asarray(cv2.GaussianBlur(plane, (0, 0), part * sigma), np.uint8)
            for plane, part in ((now.grey, 1.0), (now.u, 0.5), (now.v, 0.5))
        ]
        return replace(now, grey=noisy(soft[0], noise), u=soft[1], v=soft[2])

    return inject


def gain(rng: random.Random, _: np.random.Generator) -> Injection:
    """Change the exposure by a factor of 0.5 to 1.8: no tampering."""
    factor = rng.choice((rng.uniform(0.5, 0.75), rng.uniform(1.3, 1.8)))
    return lambda now, _, __: replace(
        now, grey=np.clip((now.grey - 16.0) * factor + 16, 0, 255).astype(np.uint8)
    )


def infrared(rng: random.Random, noise: np.random.Generator) -> Injection:
    """Go to infrared, without colour, darker, with another contrast curve: no tampering."""
    power, top = rng.uniform(0.6, 1.5), rng.uniform(140, 220)

    def inject(now: WorkPicture, _: WorkPicture, __: float) -> WorkPicture:
        light = ((now.grey.clip(16, 235) - 16.0) / 219) ** power * top + 16
        grey = noisy(light.astype(np.uint8), noise)
        return replace(now, grey=grey, u=np.full_like(now.u, 128), v=np.full_like(now.v, 128))

    return inject


def well(_: random.Random, __: np.random.Generator) -> Injection:
    """Let nothing happen."""
    return lambda now, _, __: now


Maker: TypeAlias = Callable[[random.Random, np.random.Generator], Injection]
TAMPERING: dict[str, Maker] = {
    "covered": covered,
    "moved": moved,
    "frozen": frozen,
    "looped": looped,
    "defocused": defocused,
}
HARMLESS: dict[str, Maker] = {"exposure": gain, "to infrared": infrared, "nothing": well}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one onset: seconds until it was told, None for never; and what else was told."""

    after_s: float | None
    others: tuple[str, ...]

    def is_late(self, kind: str) -> bool:
        """Return whether it was told after its time or never."""
        return self.after_s is None or self.after_s > TIMES[kind]


def real_clips(data: Path) -> Iterator[tuple[str, list[WorkPicture]]]:
    """Yield the clips of fixed cameras that are long enough, as small pictures, five a second."""
    with (data / "clips.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["fixed_camera"] == "yes"]
    for row in rows:
        if float(row["seconds"] or 0) < _SHORTEST_S:
            continue
        opened = open_camera(parse_address(str(data / row["file"])), OpenOptions())
        pictures = []
        for frame in frames(opened, SystemClock(), rate_hz=RATE_HZ, fast=True):
            pictures.append(work_picture(frame))
            if len(pictures) >= _LONGEST_S * RATE_HZ:
                break
        opened.close()
        yield row["file"], pictures


def village_views() -> Iterator[tuple[str, list[WorkPicture]]]:
    """Yield the sixteen views, half a minute each, at hours of their own."""
    for number, name in enumerate(VIEWS):
        camera = VillageCamera(name)
        start = 40.0 + 7 * number
        yield (
            f"village:{name}",
            [work_picture(frame) for frame, _ in camera.frames(start, 24.0, step_s=1 / RATE_HZ)],
        )


def to_and_fro(pictures: Sequence[WorkPicture], begin: int) -> Iterator[WorkPicture]:
    """Yield pictures forwards and backwards for ever, a fifth of a second apart; no two are the same."""
    period = 2 * len(pictures) - 2
    number = 0
    while True:
        place = (begin + number) % period
        shown = pictures[place if place < len(pictures) else period - place]
        at = number / RATE_HZ
        yield replace(shown, grey=unlike(shown.grey, number), media_time_s=at, arrived_s=at)
        number += 1


def unlike(grey: Plane, number: int) -> Plane:
    """Return a picture with a trace of a sensor's noise: a step of 1 in 64 pixels, of every number others."""
    stirred = grey.copy()
    stirred.flat[np.random.default_rng(number).integers(0, grey.size, 64)] ^= 1
    return stirred


def outcomes(name: str, pictures: Sequence[WorkPicture], onset: int) -> Iterator[tuple[str, Outcome]]:
    """Run one view from one moment, once well and then once with each thing that happens."""
    rng, noise = random.Random(f"{name} {onset}"), np.random.default_rng(onset)  # noqa: S311 - cases
    begin = rng.randrange(2 * len(pictures) - 2)
    stream = to_and_fro(pictures, begin)
    watch, states = HealthWatch(), HazardStates()
    kinds = {**TAMPERING, **HARMLESS}
    before = next(stream)
    early: list[str] = []
    for number in range(round(WELL_S * RATE_HZ)):
        early += _opened(watch, states, before)
        if number < WELL_S * RATE_HZ - 1:
            before = next(stream)
    rest = [next(stream) for _ in range(round(WRONG_S * RATE_HZ))]
    yield "before", Outcome(None, tuple(early))
    if not watch.can_judge:
        # The product says so after two minutes; counted apart, by name. Frozen needs no usual view.
        yield "cannot judge", Outcome(None, ())
        kinds = {"frozen": frozen, "looped": looped, **HARMLESS}
    for kind, maker in kinds.items():
        happening = maker(rng, noise)
        yield kind, _outcome(kind, happening, (copy.deepcopy(watch), copy.deepcopy(states)), [before, *rest])


def _opened(watch: HealthWatch, states: HazardStates, picture: WorkPicture) -> list[str]:
    events = states.step(watch.observe(picture), picture.media_time_s)
    return [event.hazard.value for event in events if event.kind == "opened"]


def _outcome(
    kind: str, happening: Injection, judge: tuple[HealthWatch, HazardStates], pictures: Sequence[WorkPicture]
) -> Outcome:
    before, wanted = pictures[0], _TELLING.get(kind)
    begun = pictures[1].media_time_s
    after: float | None = None
    others: list[str] = []
    for now in pictures[1:]:
        seconds = now.media_time_s - begun
        for hazard in _opened(*judge, happening(now, before, seconds)):
            if wanted is not None and hazard == wanted.value:
                after = seconds if after is None else after
            else:
                others.append(hazard)
    return Outcome(after, tuple(others))


def table(found: dict[str, list[Outcome]]) -> dict[str, object]:
    """Print what was told, and return the same as values."""
    rows: dict[str, object] = {}
    print(
        f"{'what':12} {'onsets':>7} {'in time':>8} {'part':>7} {'or gone':>8} {'goal':>6} {'median':>7} "
        "also told"
    )
    for kind, runs in found.items():
        others = Counter(other for run in runs for other in run.others)
        row: dict[str, object] = {"onsets": len(runs), "also_told": dict(others)}
        if kind in TAMPERING:
            times = sorted(run.after_s for run in runs if run.after_s is not None)
            good = sum(time <= TIMES[kind] for time in times)
            # Told in time by its name, or told at all by another that says that the view is gone.
            gone = good + sum(run.is_late(kind) and bool(_GONE & set(run.others)) for run in runs)
            median = times[len(times) // 2] if times else math.nan
            row |= {"in_time": good, "part": good / len(runs), "or_gone": gone, "goal": GOALS[kind]}
            row["median_s"] = median
            print(
                f"{kind:12} {len(runs):7} {good:8} {good / len(runs):7.1%} {gone:8} {GOALS[kind]:6.0%} "
                f"{median:6.1f}s {dict(others)}"
            )
        else:
            print(f"{kind:12} {len(runs):7} {'':8} {'':7} {'':8} {'':6} {'':7} {dict(others)}")
        rows[kind] = row
    return rows


def main() -> None:
    """Run the bench; status 1 where a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--onsets", type=int, default=ONSETS)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--misses", action="store_true", help="name what was missed or wrongly told")
    chosen = arguments.parse_args()
    cv2.setNumThreads(1)
    real = real_clips(chosen.data) if chosen.data.is_dir() else iter(())
    report: dict[str, object] = {"bench": "tampering"}
    for group, views in (("real", real), ("village", village_views())):
        found: dict[str, list[Outcome]] = defaultdict(list)
        count = 0
        for name, pictures in views:
            count += 1
            for onset in range(chosen.onsets):
                for kind, outcome in outcomes(name, pictures, onset):
                    found[kind].append(outcome)
                    is_missed = kind in TAMPERING and outcome.is_late(kind)
                    if kind == "cannot judge" or (chosen.misses and (is_missed or outcome.others)):
                        print(f"  {name} {onset} {kind}: {outcome.after_s} {outcome.others}")
        print(f"== {group}: {count} views")
        report[group] = {"views": count, "rows": table(found)}
    text = json.dumps(report, indent=2)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
