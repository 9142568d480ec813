# SPDX-License-Identifier: Apache-2.0
"""What flame and smoke cost: processor seconds a second of one camera at 5 pictures a second.

Quiet: a village view without fire. Suspect: the same with one, once it is being followed. Decoding and
the work picture are not counted. Run on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Event, Timetable

#: Core a camera, from the issue that asked for it.
QUIET_LIMIT, SUSPECT_LIMIT = 0.03, 0.1
SECONDS, STEP_S = 30, 0.2


def frames(*, burns: bool) -> Iterator[RawFrame]:
    """Yield half a minute of the fire lane, burning or not."""
    events = (Event("fire", -60, 600, 0.0, 14.0, 1.0),) if burns else ()
    camera = VillageCamera("fire-lane", 1, Programme("bench", (Timetable("fire-lane", events=events),)))
    return (camera.frame(number * STEP_S) for number in range(int(SECONDS / STEP_S)))


def cost(*, burns: bool) -> tuple[float, int]:
    """Return core per camera, and how many pictures had something followed."""
    watch = FireWatch(Network(), np.zeros((GRID_ROWS, GRID_COLUMNS), bool))
    spent, followed, count = 0.0, 0, 0
    for frame in frames(burns=burns):
        work = work_picture(frame)
        begun = time.process_time()
        watch.observe(frame, work, Light.DAY)
        spent += time.process_time() - begun
        followed += bool(watch.spots)
        count += 1
    return spent / (count * STEP_S), followed


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    rows = []
    for name, burns, limit in (("quiet", False, QUIET_LIMIT), ("suspect", True, SUSPECT_LIMIT)):
        core, followed = cost(burns=burns)
        rows.append({"case": name, "core": round(core, 4), "limit": limit, "pictures_followed": followed})
        print(
            f"{name:10} {core:.4f} core a camera (limit {limit}), something followed in {followed} pictures"
        )
    if asked.json is not None:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
