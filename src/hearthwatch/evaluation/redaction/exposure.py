# SPDX-License-Identifier: Apache-2.0
"""Is anybody shown: at each annotated frame, person pixels against what is published at that moment.

A pixel of a person leaks when what is published there is like the person (within `LIKE` of 255) and
unlike the place without anybody; or is like them, and the place was never seen without anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .place import Place
from .series import Bools, Moment, Picture

#: Published and live pixel may lie this far apart and still be the same: coding costs some.
LIKE = 16
#: Somebody is leaked in a frame when more than this part of them is shown, and exposed from this part on.
LEAKED, EXPOSED = 0.05, 0.25
#: Pieces of a mask that are smaller than this part of the picture are not somebody: crumbs at a rim.
_CRUMB = 1e-4
#: Nothing need be hidden this long after the last person pixel: changed cells are held.
_AFTER_S = 3.0


@dataclass(frozen=True, slots=True)
class Exposure:
    """What all frames came to. Parts are 0..1, times seconds."""

    frames: int
    frames_with_people: int
    pixel_leak: float
    frame_leak: float
    bodies_shown: int
    worst_part_shown: float
    longest_exposure_s: float


@dataclass(slots=True)
class Watch:
    """Adds up frames. ``place`` is what the truth of a pixel is told from."""

    place: Place
    _frames: int = 0
    _occupied: int = 0
    _pixels: int = 0
    _leaked: int = 0
    _leaky_frames: int = 0
    _shown: int = 0
    _worst: float = 0.0
    _longest_s: float = 0.0
    _since_s: float | None = None

    def look(self, moment: Moment, published: Picture, painted: Bools) -> None:
        """Take a frame and what was published at its time; ``painted``: where that is a word's own paint."""
        self._frames += 1
        leaks = leaking(moment, published, self.place) & ~painted
        self._pixels += int(moment.people.sum())
        self._leaked += int(leaks.sum())
        parts = parts_shown(moment.people, leaks)
        self._occupied += len(parts) > 0
        self._leaky_frames += any(part > LEAKED for part in parts)
        self._shown += sum(part > EXPOSED for part in parts)
        self._worst = max([self._worst, *parts])
        if any(part > EXPOSED for part in parts):
            self._since_s = moment.at_s if self._since_s is None else self._since_s
            self._longest_s = max(self._longest_s, moment.at_s - self._since_s)
        else:
            self._since_s = None

    def exposure(self) -> Exposure:
        """Return the figures."""
        return Exposure(
            self._frames,
            self._occupied,
            self._leaked / max(1, self._pixels),
            self._leaky_frames / max(1, self._occupied),
            self._shown,
            self._worst,
            self._longest_s,
        )


def leaking(moment: Moment, published: Picture, place: Place) -> Bools:
    """Return the pixels that leak, bool [h, w]."""
    leaks = np.zeros_like(moment.people)
    x, y, wide, high = cv2.boundingRect(moment.people.view(np.uint8))
    if wide == 0:
        return leaks
    here = (slice(y, y + high), slice(x, x + wide))
    like = cv2.absdiff(moment.picture[here], published[here]).max(axis=2) <= LIKE
    strange = place.differs(published[here], here) | ~place.known[here]
    leaks[here] = moment.people[here] & like & strange
    return leaks


def parts_shown(people: Bools, leaks: Bools) -> list[float]:
    """Return for each connected body which part of it leaks."""
    count, piece = cv2.connectedComponents(people.view(np.uint8), connectivity=8)
    sizes = np.bincount(piece.ravel(), minlength=count)[1:]
    shown = np.bincount(piece.ravel(), weights=leaks.ravel(), minlength=count)[1:]
    real = sizes >= max(20, _CRUMB * people.size)
    return [float(part) for part in (shown / np.maximum(1, sizes))[real]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which part of the view is not shown, 0..1: medians and 95th percentiles over maps; NaN without any."""

    known: float
    with_people: float
    without_people: float
    without_people_p95: float
    without_people_of_known: float


def hidden(shown: Iterable[npt.NDArray[np.bool_]], occupied: list[bool], known: float) -> Hidden:
    """Return how much is hidden; ``shown`` are masks over cells, ``occupied`` tells of each of them."""
    parts = np.array([1 - float(each.mean()) for each in shown])
    there = np.array(occupied, bool)
    away = parts[~there]
    return Hidden(
        known,
        float(np.median(parts[there])) if there.any() else float("nan"),
        float(np.median(away)) if away.size else float("nan"),
        float(np.percentile(away, 95)) if away.size else float("nan"),
        float(np.median(away - (1 - known)) / known) if away.size and known else float("nan"),
    )


def occupied_at(times: npt.NDArray[np.float64], people_s: list[float]) -> list[bool]:
    """Return for each time whether somebody was there then or shortly before."""
    seen = np.array(people_s)
    return [bool(((seen <= at + 0.5) & (seen >= at - _AFTER_S)).any()) for at in times]
