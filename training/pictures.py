# SPDX-License-Identifier: Apache-2.0
"""The training material in: zips of JPEG pictures with YOLO boxes out as arrays, in a fixed order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numpy as np
import numpy.typing as npt

FLAME, OTHER, SMOKE = 0, 1, 2
ARCHIVES = ("shriya.zip", "endri.zip", "cair_normal.zip")
#: Neighbouring numbers of a run often come from one video (MANIFEST.md): so many stay together.
RUN_LENGTH = 60
_RUN = re.compile(r"(large|middle|small|other)_(\d+)")
_VIDEO = re.compile(r"(v\d+)_f\d+|([0-9a-f]{32})_frame\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One labelled picture.

    ``bgr`` is uint8 [height, width, 3]; ``boxes`` float32 [n, 5]: class, left, top, right, bottom in
    pixels; ``source`` names the video or run it comes from.
    """

    name: str
    source: str
    bgr: npt.NDArray[np.uint8]
    boxes: npt.NDArray[np.float32]

    def of(self, kind: int) -> npt.NDArray[np.float32]:
        """Return the corners [n, 4] of the boxes of one class."""
        return self.boxes[self.boxes[:, 0] == kind, 1:]

    @property
    def is_fire_free(self) -> bool:
        """Whether nothing in it burns or smokes, as far as its labels say."""
        return not np.isin(self.boxes[:, 0], (FLAME, SMOKE)).any()


def pictures(folder: Path) -> Iterator[Picture]:
    """Yield all labelled pictures of the archives in ``folder``, in the order of their names."""
    for archive in ARCHIVES:
        with zipfile.ZipFile(folder / archive) as opened:
            names = sorted(name for name in opened.namelist() if name.endswith(".jpg"))
            for name in names:
                label = "labels/" + PurePosixPath(name).with_suffix(".txt").name
                yield _picture(archive, name, opened.read(name), opened.read(label).decode())


def _picture(archive: str, name: str, data: bytes, label: str) -> Picture:
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    height, width = bgr.shape[:2]
    rows = [tuple(map(float, line.split())) for line in label.splitlines() if line.strip()]
    boxes = [
        (kind, (x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
        for kind, x, y, w, h in rows
    ]
    stem = PurePosixPath(name).stem
    return Picture(
        f"{archive}/{stem}",
        f"{archive[:-4]}/{source_of(stem)}",
        bgr,
        np.array(boxes, np.float32).reshape(-1, 5),
    )


def source_of(stem: str) -> str:
    """Return what the pictures of one video, or one run of numbers, have in common."""
    if match := _VIDEO.match(stem):
        return match[1] or match[2]
    if match := _RUN.match(stem):
        return f"{match[1]}_{int(match[2]) // RUN_LENGTH:03d}"
    return stem
