# SPDX-License-Identifier: Apache-2.0
"""What admission costs at 1280x720: CPU time a sample, a veto and a candidate, and memory of each light.

Prints a table and JSON. The goal is 0.3 ms for each frame of the 5 a second, on average.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.people import HogGuard, HogVeto
from hearthwatch.stages.plates.presets import PRIVATE, PUBLIC, AdmissionPreset
from hearthwatch.stages.plates.writing import TextGuard
from hearthwatch.village import View

GOAL_MS = 0.3
ANALYSED_HZ = 5.0
NOBODY_MASKED = np.zeros((45, 80), np.bool_)


def frames(count: int) -> list[RawFrame]:
    """Return pictures of the village's square, five seconds apart, people and all."""
    view = View("square")
    made = []
    for number in range(count):
        at = number * PRIVATE.sample_interval_s
        planes = cv2.cvtColor(view.picture(at), cv2.COLOR_BGR2YUV_I420).ravel().astype(np.uint8)
        y, u, v = np.split(planes, [720 * 1280, 720 * 1280 * 5 // 4])
        made.append(RawFrame(y.reshape(720, 1280), u.reshape(360, 640), v.reshape(360, 640), at, at))
    return made


def timed_ms(call: Callable[[], object]) -> float:
    """Return the CPU time that a call takes, of all threads, in ms."""
    begun = time.process_time()
    call()
    return (time.process_time() - begun) * 1000


def averaged_ms(preset: AdmissionPreset, sample_ms: float, veto_ms: float) -> float:
    """Return the cost of one analysed frame, samples and vetoes spread over all of them."""
    return sample_ms / (preset.sample_interval_s * ANALYSED_HZ) + veto_ms / (
        preset.veto_interval_s * ANALYSED_HZ
    )


def mebibytes(sample: RawFrame) -> float:
    """Return what one camera's evidence in one light weighs."""
    gc.collect()
    tracemalloc.start()
    admitter = Admitter(PRIVATE, NOBODY_MASKED)
    admitter.add(sample, Light.DAY)
    gc.collect()
    weight, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return weight / 2**20


def measured(count: int) -> dict[str, float]:
    """Run the bench and return its figures."""
    cv2.setNumThreads(1)  # as the watcher does; threads only blur the account
    samples = frames(count)
    admitter, veto = Admitter(PRIVATE, NOBODY_MASKED), HogVeto()
    costs = [timed_ms(partial(admitter.add, frame, Light.DAY)) for frame in samples]
    sample_ms = statistics.mean(costs[5:])
    veto_ms = statistics.median(timed_ms(partial(veto.cells, frame)) for frame in samples[:8])
    guarded = Admitter(PRIVATE, NOBODY_MASKED, guards=(HogGuard(), TextGuard()))
    for frame in samples[:3]:
        guarded.add(frame, Light.DAY)
    return {
        "sample_ms": sample_ms,
        "sample_p95_ms": float(np.percentile(costs[5:], 95)),
        "veto_ms": veto_ms,
        "candidate_ms": timed_ms(partial(admitter.candidate, Light.DAY)),
        "guarded_candidate_ms": timed_ms(partial(guarded.candidate, Light.DAY)),
        "per_frame_private_ms": averaged_ms(PRIVATE, sample_ms, veto_ms),
        "per_frame_public_ms": averaged_ms(PUBLIC, sample_ms, veto_ms),
        "goal_ms": GOAL_MS,
        "memory_of_one_light_mib": mebibytes(samples[0]),
    }


def main() -> None:
    """Run the bench."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--samples", type=int, default=60)
    arguments.add_argument("--json", type=Path, help="write the figures here too")
    chosen = arguments.parse_args()
    figures = measured(chosen.samples)
    for name, value in figures.items():
        print(f"{name:26} {value:9.3f}")
    text = json.dumps({"bench": "admitter_cost", "samples": chosen.samples, "rows": figures}, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
