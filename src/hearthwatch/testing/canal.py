# SPDX-License-Identifier: Apache-2.0
"""Photographs of a real canal with a staff, and what was read off it: frames and readings in order of time.

The folder of data is no part of the project; whoever lacks it does without. Two readings a day are
joined by straight lines, since nothing was read between them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.gauge import Gauge, ScalePoint
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.staff import Staff

#: The picture on which the staff was drawn, the first clear one by day, and how: its four corners and the
#: feet of the figures 80 and 20, in pixels of 960 x 540. The staff shows centimetres above 100.
DRAWN_ON = "20211001_091756"
_CORNERS = ((423.0, 338.0), (442.5, 339.0), (441.5, 503.0), (421.0, 497.0))
_EIGHTY, _TWENTY = (432.0, 367.1, 180.0), (431.0, 447.1, 120.0)
#: Two readings of 13 October bear the same hour; the first lies between those of the 12th, so its day is
#: in doubt and it is left out.
_DOUBTED = "2021-10-13T16:00"


@dataclass(frozen=True, slots=True)
class CanalPicture:
    """One photograph: its frame, the level in cm at its time, and how far the nearest reading is, hours."""

    name: str
    frame: RawFrame
    level_cm: float
    hours: float


def canal_staff() -> Staff:
    """Return the staff as it was drawn once."""
    corners = tuple((x / 960, y / 540) for x, y in _CORNERS)
    low, high = (ScalePoint(x / 960, y / 540, reading) for x, y, reading in (_TWENTY, _EIGHTY))
    return Staff.drawn(corners, Gauge(low, high, "cm"))


def canal_pictures(archive: Path) -> Iterator[CanalPicture]:
    """Yield the photographs of ``water/rangsit.zip``: the one drawn on first, then all in order of time."""
    with zipfile.ZipFile(archive) as opened:
        times, levels = _readings(opened.read("waterlevel.json"))
        names = sorted(name for name in opened.namelist() if name.endswith(".jpg"))
        for name in (f"{DRAWN_ON}.jpg", *names):
            at = datetime.strptime(f"{name[:15]} +0700", "%Y%m%d_%H%M%S %z").timestamp()
            level, hours = float(np.interp(at, times, levels)), float(np.abs(times - at).min()) / 3600
            yield CanalPicture(name[:15], _frame(opened.read(name), at), level, hours)


def _readings(text: bytes) -> tuple[np.ndarray, np.ndarray]:
    rows = sorted(
        (datetime.fromisoformat(row["record_time"]).timestamp(), float(row["water_level_cm"]))
        for row in json.loads(text)
        if not row["record_time"].startswith(_DOUBTED)
    )
    times, levels = zip(*rows, strict=True)
    return np.array(times), np.array(levels)


def _frame(jpeg: bytes, at_s: float) -> RawFrame:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError("a photograph that cannot be decoded")
    return raw_frame(np.asarray(picture, np.uint8), at_s)


def raw_frame(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], at_s: float) -> RawFrame:
    """Return a BGR picture uint8 [height, width, 3], both even, as the frame that a camera gives of it."""
    height, width = picture.shape[:2]
    planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8)
    u, v = planes[height : height + height // 4], planes[height + height // 4 :]
    half = (height // 2, width // 2)
    return RawFrame(planes[:height], u.reshape(half), v.reshape(half), at_s, at_s)


#: Pictures whose nearest reading is no further than this are compared with it most strictly.
NEAR = timedelta(hours=3)
