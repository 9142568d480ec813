# SPDX-License-Identifier: Apache-2.0
"""The pages and the television over still places: ``python -m hearthwatch.testing.television_pages``.

It prints its address, then obeys lines on its standard input until that ends: ``open HAZARD CAMERA``,
``drill CAMERA``, ``answer INCIDENT``, ``paint STATE CAMERA``, ``silence CAMERA``. An argument says how many
cameras there are.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import PersonsAct
from hearthwatch.model.scene import CellState
from hearthwatch.television.house import TelevisionHouse
from hearthwatch.web.bind import listen
from hearthwatch.web.serve import serve
from hearthwatch.web.server import Beside, create_app

from .television import ShownPlaces

_BEAT_S = 0.5


async def obey(places: ShownPlaces, line: str) -> str:
    """Do what a line says; return what is to be printed of it."""
    word, *rest = line.split()
    if word == "open":
        return str(places.alarms.incidents.open(Hazard(rest[0]), CameraId(rest[1])))
    if word == "drill":
        return str(places.alarms.incidents.open(Hazard.FLAME, CameraId(rest[0]), drill=True))
    if word == "answer":
        with contextlib.suppress(UsageError):  # somebody has answered already
            await places.alarms.incidents.act(IncidentId(int(rest[0])), PersonsAct.ACKNOWLEDGE, "Ana")
    elif word == "paint":
        places.paint(rest[1], CellState[rest[0].upper()])
        places.send()
    elif word == "silence":
        places.silent.add(places.number(rest[0]))
    return "done"


async def _beat(places: ShownPlaces) -> None:
    while True:
        places.send()
        await asyncio.sleep(_BEAT_S)


async def _run(count: int) -> None:
    clock = SystemClock()
    places = ShownPlaces(clock, count, (1280, 720))
    television = TelevisionHouse(places.sources, clock)
    listener = listen("127.0.0.1", 0)
    stop = asyncio.Event()
    app = create_app(places.service, alarms=places.alarms, beside=Beside(television=lambda: television))
    serving, beating = asyncio.create_task(serve(app, listener, stop)), asyncio.create_task(_beat(places))
    _say(f"http://127.0.0.1:{listener.getsockname()[1]}")
    while line := await asyncio.to_thread(sys.stdin.readline):
        _say(await obey(places, line))
    stop.set()
    beating.cancel()
    await serving
    await television.aclose()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1]) if len(sys.argv) > 1 else 16))
