# SPDX-License-Identifier: Apache-2.0
"""The stewards' pages over a real store, in a browser: ``python -m hearthwatch.testing.plate_pages``.

It prints its address, then obeys lines on its standard input until that ends: ``propose CAMERA NEEDED``
(prints the plate's number), ``approve PLATE NAME``, ``strike PLATE NAME``, ``retire PLATE NAME``, ``full``,
``mended``.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from hearthwatch.commissioning import PlateCommissioning
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import StorageError
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import CameraId, ChannelId, PlateId
from hearthwatch.model.plate import CellReason, PlateCandidate, PlateState
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.store import Store, open_store
from hearthwatch.village import View
from hearthwatch.village.demo import EMPTY
from hearthwatch.web.alarm_values import ChannelStanding, ChannelState
from hearthwatch.web.bind import listen
from hearthwatch.web.serve import serve
from hearthwatch.web.server import Beside, create_app
from hearthwatch.web.service import PlatePicture, RosterCamera, RosterPlate
from hearthwatch.web.zone_check import ZonesInUse

from .alarm_service import FakeAlarmService
from .commissioning import OpenStore
from .web_service import FakeWebService

_CAMERAS = {"mill-stream": "Mill stream", "square": "Square", "barn": "Barn"}
_ALL = np.ones((45, 80), np.bool_)
#: Where each reason is on a drawn candidate: rows and columns.
_REASONS = {
    CellReason.TOO_FEW: np.s_[0:4, 60:80],
    CellReason.NO_MAJORITY: np.s_[0:6, 0:14],
    CellReason.NOT_RECURRING: np.s_[30:38, 66:80],
    CellReason.MOTION: np.s_[26:33, 22:41],
    CellReason.VETO: np.s_[20:30, 50:55],
    CellReason.TEXT: np.s_[12:16, 28:40],
    CellReason.MASKED: np.s_[36:45, 0:12],
    CellReason.STRUCK: np.s_[40:45, 40:50],
}


_DAY = date(2026, 5, 1)
_BANK = ((0.545, 0.68), (0.56, 0.95), (0.76, 0.95), (0.76, 0.68))
_WINDOWS = ((0.05, 0.12), (0.26, 0.12), (0.26, 0.34), (0.05, 0.34))
_ZONES = (Zone("the bank", _BANK, "dry", drawn=_DAY), Zone("the windows", _WINDOWS, "private", drawn=_DAY))


class RosteredPlates(FakeWebService):
    """A web service whose plates are those of a store."""

    store: Store

    async def plate_picture(self, plate: PlateId) -> PlatePicture | None:
        """Return a plate of the store."""
        whole = next((each for each in self.store.plates() if each.id == plate), None)
        return (
            None
            if whole is None
            else PlatePicture(self.store.plate_png(plate), whole.camera, whole.state, whole.approved)
        )


class Village:
    """Three cameras, a store, and whatever the lines bring."""

    def __init__(self, store: Store) -> None:
        """Begin with no plate at all."""
        self.store, self.archive = store, OpenStore(store)
        clock = SystemClock()
        store.save_cameras([(CameraId(name), words) for name, words in _CAMERAS.items()])
        self.service = RosteredPlates(LiveHub(clock))
        self.service.store = store
        self.desk = PlateCommissioning(self.archive, clock, self._enrol)
        self._clock = clock
        self._enrol()

    def obey(self, line: str) -> str:
        """Do what a line says; return what is to be printed of it."""
        word, *rest = line.split()
        acts: dict[str, Callable[..., str | None]] = {
            "propose": self._propose, "approve": self._approve, "strike": self._strike,
            "retire": self._retire, "full": self._full, "mended": self._mended,
        }  # fmt: skip
        return acts[word](*rest) or "done"

    def _propose(self, camera: str, needed: str) -> str:
        number = len(self.store.plate_lines())
        return str(self.store.add_candidate(_drawn(camera, number), CameraId(camera), int(needed)))

    def _approve(self, plate: str, by: str) -> None:
        self.store.commission(PlateId(int(plate)), by, self._clock.now())
        self._enrol()

    def _strike(self, plate: str, by: str) -> None:
        cells = ~_ALL
        cells[34:36, 30:40] = True
        self.store.strike(PlateId(int(plate)), cells, by)

    def _retire(self, plate: str, by: str) -> None:
        self.store.retire(PlateId(int(plate)), by)
        self._enrol()

    def _full(self) -> None:
        self.archive.failure = StorageError("The disk that holds everything is full")

    def _mended(self) -> None:
        self.archive.failure = None

    def _enrol(self) -> None:
        """Show on the roster what is commissioned."""
        shown = self.store.plates(state=PlateState.COMMISSIONED)
        self.service.cameras = [
            RosterCamera(
                number, CameraId(name), words, ConnectionState.STREAMING,
                plates=tuple(
                    RosterPlate(
                        each.id, each.light, each.pixels.shape[1], each.pixels.shape[0],
                        float(each.admitted.mean()),
                    )
                    for each in shown if each.camera == name
                ),
            )
            for number, (name, words) in enumerate(_CAMERAS.items())
        ]  # fmt: skip


def _zones(camera: CameraId) -> ZonesInUse | None:
    """Return two zones for the mill, and none for the other cameras."""
    if camera not in _CAMERAS:
        return None
    return ZonesInUse(_ZONES if camera == "mill-stream" else (), ~_ALL)


def _drawn(camera: str, number: int) -> PlateCandidate:
    """Return a candidate of an empty place in which each reason has its part; its light grows later."""
    pixels = View(camera, programme=EMPTY).picture(600.0 + 1200.0 * number)
    reasons = np.zeros(_ALL.shape, np.uint8)
    for reason, where in _REASONS.items():
        reasons[where] = list(CellReason).index(reason)
    return PlateCandidate(Light.DAY, pixels, reasons == 0, reasons, 412, pixels)


async def _run(store: Store) -> None:
    village = Village(store)
    listener = listen("127.0.0.1", 0)
    host, port = listener.getsockname()[:2]
    stop = asyncio.Event()
    alarms = FakeAlarmService(SystemClock())
    now = SystemClock().now()
    mail = ChannelStanding(ChannelId("mail"), "mail", "Mail", ChannelState.WORKING, now, "", now, now)
    alarms.channels.put(mail)
    app = create_app(village.service, alarms=alarms, beside=Beside(plates=lambda: village.desk, zones=_zones))
    serving = asyncio.create_task(serve(app, listener, stop))
    _say(f"http://{host}:{port}")
    while line := await asyncio.to_thread(sys.stdin.readline):
        _say(village.obey(line))
    stop.set()
    await serving


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), SystemClock()) as opened:
        asyncio.run(_run(opened))
