# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch redact``: a file with people in, a file without out.

Two passes through the sealed pair: the first builds the plate from the file itself, the second says
where the view differs from it. What is written is rendered from plate and map alone.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from hearthwatch.commands.file_run import FileOutcome, FileRun
from hearthwatch.commands.film import Film, read_plate, replacing, write_plate
from hearthwatch.commands.orders import Wiring, camera_order, wiring
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.health import ConnectionState, FaultCode, StreamFigures
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.scene import Cells
from hearthwatch.sealed.messages import Report
from hearthwatch.stages.cameras.address import CameraAddress, parse_address
from hearthwatch.stages.cameras.faults import camera_error
from hearthwatch.stages.plates.presets import for_file

#: Below this share of the view known, a person is told (design, section 6).
LITTLE_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class RedactOrder:
    """What to redact, and what to write."""

    source: str
    target: Path
    plate: Path | None
    plate_out: Path | None
    maps: Path | None


def run(order: RedactOrder) -> int:
    """Redact one file."""
    address = parse_address(order.source)
    _refuse(order, address)
    return asyncio.run(_redact(order, address, wiring()))


def _refuse(order: RedactOrder, address: CameraAddress) -> None:
    if address.kind != "file":
        raise UsageError(
            f"{address} is no file", do="redact works from file to file; see `hearthwatch watch`"
        )
    for target in (order.target, order.plate_out, order.maps):
        if target is None:
            continue
        if not target.parent.is_dir():
            raise UsageError(f"There is no folder {target.parent}", do="Make it, or name another")
        if target.is_dir():
            raise UsageError(f"{target} is a folder", do="Name a file to write")
        if target.exists() and Path(address.path).exists() and target.samefile(address.path):
            raise UsageError(f"{target} is the file to be read", do="Name another file to write")


async def _redact(order: RedactOrder, address: CameraAddress, tools: Wiring) -> int:
    figures = await _figures(address, tools)
    given = None if order.plate is None else read_plate(order.plate)
    plate = given or _usable(await _candidate(address, figures, tools))
    known = float(plate.admitted.mean()) if plate else 0.0
    if known < LITTLE_KNOWN:
        sys.stderr.write(
            f"hearthwatch: {100 * known:.0f} % of the view is known; the rest is shown as unknown.\n"
        )
    maps = await _maps(address, figures, plate, tools)
    size = (figures.width, figures.height)
    with replacing(order.target) as target, Film(target, size, plate) as film:
        for now_s, cells in tqdm(maps, unit="map", desc="writing", disable=None, leave=False):
            film.add(now_s, cells)
        film.end(max(figures.duration_s, maps[-1][0] if maps else 0.0))
    if order.plate_out is not None:
        write_plate(order.plate_out, plate, size)
    if order.maps is not None:
        _write_maps(order.maps, maps)
    return 0


@dataclass(frozen=True, slots=True)
class _Pass:
    """One pass over the file: what for, and with which plate."""

    name: str
    duration_s: float
    plate: PlatePixels | None = None
    wants_candidate: bool = False


async def _run_pass(
    address: CameraAddress, tools: Wiring, each: _Pass, take: Callable[[Report], None]
) -> FileOutcome:
    total = round(each.duration_s) or None
    with tqdm(total=total, unit="s", desc=each.name, disable=None, leave=False) as bar:

        def advance(now_s: float, _length_s: float) -> None:
            bar.update(max(0.0, now_s - bar.n))

        file_run = FileRun(take, advance)
        order = camera_order(address, by_media_time=True, admission=for_file(each.duration_s))
        outcome = await file_run.run(
            tools.supervisor(order, file_run),
            plates=() if each.plate is None else (each.plate,),
            wants_candidate=each.wants_candidate,
        )
    if outcome.fault is not None and not outcome.frames:
        raise camera_error(outcome.fault, address)
    return outcome


async def _figures(address: CameraAddress, tools: Wiring) -> StreamFigures:
    """Return what the file holds, or raise its fault."""
    asked = _Asked()
    order = camera_order(address, by_media_time=True)
    task = asyncio.create_task(tools.supervisor(order, asked).run())
    answered = asyncio.create_task(asked.answered.wait())
    try:
        await asyncio.wait((task, answered), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
    finally:
        task.cancel()
        answered.cancel()
        await asyncio.gather(task, answered, return_exceptions=True)
    if asked.figures is None:
        raise camera_error(asked.fault or FaultCode.BUG, address)
    return asked.figures


class _Asked:
    """Listens for the first word about a file."""

    def __init__(self) -> None:
        self.answered = asyncio.Event()
        self.figures: StreamFigures | None = None
        self.fault: FaultCode | None = None

    def on_stream(self, figures: StreamFigures) -> None:
        self.figures = figures
        self.answered.set()

    def on_connection(self, state: ConnectionState, fault: FaultCode | None) -> None:
        if state is not ConnectionState.CONNECTING:
            self.fault = fault
            self.answered.set()

    def on_report(self, report: Report) -> None:
        """Take no report: only the first word matters."""

    def on_candidate(self, candidate: PlateCandidate | None) -> None:
        """Take no candidate: none is asked for."""

    def on_watcher_lost(self) -> None:
        self.answered.set()


async def _candidate(address: CameraAddress, figures: StreamFigures, tools: Wiring) -> PlateCandidate | None:
    each = _Pass("plate", figures.duration_s, wants_candidate=True)
    outcome = await _run_pass(address, tools, each, lambda _: None)
    return outcome.candidate


def _usable(candidate: PlateCandidate | None) -> PlatePixels | None:
    if candidate is None:
        return None
    return PlatePixels(PlateId(1), candidate.light, candidate.pixels, candidate.admitted)


async def _maps(
    address: CameraAddress, figures: StreamFigures, plate: PlatePixels | None, tools: Wiring
) -> list[tuple[float, Cells]]:
    maps: list[tuple[float, Cells]] = []

    def take(report: Report) -> None:
        # The last report of a pass repeats the last moment.
        if not maps or report.scene.media_time_s > maps[-1][0]:
            maps.append((report.scene.media_time_s, report.scene.cells))

    await _run_pass(address, tools, _Pass("maps", figures.duration_s, plate), take)
    return maps


def _write_maps(path: Path, maps: list[tuple[float, Cells]]) -> None:
    times = np.array([now_s for now_s, _ in maps], np.float64)
    cells = np.array([each for _, each in maps], np.uint8).reshape(-1, GRID_ROWS, GRID_COLUMNS)
    with replacing(path) as target, target.open("wb") as out:
        np.savez_compressed(out, t_s=times, cells=cells)
