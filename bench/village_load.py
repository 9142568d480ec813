# SPDX-License-Identifier: Apache-2.0
"""Follows sixteen rendered cameras of 1280x720: is any picture late, and what does it all cost.

The village renders, encodes, and is decoded and watched on the same cores, so the figures are the
sum of all that; the table parts them by kind of process.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import psutil

from hearthwatch.testing.service import RunningService, free_port

#: The first pictures come while sixteen views are still being rendered for the first time.
WARM_UP_S = 60.0


def kind_of(process: psutil.Process, service: RunningService) -> str:
    """Return which part of the system a process is: sealed ones have a filter, the village has not."""
    if process.pid == service.process.pid:
        return "service"
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    if "Seccomp:\t2" in status:
        return "reader or watcher"
    return "village and fork server"


def family(service: RunningService) -> list[psutil.Process]:
    """Return all processes of the service."""
    root = psutil.Process(service.process.pid)
    return [root, *root.children(recursive=True)]


def cpu_by_kind(service: RunningService) -> dict[str, float]:
    """Return the CPU seconds spent so far, by kind of process."""
    seconds: dict[str, float] = defaultdict(float)
    for process in family(service):
        times = process.cpu_times()
        seconds[kind_of(process, service)] += times.user + times.system
    return seconds


def memory_mib(service: RunningService) -> dict[str, float]:
    """Return the memory (proportional set size) by kind of process."""
    size: dict[str, float] = defaultdict(float)
    for process in family(service):
        size[kind_of(process, service)] += process.memory_full_info().pss / 2**20
    return size


def looks_per_s(service: RunningService) -> list[float]:
    """Return how many pictures of each camera were analysed a second, of the five that are sent."""
    lines = service.get("/metrics").decode().splitlines()
    return [
        float(line.rpartition(" ")[2])
        for line in lines
        if line.startswith("hearthwatch_camera_looks_per_second{")
    ]


def measure(service: RunningService, seconds: float) -> dict[str, object]:
    """Follow the wall for a while."""
    ages: list[float] = []
    missing = 0
    before, begun = cpu_by_kind(service), time.monotonic()
    for tile in service.tiles():
        if tile.has_picture and tile.frame_age_s is not None:
            ages.append(tile.frame_age_s)
        else:
            missing += 1
        if time.monotonic() - begun > seconds:
            break
    passed = time.monotonic() - begun
    spent = {kind: total - before[kind] for kind, total in cpu_by_kind(service).items()}
    rates = looks_per_s(service)
    return {
        "seconds": passed,
        "tiles": len(ages) + missing,
        "tiles_without_picture": missing,
        "age_p50_s": statistics.median(ages),
        "age_p99_s": statistics.quantiles(ages, n=100)[98],
        "age_max_s": max(ages),
        "late_over_1s": sum(age > 1.0 for age in ages),
        "looks_per_s": rates,
        "cores": {kind: value / passed for kind, value in spent.items()},
        "memory_mib": dict(memory_mib(service)),
    }


def main() -> None:
    """Run the bench."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=600)
    arguments.add_argument("--cameras", type=int, default=16)
    arguments.add_argument("--json", type=Path)
    chosen = arguments.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "demo",
            "--cameras",
            str(chosen.cameras),
            "--address",
            f"127.0.0.1:{port}",
            "--folder",
            folder,
        ]
        with RunningService(command, port=port, start_s=600) as service:
            begun = time.monotonic()
            for _ in service.tiles():
                if time.monotonic() - begun > WARM_UP_S:
                    break
            figures = measure(service, chosen.seconds)
    for name, value in figures.items():
        print(f"{name:24} {value}")
    text = json.dumps({"bench": "village_load", "cameras": chosen.cameras, **figures}, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
