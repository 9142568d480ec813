# SPDX-License-Identifier: Apache-2.0
"""Nuisances over real clips: which are taken for fire where nothing burns, and which hide one that does.

Every nuisance of `nuisances` is drawn over twenty seconds of each fire-free clip of ten or more, and over
each clip of fire. The clips are those of HEARTHWATCH_DATA; without them there is nothing to measure.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.evaluation.hazards.manifest import Clip, clips
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from nuisances import NUISANCES, Nuisance

DATA = Path(os.environ.get("HEARTHWATCH_DATA", Path(__file__).parents[2] / "shared" / "data"))
SECONDS, AT_LEAST_S, RATE_HZ = 20.0, 10.0, 5.0
#: With a fire, a nuisance is drawn over so long of it: most of those alone are alarmed by then.
WITH_FIRE_S = 25.0

Alarms = dict[Hazard, float]


def taken(clip: Clip, seconds: float) -> list[RawFrame]:
    """Return the first seconds of a clip, five frames a second."""
    opened = open_camera(parse_address(str(clip.path)), OpenOptions())
    source = frames(opened, SystemClock(), rate_hz=RATE_HZ, fast=True)
    return list(itertools.takewhile(lambda frame: frame.media_time_s < seconds, source))


def alarms(source: Iterable[RawFrame], network: Network) -> Alarms:
    """Return when flame and smoke were first alarmed, at the normal setting."""
    watch = FireWatch(network, np.zeros((GRID_ROWS, GRID_COLUMNS), bool))
    found: Alarms = {}
    for frame in source:
        for seen in watch.observe(frame, work_picture(frame), Light.DAY):
            found.setdefault(seen.hazard, seen.media_time_s)
    return found


def _drawn(source: Iterable[RawFrame], nuisance: Nuisance) -> Iterator[RawFrame]:
    return (nuisance(frame, frame.media_time_s) for frame in source)


def without_fire(data: Path, network: Network) -> list[dict[str, object]]:
    """Return for each nuisance how many fire-free clips alarm with it that do not without."""
    backgrounds = [
        view
        for clip in clips(data)
        if clip.expected is None
        and len(view := taken(clip, SECONDS)) >= AT_LEAST_S * RATE_HZ
        and not alarms(view, network)
    ]
    rows: list[dict[str, object]] = []
    for name, nuisance in NUISANCES.items():
        found = [alarms(_drawn(each, nuisance), network) for each in backgrounds]
        rows.append(
            {
                "nuisance": name,
                "clips": len(backgrounds),
                "flame": sum(Hazard.FLAME in each for each in found),
                "smoke": sum(Hazard.SMOKE in each for each in found),
            }
        )
    return rows


def with_fire(data: Path, network: Network) -> list[dict[str, object]]:
    """Return for each nuisance how many clips of fire are alarmed with it, of those that are without."""
    alone = []
    for clip in clips(data):
        if clip.expected is Hazard.FLAME:
            fire = taken(clip, WITH_FIRE_S)
            alarm = alarms(fire, network).get(Hazard.FLAME)
            if alarm is not None:
                alone.append((fire, alarm))
    rows: list[dict[str, object]] = []
    for name, nuisance in NUISANCES.items():
        times = [alarms(_drawn(fire, nuisance), network).get(Hazard.FLAME) for fire, _ in alone]
        later = [time - alarm for time, (_, alarm) in zip(times, alone, strict=True) if time is not None]
        rows.append(
            {
                "nuisance": name,
                "clips": len(alone),
                "alarmed": len(later),
                "later_s_median": round(float(np.median(later)), 2) if later else None,
            }
        )
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    if not asked.data.is_dir():
        print(f"no real clips at {asked.data} (HEARTHWATCH_DATA): nothing measured")
        return
    cv2.setNumThreads(1)
    network = Network()
    found = {"without_fire": without_fire(asked.data, network), "with_fire": with_fire(asked.data, network)}
    for row in found["without_fire"]:
        print(
            f"{row['nuisance']:22} flame in {row['flame']}, smoke in {row['smoke']} "
            f"of {row['clips']} quiet clips"
        )
    for row in found["with_fire"]:
        print(
            f"{row['nuisance']:22} fire still alarmed in {row['alarmed']} of {row['clips']}, "
            f"later by {row['later_s_median']} s"
        )
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
