# SPDX-License-Identifier: Apache-2.0
"""Hard negatives: the whole detector over fire-free clips and village views; what it took for fire, out.

`python training/mine.py DATA MODEL OUT.npz`. Crops are kept for training only, with the clip they are of,
so that a fold that is tested on a clip does not learn from it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from light import CAMERA
from replay import frames_of

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Chances, Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import VIEWS, day_programme

#: Of each clip: the crops with the highest chances, at least so different in time, and others at random.
HARDEST, OTHERS = 40, 12
#: Hours of the village's day that are looked at.
HOURS = (0, 6, 13, 20)


class Keeping:
    """A network that keeps the crops it was shown, with what it said."""

    def __init__(self, network: Network) -> None:
        """Take the network."""
        self._network = network
        self.kept: list[tuple[float, np.ndarray]] = []

    def chances(self, crops: np.ndarray) -> Chances:
        """Return what the network says."""
        found = self._network.chances(crops)
        self.kept += [(float(each.max()), crop.copy()) for each, crop in zip(found, crops, strict=True)]
        return found

    def hardest(self, chance: np.random.Generator) -> list[np.ndarray]:
        """Return the crops that look most like fire and do not look alike, and some others."""
        chosen: list[np.ndarray] = []
        for _, crop in sorted(self.kept, key=lambda each: -each[0]):
            small = cv2.resize(crop, (12, 12), interpolation=cv2.INTER_AREA).astype(np.float32)
            if all(np.abs(small - each).mean() > 6 for each in (_small(c) for c in chosen)):
                chosen.append(crop)
            if len(chosen) == HARDEST:
                break
        others = chance.choice(len(self.kept), min(OTHERS, len(self.kept)), replace=False)
        return chosen + [self.kept[number][1] for number in others]


def _small(crop: np.ndarray) -> np.ndarray:
    return cv2.resize(crop, (12, 12), interpolation=cv2.INTER_AREA).astype(np.float32)


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    chance = np.random.default_rng(1)
    crops, sources = [], []
    for source, frames in _fire_free(asked.data):
        found = _mined(frames, asked.model, chance)
        crops += found
        sources += [source] * len(found)
    bgr = [_bgr(crop) for crop in crops]
    np.savez_compressed(asked.out, crops=np.stack(bgr), sources=np.array(sources))
    print(f"{len(crops)} crops of {len(set(sources))} sources")


def _fire_free(data: Path) -> Iterator[tuple[str, Iterator[RawFrame]]]:
    with (data / "clips.csv").open() as opened:
        rows = [row for row in csv.DictReader(opened) if not row["kind"].startswith(("fire", "smoke"))]
    for row in rows:
        yield f"clip/{row['file']}", frames_of(data / row["file"])
    for view in VIEWS:
        for hour in HOURS:
            yield f"village/{view}", _village(view, hour)


def _village(view: str, hour: float) -> Iterator[RawFrame]:
    camera = VillageCamera(view, 1, day_programme(view, 1))
    return (camera.frame(hour * 3600 + number * 0.4) for number in range(12))


def _mined(frames: Iterator[RawFrame], model: Path, chance: np.random.Generator) -> list[np.ndarray]:
    keeping = Keeping(Network(model))
    watch = FireWatch(keeping, np.zeros((GRID_ROWS, GRID_COLUMNS), bool))
    for frame in frames:
        watch.observe(frame, work_picture(frame), Light.DAY)
    return keeping.hardest(chance)


def _bgr(crop: np.ndarray) -> np.ndarray:
    back = np.linalg.inv(CAMERA[:, :3].astype(np.float64))
    offset = -back @ CAMERA[:, 3].astype(np.float64)
    return np.asarray(cv2.transform(crop, np.hstack([back, offset[:, None]]).astype(np.float32)))


if __name__ == "__main__":
    main()
