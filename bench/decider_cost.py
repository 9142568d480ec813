# SPDX-License-Identifier: Apache-2.0
"""What comparing costs on one core: CPU time of `Decider.look` and of a map, for each sampled frame.

Prints a table and the same as JSON. The pictures are made here; nothing real is looked at.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.raw import WorkPicture
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.scenery import lit, noisy, plate, scene, with_figure, work

#: The decider may take this much of one core for a sampled frame.
LIMIT_MS = 2.5
RATE_HZ = 5
Making = Callable[[int], WorkPicture]

SERIES: dict[str, Making] = {
    "empty, noise": lambda look: work(noisy(scene(), look % 20), look / RATE_HZ),
    "somebody walks": lambda look: work(
        with_figure(noisy(scene(), look % 20), left=look % 280, top=60, height=60), look / RATE_HZ
    ),
    "exposure swings": lambda look: work(
        lit(noisy(scene(), look % 20), 1 + 0.4 * float(np.sin(look / 10))), look / RATE_HZ
    ),
    "another place": lambda look: work(scene(seed=5), look / RATE_HZ),
}


def cost(making: Making, looks: int, plates: int) -> dict[str, float]:
    """Return milliseconds of CPU time for each look, a map at every other one among it."""
    decider, health = Decider([plate(scene(), number=1 + each) for each in range(plates)]), HealthWatch()
    spent, watched = [], []
    for look in range(looks):
        picture = making(look)
        begun = time.thread_time()
        decider.look(picture)
        if look % 2:
            decider.scene_map()
        between = time.thread_time()
        health.observe(picture)
        spent.append(1000 * (between - begun))
        watched.append(1000 * (time.thread_time() - between))
    spent, watched = spent[looks // 10 :], watched[looks // 10 :]
    return {
        "mean_ms": statistics.fmean(spent),
        "median_ms": statistics.median(spent),
        "p95_ms": statistics.quantiles(spent, n=20)[-1],
        "health_ms": statistics.fmean(watched),
    }


def yardstick() -> float:
    """Return milliseconds of one phase correlation at work size: how fast this machine is just now."""
    picture = scene().astype(np.float32)
    window = cv2.createHanningWindow((320, 180), cv2.CV_32F)
    spent = []
    for _ in range(50):
        begun = time.thread_time()
        cv2.phaseCorrelate(picture, picture, window)
        spent.append(1000 * (time.thread_time() - begun))
    return statistics.median(spent)


def main() -> None:
    """Run the bench."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--looks", type=int, default=300)
    arguments.add_argument("--plates", type=int, default=1)
    arguments.add_argument("--json", type=Path, help="write the figures here too")
    chosen = arguments.parse_args()
    cv2.setNumThreads(1)
    print(f"{'series':18} {'mean ms':>8} {'median':>8} {'p95':>8} {'health':>8}")
    rows = {}
    for name, making in SERIES.items():
        rows[name] = row = cost(making, chosen.looks, chosen.plates)
        print(f"{name:18} " + " ".join(f"{value:8.2f}" for value in row.values()))
    figures = {
        "bench": "decider_cost",
        "limit_ms": LIMIT_MS,
        "phase_correlation_ms": yardstick(),
        "rows": rows,
    }
    text = json.dumps(figures, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
