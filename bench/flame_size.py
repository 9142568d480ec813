# SPDX-License-Identifier: Apache-2.0
"""How small a flame is still found: recall against its width, in parts of the picture's.

Composited: real flames, cut out by their brightness and made small, are added as light to real fire-free
views, made 1280 x 720 first, as a camera would send them. Rendered: fires of the village. The two are never
one number. Clips are those of HEARTHWATCH_DATA; without them only the village is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from hazard_nuisances import DATA, alarms, taken
from hearthwatch.evaluation.hazards.manifest import clips
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Event, Timetable

WIDTHS = (0.006, 0.008, 0.011, 0.016, 0.024, 0.032, 0.048, 0.064)
SECONDS, STEP_S = 20.0, 0.2
#: Clips whose flames stand free before something darker, and views that they are put into, with the place.
FLAMES = (
    "Adii2202__ML_Models__Fire__dalma_400240",
    "KenSporger__video__fire",
    "emoy-kim__samples__test2",
    "punpayut__small_fire",
)
VIEWS = {
    "Gabri-el-Batata__parking": (0.3, 0.7),
    "TeerapongP__nonfire": (0.5, 0.6),
    "intel-iot-devkit__one-by-one-person-detection": (0.7, 0.5),
}
FULL = (1280, 720)
#: Brightness and warmth (Cr over Cb) from which a flame is a flame, and over how much more it is wholly one.
_BRIGHT, _WARM, _WHOLLY = 120.0, 20.0, 40.0
VILLAGE = {"fire-lane": 36_000.0, "car-park": 43_200.0, "barn": 3_600.0}
_VILLAGE_SIZES = (0.06, 0.09, 0.13, 0.2, 0.3, 0.45)


@dataclass(frozen=True, slots=True, eq=False)
class Flame:
    """A flame cut out of a clip: its frames, its box in them, the part of the box that it fills across."""

    frames: Sequence[RawFrame]
    box: tuple[int, int, int, int]
    filled: float


def flame_of(source: Sequence[RawFrame]) -> Flame | None:
    """Return the flame of a clip: what is bright and warm for long; None if nothing is."""
    seen = np.mean([_burning(frame) for frame in source[:40]], axis=0)
    count, _, stats, _ = cv2.connectedComponentsWithStats((seen > 0.3).astype(np.uint8))
    if count < 2:
        return None
    left, top, width, height, _ = (int(each) for each in stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())])
    more = max(width, height) // 3
    rows, columns = seen.shape
    box = (
        max(left - more, 0),
        max(top - more, 0),
        min(left + width + more, columns),
        min(top + height + more, rows),
    )
    return Flame(source, box, width / (box[2] - box[0]))


def _burning(frame: RawFrame) -> npt.NDArray[np.float32]:
    """Return how much of each pixel is flame, float32 [height, width], 0..1; its white core is filled."""
    warm = np.clip((frame.v.astype(np.float32) - frame.u - _WARM) / _WHOLLY, 0, 1)
    warm = cv2.dilate(cv2.resize(warm, (frame.width, frame.height)), np.ones((5, 5), np.uint8))
    return np.asarray(warm * np.clip((frame.y - np.float32(_BRIGHT)) / _WHOLLY, 0, 1), np.float32)


def composited(
    view: Sequence[RawFrame], at: tuple[float, float], flame: Flame, width: float
) -> Iterator[RawFrame]:
    """Yield a view with a flame of a width, in parts of the picture's."""
    for number in range(int(SECONDS / STEP_S)):
        below = view[number % len(view)]
        # To and fro, so that a short clip has no jump.
        turn = number % (2 * len(flame.frames) - 2)
        above = flame.frames[min(turn, 2 * len(flame.frames) - 2 - turn)]
        yield _added(below, above, flame, at, width, number * STEP_S)


def _added(
    below: RawFrame, above: RawFrame, flame: Flame, at: tuple[float, float], width: float, at_s: float
) -> RawFrame:
    left, top, right, bottom = flame.box
    wide = max(round(width * FULL[0] / flame.filled), 4)
    tall = max(round(wide * (bottom - top) / (right - left)), 4)
    y = cv2.resize(below.y, FULL, interpolation=cv2.INTER_LINEAR)
    u, v = (cv2.resize(each, (FULL[0] // 2, FULL[1] // 2)) for each in (below.u, below.v))
    bright = _resized(above.y[top:bottom, left:right], wide, tall)
    part = _resized(_burning(above)[top:bottom, left:right], wide, tall)
    x, z = round(at[0] * FULL[0] - wide / 2), round(at[1] * FULL[1] - tall)
    place = y[z : z + tall, x : x + wide]
    np.copyto(place, np.maximum(place, place + part * (bright - place)).astype(np.uint8))
    half = cv2.resize(part, (wide // 2, tall // 2), interpolation=cv2.INTER_AREA)
    for plane, other in ((u, above.u), (v, above.v)):
        colour = _resized(other[top // 2 : bottom // 2, left // 2 : right // 2], wide // 2, tall // 2)
        place = plane[z // 2 : z // 2 + tall // 2, x // 2 : x // 2 + wide // 2]
        np.copyto(place, (place + half * (colour - place)).astype(np.uint8))
    return RawFrame(np.asarray(y, np.uint8), np.asarray(u, np.uint8), np.asarray(v, np.uint8), at_s, at_s)


def _resized(plane: Plane | npt.NDArray[np.float32], wide: int, tall: int) -> npt.NDArray[np.float32]:
    return np.asarray(cv2.resize(plane, (wide, tall), interpolation=cv2.INTER_AREA), np.float32)


def of_clips(data: Path, network: Network) -> list[dict[str, object]]:
    """Return recall by width, of composited clips."""
    named = {clip.name: clip for clip in clips(data)}
    flames = [each for name in FLAMES if (each := flame_of(taken(named[name], 10.0))) is not None]
    views = [(taken(named[name], SECONDS), at) for name, at in VIEWS.items()]
    rows: list[dict[str, object]] = []
    for width in WIDTHS:
        times = [
            alarms(composited(view, at, flame, width), network).get(Hazard.FLAME)
            for flame in flames
            for view, at in views
        ]
        rows.append(_row("composited", width, times))
    return rows


def _row(kind: str, width: float, times: Sequence[float | None]) -> dict[str, object]:
    hits = sorted(time for time in times if time is not None)
    return {
        "kind": kind,
        "width": round(width, 4),
        "found": len(hits),
        "fires": len(times),
        "median_s": round(hits[len(hits) // 2], 1) if hits else None,
    }


def of_village(network: Network) -> list[dict[str, object]]:
    """Return what became of each village fire, by the width that it is seen with."""
    rows: list[dict[str, object]] = []
    for name, starts_at in VILLAGE.items():
        for size in _VILLAGE_SIZES:
            fire, free = (_village(name, starts_at, events) for events in ((_fire(size),), ()))
            width = float(np.median([seen_width(fire.frame(t), free.frame(t)) for t in (1.0, 4.0, 7.0)]))
            rows.append(_row(f"village {name}", width, [_first(_played(fire), network)]))
    return rows


def _fire(size: float) -> Event:
    return Event("fire", -60, 600, 0.0, 14.0, size)


def _village(name: str, starts_at_s: float, events: tuple[Event, ...]) -> VillageCamera:
    return VillageCamera(
        name, 1, Programme("bench", (Timetable(name, starts_at_s=starts_at_s, events=events),))
    )


def _played(camera: VillageCamera) -> Iterator[RawFrame]:
    return (replace(camera.frame(number * STEP_S)) for number in range(int(SECONDS / STEP_S)))


def _first(source: Iterable[RawFrame], network: Network) -> float | None:
    return alarms(source, network).get(Hazard.FLAME)


def seen_width(fire: RawFrame, free: RawFrame) -> float:
    """Return the width of what a fire makes bright, in parts of the picture's: nine tenths of its pixels."""
    lit = (fire.y.astype(np.int16) - free.y > 40) & (fire.y > _BRIGHT)
    across = np.flatnonzero(lit)
    if not len(across):
        return 0.0
    low, high = np.quantile(across % fire.width, (0.05, 0.95))
    return float(high - low + 1) / fire.width


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    network = Network()
    rows = of_clips(asked.data, network) if asked.data.is_dir() else []
    rows += of_village(network)
    for row in rows:
        print(
            f"{row['kind']:22} {row['width']} of the width: {row['found']} of {row['fires']} within "
            f"{SECONDS:.0f} s, median {row['median_s']} s"
        )
    if asked.json is not None:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
