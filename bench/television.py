# SPDX-License-Identifier: Apache-2.0
"""What the television's stream costs and how late it is: sixteen places whose maps change twice a second.

Prints JSON: CPU seconds a minute of encoder and service, bytes a minute, how long the event loop waited at
most, and seconds from a map's change to the playlist that names a segment with it.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import statistics
import time

import av
import numpy as np
import psutil

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.ids import CameraId
from hearthwatch.model.scene import CellState
from hearthwatch.television.house import TelevisionHouse
from hearthwatch.television.layout import tile_boxes
from hearthwatch.testing.television import ShownPlaces

CHANGES = 12
#: BT.709's red of flame's ground against grey: enough to tell them apart.
_RED_ABOVE_BLUE = 60


class Loop:
    """How late the event loop was, in seconds."""

    def __init__(self) -> None:
        """Begin with never."""
        self.late_s: list[float] = []

    async def watch(self) -> None:
        """Sleep for ten milliseconds again and again."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            self.late_s.append(time.perf_counter() - before - 0.01)

    def told(self) -> dict[str, float]:
        """Return the figures in milliseconds, and begin anew."""
        late, self.late_s = sorted(self.late_s), []
        return {
            "median": round(late[len(late) // 2] * 1000, 1),
            "p99": round(late[len(late) * 99 // 100] * 1000, 1),
            "most": round(late[-1] * 1000, 1),
        }


async def beat(places: ShownPlaces) -> None:
    """Let something move through every map, twice a second."""
    random = np.random.default_rng(1)
    while True:
        for number, cells in places.cells.items():
            changed = np.where(cells == CellState.CHANGED, np.uint8(CellState.CLEAR), cells)
            row, column = random.integers(0, 36), random.integers(0, 70)
            changed[row : row + 8, column : column + 4] = CellState.CHANGED
            places.cells[number] = changed
        places.send()
        await asyncio.sleep(0.5)


def segments(playlist: str) -> list[int]:
    """Return the numbers that a playlist names."""
    return [int(line[8:-4]) for line in playlist.splitlines() if line.startswith("segment/")]


def has_flame(start: bytes, segment: bytes) -> bool:
    """Whether the middle of any picture's first tile is in the colour of flame."""
    box = tile_boxes(1)[0].picture
    row, column = box.top + box.height * 21 // 45, box.left + box.width // 2
    with av.open(io.BytesIO(start + segment), "r") as file:
        pictures = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    patches = (picture[row - 20 : row + 20, column - 20 : column + 20].mean((0, 1)) for picture in pictures)
    return any(red - blue > _RED_ABOVE_BLUE for red, _, blue in patches)


async def delays(house: TelevisionHouse, places: ShownPlaces) -> list[float]:
    """Return, for each of some changes, the seconds until a playlist names a segment with it."""
    camera = places.roster[0].id
    await house.playlist(camera)
    found = []
    for change in range(CHANGES):
        state = CellState.CLEAR if change % 2 else CellState.FLAME
        await asyncio.sleep(2.0 + change * 0.37)
        seen = segments(await house.playlist(camera) or "")[-1]
        began_s = time.monotonic()
        places.paint(camera, state)
        places.send()
        found.append(await _until(house, camera, seen, state is CellState.FLAME) - began_s)
    return found


async def _until(house: TelevisionHouse, camera: CameraId, seen: int, wanted: bool) -> float:
    while True:
        for number in segments(await house.playlist(camera) or ""):
            data = house.segment(camera, number) if number > seen else None
            if data is not None and has_flame(house.start(camera) or b"", data) == wanted:
                return time.monotonic()
            seen = max(seen, number)
        await asyncio.sleep(0.05)


async def cost(house: TelevisionHouse, seconds: float) -> dict[str, float]:
    """Watch for a while; return what it took, scaled to a minute."""
    own = psutil.Process()
    await house.playlist(None)
    (child,) = own.children()
    before_child, before_own = _cpu(child), _cpu(own)
    began_s, sent, seen = time.monotonic(), 0, 0
    while time.monotonic() - began_s < seconds:
        await asyncio.sleep(2.0)
        for number in segments(await house.playlist(None) or ""):
            if number > seen:
                sent, seen = sent + len(house.segment(None, number) or b""), number
    took = 60 / (time.monotonic() - began_s)
    return {
        "encoder_cpu_s": round((_cpu(child) - before_child) * took, 2),
        "service_cpu_s": round((_cpu(own) - before_own) * took, 2),
        "encoder_memory_mb": round(child.memory_info().rss / 1e6),
        "mbytes": round(sent * took / 1e6, 2),
    }


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


async def _run(seconds: float) -> None:
    clock = SystemClock()
    places = ShownPlaces(clock, 16, (1280, 720))
    house = TelevisionHouse(places.sources, clock)
    beating = asyncio.create_task(beat(places))
    loop = Loop()
    watching = asyncio.create_task(loop.watch())
    await asyncio.sleep(1.0)
    loop.late_s.clear()
    resting_s = _cpu(psutil.Process())
    await asyncio.sleep(20.0)
    figures: dict[str, object] = {"service_cpu_without_s": round((_cpu(psutil.Process()) - resting_s) * 3, 2)}
    figures["loop_late_without_ms"] = loop.told()
    figures |= await cost(house, seconds)
    figures["loop_late_ms"] = loop.told()
    watching.cancel()
    late = sorted(await delays(house, places))
    figures["late_s"] = {"least": late[0], "median": statistics.median(late), "most": late[-1]}
    beating.cancel()
    await house.aclose()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to watch")
    asyncio.run(_run(parser.parse_args().seconds))
