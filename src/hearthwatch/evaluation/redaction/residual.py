# SPDX-License-Identifier: Apache-2.0
"""What a detector that the product does not use finds in the published film, and in the plate alone.

OpenCV's Daimler detector of people (48 x 96 pixels, built in); inside, the product uses another one. It
finds much that is nobody, also where a dark rectangle stands on a plate. So it looks at two pictures that
show nobody besides: the plate alone, and the same map mirrored, whose rectangles lie where nobody was.
It is never shown the clip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from .series import Bools, Picture

Box = tuple[int, int, int, int]
#: Pictures are looked at with so many lines: bodies of a fifth of the height and more can be found.
_LINES = 480
_STEP = 1.1
#: A box meets a body when they share this part of what both cover.
_SHARED = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """One moment: what was published, what the mirrored map would be, and the mask of people."""

    published: Picture
    mirrored: Picture
    people: Bools


@dataclass(frozen=True, slots=True)
class Residual:
    """Boxes a picture, and which part of the annotated bodies a box lies on; 0..1, NaN without bodies."""

    published: float
    plate: float
    mirrored: float
    bodies_found: float
    bodies_found_in_plate: float
    pictures: int


def _detector() -> Any:
    # The Daimler model's own geometry; its weights are part of OpenCV.
    detector = cv2.HOGDescriptor((48, 96), (16, 16), (8, 8), (8, 8), 9)
    detector.setSVMDetector(np.asarray(cv2.HOGDescriptor.getDaimlerPeopleDetector(), np.float32))
    return detector


@dataclass(frozen=True, slots=True)
class Daimler:
    """The detector."""

    detector: Any = field(default_factory=_detector)

    def boxes(self, picture: Picture) -> list[Box]:
        """Return boxes (left, top, width, height) in pixels of a picture [h, w, 3]."""
        scale = _LINES / picture.shape[0]
        size = (max(48, round(picture.shape[1] * scale)), _LINES)
        grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        found, _ = self.detector.detectMultiScale(grey, winStride=(8, 8), padding=(8, 8), scale=_STEP)
        return [(int(x / scale), int(y / scale), int(w / scale), int(h / scale)) for x, y, w, h in found]


def residual(looked: Iterable[Looked], plate: Picture) -> Residual:
    """Return what is found at some moments."""
    detector = Daimler()
    bare = detector.boxes(plate)
    boxes, mirrored, bodies, pictures = 0, 0, 0, 0
    hits = np.zeros(2)
    for each in looked:
        pictures += 1
        there = bodies_in(each.people)
        found = detector.boxes(each.published)
        boxes += len(found)
        mirrored += len(detector.boxes(each.mirrored))
        bodies += len(there)
        if there:
            hits += [_met(there, boxes_of) for boxes_of in (found, bare)]
    film, place = (float(each) / bodies if bodies else float("nan") for each in hits)
    some = max(1, pictures)
    return Residual(boxes / some, float(len(bare)), mirrored / some, film, place, pictures)


def _met(bodies: list[Box], boxes: list[Box]) -> int:
    return sum(any(shared(body, box) >= _SHARED for box in boxes) for body in bodies)


def bodies_in(people: Bools) -> list[Box]:
    """Return the boxes of connected bodies of a size that can be found at all."""
    _, _, figures, _ = cv2.connectedComponentsWithStats(people.view(np.uint8), connectivity=8)
    least = people.shape[0] / 10
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in figures[1:] if h >= least]


def shared(one: Box, other: Box) -> float:
    """Return the part of what two boxes cover that both cover."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0, width) * max(0, height)
    return both / max(1, one[2] * one[3] + other[2] * other[3] - both)
