# SPDX-License-Identifier: Apache-2.0
"""From a channel's delivery to another machine at a real broker by TLS: how long it takes.

``python bench/mqtt_delivery.py [--count N] [--json FILE]`` starts mosquitto on a free port with an authority
of its own, delivers N messages (200), one after the other, and prints when a second subscriber had each.
The goal of issue 6 is a p95 of 0.3 s; above it the exit status is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from hearthwatch.model.ids import MessageName
from hearthwatch.testing.certificates import make_certificates
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import PASSWORD, TOPICS, address, listening, running, until
from hearthwatch.testing.notices import message


async def delivered_s(folder: Path, count: int) -> list[float]:
    """Return how long each of ``count`` messages took, in seconds."""
    certificates = make_certificates(folder)
    took: list[float] = []
    users = {"hearthwatch": PASSWORD, "listener": PASSWORD}
    with Mosquitto(folder, certificates, users).serve() as broker:
        async with (
            listening(broker, certificates) as listener,
            running(address(broker, certificates)) as wired,
        ):
            await until(lambda: wired.link.is_up)
            for number in range(count):
                listener.heard.clear()
                began = time.monotonic()
                await wired.channel.deliver(message(name=MessageName(f"1-{number}")), "")
                await until(lambda: any(topic == TOPICS.event for topic, *_ in listener.heard))
                took.append(next(at for topic, _, _, at in listener.heard if topic == TOPICS.event) - began)
    return took


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many messages")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took = sorted(asyncio.run(delivered_s(Path(folder), asked.count)))
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(
        f"MQTT by TLS, QoS 1, {asked.count} messages, deliver to receipt: "
        f"p50 {1000 * p50:.1f} ms, p95 {1000 * p95:.1f} ms, max {1000 * took[-1]:.1f} ms"
    )
    if asked.json is not None:
        figures = {"messages": asked.count, "p50_s": p50, "p95_s": p95, "max_s": took[-1]}
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if p95 <= 0.3 else 1


if __name__ == "__main__":
    sys.exit(main())
