# SPDX-License-Identifier: Apache-2.0
"""Places to be shown on a television, and an encoder that only writes down what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from hearthwatch.model.clock import Clock
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import hazard_bits
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import PlatePixels, PlateState
from hearthwatch.model.scene import Cells, CellState, Light, unknown_cells
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.stages.publishing.wire import TileMessage
from hearthwatch.television.child import EncoderError
from hearthwatch.television.plates import bytes_of
from hearthwatch.television.programme import Sources
from hearthwatch.television.screen import Coded, Screen, Show
from hearthwatch.web.service import PlatePicture, RosterCamera, RosterPlate

from .alarm_service import FakeAlarmService
from .clock import FakeClock
from .places import Place, plate_of
from .web_service import FakeWebService

NAMES = (
    "Mill stream", "Barn", "Square", "Jetty", "Fire lane", "Playground", "Car park", "Workshop", "Chapel",
    "Bridge", "School gate", "Depot", "Orchard", "Bus stop", "Pump house", "Upper meadow",
)  # fmt: skip


@dataclass(slots=True)
class FakeEncoder:
    """Answers each screen with as many two-second segments as are whole; ``fails``: it is broken."""

    shows: list[Show] = field(default_factory=list)
    pictures: int = 0
    is_closed: bool = False
    fails: bool = False

    async def code(self, screen: Screen, plates: Sequence[PlatePixels], pictures: int) -> Coded:
        """Write down a screen."""
        if self.fails:
            raise EncoderError("the encoder was told to fail")
        before = self.pictures
        self.shows.append(Show(screen, tuple(map(bytes_of, plates)), pictures))
        self.pictures += pictures
        segments = tuple(b"segment %d" % number for number in range(before // 2, self.pictures // 2))
        return Coded(b"" if before else b"init", segments)

    async def aclose(self) -> None:
        """Write down that it was ended."""
        self.is_closed = True


class Steps:
    """A pause that ends when a test lets it, and moves the clock by as much as was to be waited for."""

    def __init__(self, clock: FakeClock) -> None:
        """Begin with everybody waiting."""
        self._clock = clock
        self._let = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        """Wait until a test lets it go on."""
        await self._let.acquire()
        self._clock.advance(max(0.0, seconds))

    async def let(self, times: int) -> None:
        """Let so many pauses end, and everything happen that comes of it."""
        for _ in range(times):
            self._let.release()
            for _ in range(5):
                await asyncio.sleep(0)


class ShownPlaces:
    """Cameras with plates and maps that a test sets, alarms, and what a television shows of them."""

    def __init__(self, clock: Clock, count: int = 4, size: tuple[int, int] = (640, 360)) -> None:
        """Begin with every cell clear; ``size``: the plates' width and height in pixels."""
        self._clock = clock
        self.plates = [plate_of(Place(*size, seed=number + 1), number + 1) for number in range(count)]
        self.hub, self.alarms = LiveHub(clock), FakeAlarmService(clock)
        self.roster = tuple(_camera(number, plate) for number, plate in enumerate(self.plates))
        pictures = {
            plate.id: PlatePicture(_png(plate), camera.id, PlateState.COMMISSIONED, clock.now())
            for plate, camera in zip(self.plates, self.roster, strict=True)
        }
        self.service = FakeWebService(self.hub, cameras=self.roster, plates=pictures)
        self.cells: dict[int, Cells] = {number: np.ones((45, 80), np.uint8) for number in range(count)}
        self.hazards: dict[int, frozenset[Hazard]] = {}
        self.silent: set[int] = set()
        self._sequence = 0

    @property
    def sources(self) -> Sources:
        """What a programme is made of."""
        plates: Mapping[int, PlatePixels] = {int(plate.id): plate for plate in self.plates}
        return Sources(
            lambda: self.roster, lambda: self.hub.newest, lambda: self.alarms.hub.newest.incidents, plates.get
        )

    def number(self, camera: str) -> int:
        """Return a camera's number by its id."""
        return [each.id for each in self.roster].index(CameraId(camera))

    def paint(self, camera: str, state: CellState, where: CellRect = CellRect(14, 30, 28, 52)) -> None:  # noqa: B008 - a frozen value
        """Let a camera's map say something in a rectangle, and its tile the hazard of that name."""
        number = self.number(camera)
        self.cells[number] = self.cells[number].copy()
        self.cells[number][where.top : where.bottom, where.left : where.right] = state
        if state.name in Hazard.__members__:
            self.hazards[number] = frozenset({Hazard[state.name]})

    def send(self, numbers: Sequence[int] | None = None) -> None:
        """Publish a tile of each camera that is not silent."""
        self._sequence += 1
        for camera in self.roster if numbers is None else [self.roster[number] for number in numbers]:
            if camera.number not in self.silent:
                self.hub.publish(camera.number, self._tile(camera))

    def _tile(self, camera: RosterCamera) -> TileMessage:
        has_picture = camera.connection is ConnectionState.STREAMING
        return TileMessage(
            camera.number, self._sequence, self._clock.now(), PlateId(camera.number + 1), has_picture,
            camera.connection, hazard_bits(self.hazards.get(camera.number, frozenset())), 0.4,
            self.cells[camera.number] if has_picture else unknown_cells(),
        )  # fmt: skip


def _camera(number: int, plate: PlatePixels) -> RosterCamera:
    name = NAMES[number % len(NAMES)]
    height, width = plate.pixels.shape[:2]
    return RosterCamera(
        number, CameraId(name.lower().replace(" ", "-")), name, ConnectionState.STREAMING,
        plates=(RosterPlate(plate.id, Light.DAY, width, height, 1.0),),
    )  # fmt: skip


def _png(plate: PlatePixels) -> bytes:
    return cv2.imencode(".png", plate.pixels)[1].tobytes()
