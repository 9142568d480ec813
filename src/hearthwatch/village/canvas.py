# SPDX-License-Identifier: Apache-2.0
"""What a view is before there is light: per pixel its colour, its direction and its distance.

Builders paint surfaces of the place; `shading` then lights what is painted as often as the light
changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from .lens import HEIGHT, WIDTH, Floats, Lens, Picture
from .noise import fractal
from .skins import Look, Skin, skin

#: Directions that are no directions: index into `Canvas.normals`.
GROUND, SKY, FOLIAGE, ROUND, INDOORS = range(5)


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp at a point, in metres; ``reach_m`` is where it gives half of its light."""

    x: float
    y: float
    z: float
    reach_m: float = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Crown:
    """Foliage that sways: its rectangle in pixels, and how far its top moves."""

    left: int
    top: int
    right: int
    bottom: int
    reach_px: float


@dataclass(slots=True, eq=False)
class Canvas:
    """The painted place.

    Arrays are [720, 1280]: ``colour`` BGR uint8, ``side`` uint8 (index of a
    direction), ``nearness`` float32 (1 / depth in metres, 0 = sky), ``glow`` and ``contact`` uint8
    (shines at night; darkness where things touch the ground), ``rise`` float32 (metres over the
    ground, for what water may cover), ``water`` uint8 (255 = water).
    """

    lens: Lens
    rng: np.random.Generator
    heading_deg: float = 0.0
    colour: Picture = field(init=False)
    side: Picture = field(init=False)
    nearness: Floats = field(init=False)
    glow: Picture = field(init=False)
    contact: Picture = field(init=False)
    rise: Floats = field(init=False)
    water: Picture = field(init=False)
    x: Floats = field(init=False)
    z: Floats = field(init=False)
    normals: list[tuple[float, float, float]] = field(init=False)
    casters: list[Floats] = field(default_factory=list)
    lamps: list[Lamp] = field(default_factory=list)
    crowns: list[Crown] = field(default_factory=list)
    is_indoors: bool = False
    tile: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Begin with empty ground under an empty sky."""
        self.x, self.z, depth = self.lens.ground()
        self.colour = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        self.side = np.where(depth > 0, GROUND, SKY).astype(np.uint8)
        self.nearness = np.where(depth > 0, 1 / np.maximum(depth, 0.01), 0).astype(np.float32)
        self.glow, self.contact, self.water = (np.zeros((HEIGHT, WIDTH), np.uint8) for _ in range(3))
        self.rise = np.zeros((HEIGHT, WIDTH), np.float32)
        self.tile = fractal(self.rng, 256, 0.7)
        self.normals = [(0, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]

    def direction(self, normal: Floats) -> int:
        """Return the index of a direction, new or known."""
        rounded = (round(float(normal[0]), 2), round(float(normal[1]), 2), round(float(normal[2]), 2))
        if rounded not in self.normals[5:]:
            self.normals.append(rounded)
        return self.normals.index(rounded, 5)

    def cover(
        self, where: Floats, colour: tuple[int, int, int], rough: float = 0.09, grain_m: float = 0.7
    ) -> None:
        """Lay ground of a colour where ``where`` (0..1 [720, 1280]) says, with grain in perspective."""
        weight = np.where(self.side == GROUND, where, 0).astype(np.float32)
        rows, columns = np.flatnonzero(weight.any(axis=1)), np.flatnonzero(weight.any(axis=0))
        if len(rows) == 0:
            return
        here = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
        shade = 1 + rough * (
            0.75 * grain(self, grain_m, here)
            + 0.6 * grain(self, grain_m * 8, here)
            + 0.5 * grain(self, grain_m / 5, here)
        )
        paint = np.clip(shade, 0.3, 1.8)[:, :, None] * np.array(colour, np.float32)
        mixed = self.colour[here] + (paint - self.colour[here]) * weight[here][:, :, None]
        self.colour[here] = np.clip(mixed, 0, 255).astype(np.uint8)

    def surface(
        self, corners: Floats, look: Look, outline: Floats | None = None, *, indoors: bool = False
    ) -> None:
        """Paint a flat four-cornered surface (top left, top right, bottom right, bottom left; [4, 3] m).

        ``outline`` [n, 3] cuts it to a shape within. Sides that look away are left out.
        """
        normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
        normal = normal / max(1e-6, float(np.linalg.norm(normal)))
        middle = corners.mean(axis=0)
        if float(normal @ (np.array([0, self.lens.height_m, 0]) - middle)) <= 0:
            return
        wide = float(np.linalg.norm(corners[1] - corners[0]))
        tall = float(np.linalg.norm(corners[3] - corners[0]))
        side = INDOORS if indoors else self.direction(normal.astype(np.float32))
        self._warp(corners, skin(look, wide, tall, self.rng), side, corners if outline is None else outline)

    def _warp(self, corners: Floats, texture: Skin, side: int, outline: Floats) -> None:
        pixels, depth = self.lens.project(corners)
        shape = self.lens.outline(outline)
        if depth.min() < 0.15 or len(shape) == 0:
            return
        left, top = np.floor(np.maximum(shape.min(axis=0), 0)).astype(int)
        right, bottom = np.ceil(np.minimum(shape.max(axis=0), (WIDTH - 1, HEIGHT - 1))).astype(int) + 1
        if right <= left or bottom <= top:
            return
        offset = np.array([left, top], np.float32)
        mask = np.zeros((bottom - top, right - left), np.uint8)
        cv2.fillPoly(mask, [np.round(shape - offset).astype(np.int32)], 255)
        plane = np.linalg.lstsq(np.c_[pixels, np.ones(4)], 1 / depth, rcond=None)[0]
        columns = np.arange(left, right, dtype=np.float32)[None, :]
        rows = np.arange(top, bottom, dtype=np.float32)[:, None]
        nearness = (plane[0] * columns + plane[1] * rows + plane[2]).astype(np.float32)
        here = (slice(top, bottom), slice(left, right))
        visible = (mask > 0) & (nearness > self.nearness[here])
        bgr, glow = _warped(texture, pixels - offset, mask.shape)
        self.put(here, visible, bgr, side, nearness)
        self.glow[here][visible] = glow[visible]

    def put(
        self,
        here: tuple[slice, slice],
        visible: npt.NDArray[np.bool_],
        bgr: Picture,
        side: int,
        nearness: Floats | float,
    ) -> None:
        """Write what is visible of a piece into the arrays."""
        self.colour[here][visible] = bgr[visible]
        self.side[here][visible] = side
        if isinstance(nearness, float):
            self.nearness[here][visible] = nearness
        else:
            self.nearness[here][visible] = nearness[visible]
        self.glow[here][visible] = 0
        self.water[here][visible] = 0
        self.rise[here][visible] = 99.0


def grain(canvas: Canvas, size_m: float, here: tuple[slice, slice] | None = None) -> Floats:
    """Return chance grain on the ground, deviation 1 near by, fading where it is too fine to be seen."""
    part = (slice(None), slice(None)) if here is None else here
    scale, start = 32 / size_m, canvas.rng.uniform(0, 256, 2)
    along = np.mod(canvas.x[part] * scale + start[0], 256).astype(np.float32)
    away = np.mod(canvas.z[part] * scale + start[1], 256).astype(np.float32)
    field = cv2.remap(canvas.tile, along, away, cv2.INTER_LINEAR, None, cv2.BORDER_WRAP)
    fade = np.clip(canvas.nearness[part] * canvas.lens.focal_px * size_m / 10, 0, 1)
    return np.asarray(field * fade, np.float32)


def _warped(texture: Skin, corners: Floats, shape: tuple[int, int]) -> tuple[Picture, Picture]:
    """Return the texture warped onto a piece of the picture."""
    bgr, glow = texture.bgr, texture.glow
    height, width = glow.shape
    edges = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    shrink = min(1.0, max(edges[0], edges[2]) / width, 1.0), min(1.0, max(edges[1], edges[3]) / height)
    if min(shrink) < 0.8:
        size = (max(2, round(width * shrink[0])), max(2, round(height * shrink[1])))
        bgr = np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), np.uint8)
        glow = np.asarray(cv2.resize(glow, size, interpolation=cv2.INTER_AREA), np.uint8)
        height, width = glow.shape
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, corners.astype(np.float32))
    size = (shape[1], shape[0])
    flags = {"flags": cv2.INTER_LINEAR, "borderMode": cv2.BORDER_REPLICATE}
    return (
        np.asarray(cv2.warpPerspective(bgr, matrix, size, **flags), np.uint8),  # type: ignore[call-overload]
        np.asarray(cv2.warpPerspective(glow, matrix, size, **flags), np.uint8),  # type: ignore[call-overload]
    )
