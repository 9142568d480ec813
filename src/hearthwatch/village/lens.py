# SPDX-License-Identifier: Apache-2.0
"""A pinhole camera over flat ground: points of the place in metres become pixels.

The place has x to the right, y up and z away from the camera; the ground is y = 0 and the camera
stands at (0, height, 0), looking along z and down by its pitch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WIDTH = 1280
HEIGHT = 720
#: Nothing nearer than this is drawn, metres along the axis.
NEAR_M = 0.6

Floats = npt.NDArray[np.float32]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Lens:
    """Where a view's camera stands and how wide it sees. ``focal_px`` 900 is about 71 degrees wide."""

    height_m: float = 5.0
    pitch_deg: float = 14.0
    focal_px: float = 900.0

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """Return pixels float32 [n, 2] and depths float32 [n] in metres of float [n, 3] points."""
        sine, cosine = math.sin(math.radians(self.pitch_deg)), math.cos(math.radians(self.pitch_deg))
        rise = points[:, 1] - self.height_m
        depth = points[:, 2] * cosine - rise * sine
        safe = np.where(np.abs(depth) < 1e-6, 1e-6, depth)
        across = WIDTH / 2 + self.focal_px * points[:, 0] / safe
        down = HEIGHT / 2 + self.focal_px * (-rise * cosine - points[:, 2] * sine) / safe
        return np.stack([across, down], axis=1).astype(np.float32), depth.astype(np.float32)

    def spot(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Return the pixel and the depth of one point."""
        sine, cosine = math.sin(math.radians(self.pitch_deg)), math.cos(math.radians(self.pitch_deg))
        rise = y - self.height_m
        depth = z * cosine - rise * sine
        scale = self.focal_px / (depth if abs(depth) > 1e-6 else 1e-6)
        return WIDTH / 2 + scale * x, HEIGHT / 2 - scale * (rise * cosine + z * sine), depth

    def outline(self, points: Floats) -> Floats:
        """Return the pixels of a polygon float [n, 3], cut off where it comes too near; maybe empty."""
        _, depth = self.project(points)
        kept: list[Floats] = []
        for here in range(len(points)):
            there = (here + 1) % len(points)
            if depth[here] >= NEAR_M:
                kept.append(points[here])
            if (depth[here] >= NEAR_M) != (depth[there] >= NEAR_M):
                share = (NEAR_M - depth[here]) / (depth[there] - depth[here])
                kept.append(points[here] + share * (points[there] - points[here]))
        if len(kept) < 3:
            return np.zeros((0, 2), np.float32)
        return self.project(np.array(kept, np.float32))[0]

    def ground(self) -> tuple[Floats, Floats, Floats]:
        """Return x, z and depth of the ground under each pixel, float32 [720, 1280]; depth is 0 above it."""
        sine, cosine = math.sin(math.radians(self.pitch_deg)), math.cos(math.radians(self.pitch_deg))
        across = ((np.arange(WIDTH, dtype=np.float32) - WIDTH / 2) / self.focal_px)[None, :]
        down = ((np.arange(HEIGHT, dtype=np.float32) - HEIGHT / 2) / self.focal_px)[:, None]
        fall = sine + down * cosine
        depth = np.where(fall > 0.004, self.height_m / np.maximum(fall, 0.004), 0).astype(np.float32)
        depth = np.broadcast_to(depth, (HEIGHT, WIDTH)).astype(np.float32)
        return depth * across, depth * (cosine - down * sine), depth

    def horizon(self) -> int:
        """Return the row of the horizon; it may lie outside the picture."""
        return round(HEIGHT / 2 - self.focal_px * math.tan(math.radians(self.pitch_deg)))
