# SPDX-License-Identifier: Apache-2.0
"""The composition root: cameras, archive, hub and web, put together and run until told to stop.

It constructs and connects; it decides nothing about a picture.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import signal
import socket
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hearthwatch import __version__
from hearthwatch.alarm_house import AlarmHouse
from hearthwatch.archive import Archive
from hearthwatch.commissioning import PlateCommissioning
from hearthwatch.config.config import Config
from hearthwatch.first_link import put_up_first_link
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.hazard import PlaceBar
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import Plate, PlateCandidate, PlatePixels, PlateState
from hearthwatch.model.scene import Light
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.stages.publishing.wire import TileMessage
from hearthwatch.store import Store
from hearthwatch.supervisor import CameraOrder, Supervisor
from hearthwatch.television.house import TelevisionHouse
from hearthwatch.television.programme import Sources
from hearthwatch.tile import FIRST_FRAME_S, Tile
from hearthwatch.web.access.passwords import Passwords, strong_hasher
from hearthwatch.web.access.service import Access
from hearthwatch.web.peers import Peers
from hearthwatch.web.serve import serve, tls_of
from hearthwatch.web.server import Beside, Door, create_app
from hearthwatch.web.service import Extent, PlatePicture, RosterCamera, RosterPlate
from hearthwatch.web.zone_check import ZonesInUse

_log = logging.getLogger(__name__)

BEAT_S = 0.5
#: How soon an approval by a steward's command reaches the wall.
PLATES_S = 2.0
#: How long a camera whose supervisor failed is left alone.
AGAIN_S = 5.0


@dataclass(frozen=True, slots=True)
class NamedOrder:
    """A camera with the name that people see, and how often it may be asked for a candidate.

    ``approvals``: how many people must approve what is proposed.
    """

    order: CameraOrder
    name: str
    first_candidate_s: float
    next_candidate_s: float
    approvals: int = 1


class Service:
    """The running service; what the web asks is answered here."""

    def __init__(
        self,
        orders: Sequence[NamedOrder],
        *,
        archive: Archive,
        clock: Clock,
        nursery: Nursery,
        policy: Policy = Policy(),  # noqa: B008 - a frozen value
        config: Config = Config(),  # noqa: B008 - a frozen value
    ) -> None:
        """Wire everything; `run` starts it. ``policy``: of incidents; ``config``: of channels."""
        self._orders = tuple(orders)
        self._approvals = {named.order.id: named.approvals for named in self._orders}
        self._archive = archive
        self._clock = clock
        self._nursery = nursery
        self._hub = LiveHub(clock)
        self._tiles: dict[CameraId, Tile] = {}
        self._supervisors: dict[CameraId, Supervisor] = {}
        self._plates: tuple[Plate, ...] = ()
        self._pictures: dict[PlateId, PlatePicture] = {}
        names = {named.order.id: named.name for named in self._orders}
        self._web = config.web
        self._house = AlarmHouse(config, archive, clock, names, policy, self.roster)
        self._television = TelevisionHouse(
            Sources(
                self.roster, lambda: self._hub.newest, lambda: self._house.alarms.open, self._shown_plate
            ),
            clock,
        )
        self._writes: set[asyncio.Task[None]] = set()
        self._decided = asyncio.Event()
        self._commissioning = PlateCommissioning(archive, clock, self._decided.set)

    async def run(self, sock: socket.socket, stop: asyncio.Event) -> None:
        """Run cameras and web until ``stop`` is set."""
        numbers = await self._archive.call(self._enrol)
        for named in self._orders:
            camera = named.order.id
            self._tiles[camera] = self._tile(named.order, numbers[camera])
            self._supervisors[camera] = self._supervisor(named.order)
        await self._load_plates()
        await self._load_bars()
        alarms = await self._house.open()
        door = await self._door()
        app = create_app(self, alarms=alarms, beside=self._beside(), door=door)
        works: list[Coroutine[object, object, object]] = [
            self._archive.keep_writing(),
            *self._house.works(),
            self._beat(),
            self._follow_plates(),
            serve(app, sock, stop, tls_of(self._web)),
        ]
        if door.access is not None:
            works.append(door.access.roll.follow())
        works += [self._keep(camera, supervisor) for camera, supervisor in self._supervisors.items()]
        works += [self._ask_candidates(named) for named in self._orders]
        tasks = [asyncio.create_task(work) for work in works]
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (stopping, *tasks):
                task.cancel()
            await asyncio.gather(stopping, *tasks, *self._writes, return_exceptions=True)
            await self._television.aclose()
            await self._house.aclose()
            if door.access is not None:
                door.access.desk.close()

    async def _door(self) -> Door:
        """Return who is let in; where nobody is a steward yet, put up the first link."""
        web = self._web
        token = web.figures_token_file.read() if web.figures_token_file else None
        peers = Peers(frozenset(web.proxies), web.hosts, token)
        if web.accounts == "none":
            return Door(None, peers)
        access = await Access.open(self._archive, self._clock, Passwords(strong_hasher()))
        put_up_first_link(self._archive.folder, web, await access.stewards.first_link())
        return Door(access, peers)

    def _beside(self) -> Beside:
        return replace(
            self._house.beside(),
            plates=lambda: self._commissioning,
            zones=self._zones_in_use,
            television=lambda: self._television,
        )

    def _zones_in_use(self, camera: CameraId) -> ZonesInUse | None:
        watches = {named.order.id: named.order.watch for named in self._orders}
        watch = watches.get(camera)
        return None if watch is None else ZonesInUse(watch.zones, watch.masked)

    def _tile(self, order: CameraOrder, number: int) -> Tile:
        # What is rendered here is built first, and among sixteen on two cores that takes its time.
        first_frame_s = FIRST_FRAME_S if order.inlet is None else order.policy.opening_limit_s
        return Tile(order.id, number, self, self._clock, order.watch.zones, first_frame_s)

    def _enrol(self, store: Store) -> Mapping[CameraId, int]:
        known = store.save_cameras([(named.order.id, named.name) for named in self._orders])
        return {camera.id: camera.number for camera in known}

    def _supervisor(self, order: CameraOrder) -> Supervisor:
        # The jitter of reconnecting needs no cryptography, only that cameras differ.
        chance = random.Random(order.id)  # noqa: S311
        return Supervisor(
            order, self._tiles[order.id], nursery=self._nursery, clock=self._clock, chance=chance
        )  # fmt: skip

    async def _keep(self, camera: CameraId, supervisor: Supervisor) -> None:
        """Run one camera for ever: whatever goes wrong with it is its own affair, and is told."""
        while True:
            try:
                await supervisor.run()
            except Exception:  # noqa: BLE001 - none of one camera's faults is another's
                _log.exception("camera %s: its supervisor failed; it is started again", camera)
            self._tiles[camera].on_watcher_lost()
            await asyncio.sleep(AGAIN_S)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            for tile in self._tiles.values():
                tile.beat()

    async def _follow_plates(self) -> None:
        """Notice plates that were approved or retired: by a page at once, by a command within two seconds."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._decided.wait(), PLATES_S)
            self._decided.clear()
            try:
                await self._load_plates()
                await self._load_bars()
            except StorageError as error:
                _log.error("plates cannot be read: %s", error.line())

    async def _load_bars(self) -> None:
        """Hand each watcher the places of its view that people called no hazards."""
        bars: dict[CameraId, tuple[PlaceBar, ...]] = {}
        for bar in await self._archive.call(lambda store: store.bars()):
            if bar.cells is not None:
                place = PlaceBar(bar.hazard, bar.cells, bar.light)
                bars[bar.camera] = (*bars.get(bar.camera, ()), place)
        for camera, supervisor in self._supervisors.items():
            supervisor.use_bars(bars.get(camera, ()))

    async def _load_plates(self) -> None:
        known = tuple(plate.id for plate in self._plates)
        current = await self._archive.call(lambda store: store.commissioned_ids())
        if current == known and self._plates:
            return
        former, self._plates = (
            self._plates,
            await self._archive.call(lambda store: store.plates(state=PlateState.COMMISSIONED)),
        )
        self._pictures = {}
        for camera, supervisor in self._supervisors.items():
            mine = [plate for plate in self._plates if plate.camera == camera]
            # A camera whose plates are the same keeps what it has learned of them.
            if [plate.id for plate in mine] != [plate.id for plate in former if plate.camera == camera]:
                supervisor.use_plates([_pixels(plate) for plate in mine])
        if current != known:
            self._hub.announce_roster()

    async def _ask_candidates(self, named: NamedOrder) -> None:
        camera = named.order.id
        await asyncio.sleep(max(named.first_candidate_s, await self._archive.call(self._until_due_s(named))))
        while True:
            self._supervisors[camera].ask_candidate(self._tiles[camera].light_to_propose())
            await asyncio.sleep(named.next_candidate_s)

    def _until_due_s(self, named: NamedOrder) -> Callable[[Store], float]:
        """Return what tells how long a camera's next candidate must wait: a restart brings none sooner."""

        def until(store: Store) -> float:
            newest = store.newest_plate(named.order.id)
            if newest is None:
                return 0.0
            return named.next_candidate_s - max(0.0, (self._clock.now() - newest).total_seconds())

        return until

    # What tiles hand out.

    def publish(self, number: int, tile: TileMessage) -> None:
        """Show a tile to everybody who is watching."""
        self._hub.publish(number, tile)

    def record(self, row: MapRow) -> None:
        """Keep what was shown."""
        self._archive.record(row)

    def incident(self, camera: CameraId, event: HazardEvent, light: Light) -> None:
        """Take what a camera's hazards did."""
        self._house.alarms.take(camera, event, light)

    def candidate(self, camera: CameraId, candidate: PlateCandidate) -> None:
        """Keep a candidate for a steward."""
        self._in_background(self._write_candidate(camera, candidate))

    def _in_background(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)

    async def _write_candidate(self, camera: CameraId, candidate: PlateCandidate) -> None:
        try:
            plate = await self._archive.call(
                lambda store: store.add_candidate(candidate, camera, self._approvals[camera])
            )
        except StorageError as error:
            _log.error("camera %s: a candidate could not be kept: %s", camera, error.line())
            return
        known = round(100 * candidate.known_share)
        _log.info(
            "camera %s: candidate %s (%d %% known); see the page /plates, or `hearthwatch plate list`",
            camera,
            plate,
            known,
        )

    # What the web asks.

    @property
    def version(self) -> str:
        """Return the program's version."""
        return __version__

    @property
    def hub(self) -> LiveHub:
        """Return what live tiles come from."""
        return self._hub

    def roster(self) -> Sequence[RosterCamera]:
        """Return all cameras, in the order of their numbers."""
        names = {named.order.id: named.name for named in self._orders}
        tiles = sorted(self._tiles.values(), key=lambda tile: tile.number)
        return [self._roster_camera(tile, names[tile.camera]) for tile in tiles]

    def _roster_camera(self, tile: Tile, name: str) -> RosterCamera:
        figures = tile.figures()
        return RosterCamera(
            tile.number, tile.camera, name, figures.connection, figures.fault,
            tuple(_roster_plate(plate) for plate in self._plates if plate.camera == tile.camera),
            figures.frame_age_s, figures.looks_per_s, figures.watching,
        )  # fmt: skip

    def _shown_plate(self, plate: int) -> PlatePixels | None:
        """Return a plate that is commissioned now."""
        return next((_pixels(each) for each in self._plates if each.id == plate), None)

    async def plate_picture(self, plate: PlateId) -> PlatePicture | None:
        """Return a stored plate, or None where there is none of this id."""
        if plate in self._pictures:
            return self._pictures[plate]

        def read(store: Store) -> PlatePicture:
            whole = store.plate(plate)
            return PlatePicture(store.plate_png(plate), whole.camera, whole.state, whole.approved)

        try:
            picture = await self._archive.call(read)
        except UsageError:
            return None
        # A shown plate never changes; sixteen browsers would else have it packed sixteen times.
        if any(shown.id == plate for shown in self._plates):
            self._pictures[plate] = picture
        return picture

    async def history(self, camera: CameraId, begin: datetime, end: datetime) -> Sequence[MapRow]:
        """Return a camera's rows with ``begin <= at < end``, in order of time."""
        return await self._archive.call(lambda store: tuple(store.history(camera, begin, end)))

    async def history_extent(self, camera: CameraId) -> Extent | None:
        """Return from when to when there is history."""
        extent = await self._archive.call(lambda store: store.history_extent(camera))
        return None if extent is None else Extent(*extent)


def _pixels(plate: Plate) -> PlatePixels:
    return PlatePixels(plate.id, plate.light, plate.pixels, plate.admitted)


def _roster_plate(plate: Plate) -> RosterPlate:
    height, width = plate.pixels.shape[:2]
    return RosterPlate(plate.id, plate.light, width, height, float(plate.admitted.mean()))


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGINT and SIGTERM set ``stop`` instead of ending the program at once."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
