# SPDX-License-Identifier: Apache-2.0
"""How long a message takes to a push service: from `deliver()` to what the browser has decrypted.

A real HTTPS push service on the loopback, in the same process, checks VAPID and decrypts; so its work counts
too. Each message is encrypted anew for another of 200 phones. Prints a table and JSON. The goal is 1.0 s.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
import statistics
import tempfile
from datetime import timedelta
from pathlib import Path

import httpx

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.phones.choice import Choice
from hearthwatch.stages.notices.phones.push import PushChannel
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions, Subscription
from hearthwatch.stages.notices.phones.vapid import load_vapid
from hearthwatch.testing.certificates import make_certificates
from hearthwatch.testing.push_service import PushService, push_service

PHONES = 200
GOAL_S = 1.0


def message() -> Message:
    """Return a fire of now."""
    now = SystemClock().now()
    words = Words("Fire at the mill", "Fire at the mill, by the stream. Keep away and warn others.")
    return Message(
        MessageName("incident-7-1"), Cause.FIRST, Severity.DANGER, now, now + timedelta(minutes=30),
        {"en": words}, incident=IncidentId(7), kind=IncidentKind.FIRE, hazards=(Hazard.FLAME,),
        cameras=(CameraId("mill"),), places=("Mill stream",), link="https://watch.example/incidents/7",
    )  # fmt: skip


async def subscribe(service: PushService, store: MemorySubscriptions) -> None:
    """Subscribe the phones."""
    for number in range(PHONES):
        endpoint, browser = service.subscribe()
        await store.add(Subscription(str(number), endpoint, browser.p256dh, browser.auth, Choice(), "en"))


async def measured(folder: Path) -> tuple[list[float], list[float]]:
    """Return seconds from `deliver()` to the decrypted push, and to the receipt."""
    certificates = make_certificates(folder)
    trusted = ssl.create_default_context(cafile=str(certificates.authority))
    clock, store = SystemClock(), MemorySubscriptions()
    arrived, receipts = [], []
    async with push_service(certificates) as service, httpx.AsyncClient(verify=trusted) as client:
        await subscribe(service, store)
        channel = PushChannel(store, load_vapid(folder, "mailto:steward@watch.example"), client, clock)
        fire = message()
        for recipient in channel.recipients(fire):
            begun = clock.monotonic()
            await channel.deliver(fire, recipient)
            receipts.append(clock.monotonic() - begun)
            arrived.append(service.pushed[-1].at_s - begun)
        if service.refused or len(service.pushed) != PHONES:
            raise RuntimeError(f"refused: {service.refused[:3]}")
    return arrived, receipts


def figures(seconds: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    parts = statistics.quantiles(seconds, n=20, method="inclusive")
    values = {"p50_ms": parts[9], "p95_ms": parts[18], "max_ms": max(seconds)}
    return {name: round(1000 * value, 2) for name, value in values.items()}


def main() -> int:
    """Measure and print; the status is 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    path = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        arrived, receipts = asyncio.run(measured(Path(folder)))
    rows = {"decrypted by the browser": figures(arrived), "receipt": figures(receipts)}
    print("| to | p50 ms | p95 ms | longest ms |\n|---|---|---|---|")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(str(value) for value in row.values())} |")
    if path:
        path.write_text(json.dumps({"phones": PHONES, **rows}, indent=1) + "\n")
    return int(statistics.quantiles(arrived, n=20)[18] > GOAL_S)


if __name__ == "__main__":
    raise SystemExit(main())
