# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch demo``: the rendered village through the real pipeline, on the wall, no configuration.

The first start commissions plates as a steward would: half an hour of each view with nobody in it, in
time-lapse, goes through the sealed pair, and what is admitted is approved. Later starts find the plates.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from hearthwatch import __version__
from hearthwatch.app import NamedOrder
from hearthwatch.commands.configured import CANDIDATE_S, configured_order
from hearthwatch.commands.file_run import FileRun
from hearthwatch.commands.orders import Wiring, camera_order, wiring
from hearthwatch.commands.rendered import village_inlet
from hearthwatch.commands.serve import serve_cameras
from hearthwatch.config.admission import Admission
from hearthwatch.config.cameras import Camera
from hearthwatch.config.cap import Cap
from hearthwatch.config.config import Config
from hearthwatch.config.store import Store
from hearthwatch.config.values import CameraUrl, Duration
from hearthwatch.config.web import Web
from hearthwatch.config.zones import DrawnZone
from hearthwatch.model.errors import BugError, UsageError
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import PlateCandidate, PlateState
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.store import open_store
from hearthwatch.village import VIEWS
from hearthwatch.village.encode import StreamPlan
from hearthwatch.village.process import VillageOrder
from hearthwatch.web.bind import check_address

#: Half an hour, as private ground needs, so that clouds come and go; in 32 pictures, because
#: rendering them is what a first start waits for, and with detectors looking at four of them.
_LAPSE = StreamPlan(seconds=1920.0, step_s=60.0)
_LAPSE_ADMISSION = replace(
    PRIVATE, name="lapse", sample_interval_s=60.0, minimum_samples=30, veto_interval_s=480.0
)
_DRAWN = date(2026, 11, 26)
#: What a steward of the village has drawn: where the van of its programme stops, and where its flood comes.
_ZONES = {
    "fire-lane": (
        DrawnZone(
            name="the fire lane",
            kind="keep-clear",
            corners=((0.135, 0.561), (0.779, 0.561), (0.903, 0.736), (0.0, 0.736)),
            after=Duration("30 s"),
            drawn=_DRAWN,
        ),
    ),
    "mill-stream": (
        DrawnZone(
            name="the bank",
            kind="dry",
            corners=((0.545, 0.68), (0.56, 0.95), (0.76, 0.95), (0.76, 0.68)),
            marks=((0.585, 0.8), (0.62, 0.8), (0.655, 0.8), (0.735, 0.8)),
            drawn=_DRAWN,
        ),
    ),
}


def run(address: str, folder: Path | None, cameras: int) -> int:
    """Serve the village until SIGINT or SIGTERM."""
    place = check_address(address)
    if not 1 <= cameras <= len(VIEWS):
        raise UsageError(f"The village has {len(VIEWS)} views, not {cameras}", do="Ask for 1 to 16")
    data = folder or _cache() / f"demo-{__version__}"
    tools = replace(wiring("hearthwatch.commands.rendered"), places=data / "places")
    views = VIEWS[:cameras]
    asyncio.run(_commission(data, views, tools))
    cameras_of = tuple(_camera(view) for view in views)
    orders = [_order(camera, tools) for camera in cameras_of]
    # A channel that is heard by nobody: alerts as files, and as a feed at /feeds/alerts.atom.
    config = Config(
        cameras=cameras_of,
        store=Store(folder=str(data)),
        cap=Cap(folder=str(data / "alerts")),
        # What is simulated is shown to whoever is at this machine.
        web=Web(address=address, accounts="none"),
    )
    asyncio.run(serve_cameras(orders, tools, config, address=place))
    return 0


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hearthwatch"


def _name(view: str) -> str:
    return view.replace("-", " ").capitalize()


def _camera(view: str) -> Camera:
    return Camera(
        id=view, url=CameraUrl(f"village:{view}"), name=_name(view), preset="private",
        zones=_ZONES.get(view, ()),
    )  # fmt: skip


def _order(camera: Camera, tools: Wiring) -> NamedOrder:
    return replace(configured_order(camera, Admission(), tools), first_candidate_s=CANDIDATE_S)


async def _commission(folder: Path, views: Sequence[str], tools: Wiring) -> None:
    """Give each view a plate that has none yet, as many at a time as there are cores."""
    with open_store(folder, tools.clock) as store:
        store.save_cameras([(CameraId(view), _name(view)) for view in views])
        known = {plate.camera for plate in store.plates(state=PlateState.COMMISSIONED)}
        missing = [view for view in views if view not in known]
        if not missing:
            return
        sys.stderr.write("hearthwatch: commissioning the village's plates, once ...\n")
        turns = asyncio.Semaphore(os.cpu_count() or 1)
        works = [asyncio.create_task(_candidate(view, tools, turns)) for view in missing]
        for work in tqdm(
            asyncio.as_completed(works), total=len(works), unit="plate", disable=None, leave=False
        ):
            view, candidate = await work
            plate = store.add_candidate(candidate, CameraId(view))
            store.commission(plate, "the demo", tools.clock.now())


async def _candidate(view: str, tools: Wiring, turns: asyncio.Semaphore) -> tuple[str, PlateCandidate]:
    async with turns:
        file_run = FileRun(lambda _: None, lambda _now, _length: None)
        inlet = village_inlet(VillageOrder(view, programme="empty", plan=_LAPSE, is_paced=False), tools)
        order = camera_order(
            parse_address(f"village:{view}"), by_media_time=True, admission=_LAPSE_ADMISSION, inlet=inlet
        )
        outcome = await file_run.run(tools.supervisor(order, file_run), wants_candidate=True)
        if outcome.candidate is None:
            raise BugError(f"The village's view {view} gave no plate ({outcome.fault})")
        return view, outcome.candidate
