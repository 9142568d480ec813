# SPDX-License-Identifier: Apache-2.0
"""What flame and smoke cost: processor seconds a second of one camera at 5 pictures a second.

Quiet: a village view without fire. People: a square with people, where what they wear and carry is looked
at again. Suspect: the first with a fire, once it is being followed. Each half a minute from the first picture
on. Decoding and the work picture are not counted. Run on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Chances, Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Event, Timetable

#: Core a camera, from the issue that asked for it.
QUIET_LIMIT, SUSPECT_LIMIT = 0.03, 0.1
SECONDS, STEP_S = 30, 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A view of the village, burning or not, and what it may cost."""

    name: str
    view: str
    burns: bool
    limit: float


CASES = (
    Case("quiet", "fire-lane", burns=False, limit=QUIET_LIMIT),
    Case("people", "square", burns=False, limit=QUIET_LIMIT),
    Case("suspect", "fire-lane", burns=True, limit=SUSPECT_LIMIT),
)


class _Counting:
    """The network, counting the crops it is asked about."""

    def __init__(self) -> None:
        self._network = Network()
        self.asked = 0

    def chances(self, crops: Plane) -> Chances:
        self.asked += len(crops)
        return self._network.chances(crops)


def frames(case: Case) -> Iterator[RawFrame]:
    """Yield half a minute of a view."""
    events = (Event("fire", -60, 600, 0.0, 14.0, 1.0),) if case.burns else ()
    programme = Programme("bench", (Timetable(case.view, events=events),)) if events else None
    camera = VillageCamera(case.view, 1, programme) if programme else VillageCamera(case.view, 1)
    return (camera.frame(number * STEP_S) for number in range(int(SECONDS / STEP_S)))


def measured(case: Case) -> dict[str, object]:
    """Return core per camera, crops a second, and how many pictures had something followed."""
    network = _Counting()
    watch = FireWatch(network, np.zeros((GRID_ROWS, GRID_COLUMNS), bool))
    spent, followed, count = 0.0, 0, 0
    for frame in frames(case):
        work = work_picture(frame)
        begun = time.process_time()
        watch.observe(frame, work, Light.DAY)
        spent += time.process_time() - begun
        followed += bool(watch.spots)
        count += 1
    seconds = count * STEP_S
    return {
        "case": case.name,
        "core": round(spent / seconds, 4),
        "limit": case.limit,
        "crops_a_second": round(network.asked / seconds, 1),
        "pictures_followed": followed,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    rows = [measured(case) for case in CASES]
    for row in rows:
        print(
            f"{row['case']:10} {row['core']:.4f} core a camera (limit {row['limit']}), "
            f"{row['crops_a_second']} crops a second, something followed in {row['pictures_followed']} "
            f"of {int(SECONDS / STEP_S)} pictures"
        )
    if asked.json is not None:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
