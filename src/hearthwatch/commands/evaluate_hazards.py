# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch evaluate hazards``: annotated clips through the sealed pipeline, a report card out."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from pathlib import Path

from tqdm import tqdm

from hearthwatch import __version__
from hearthwatch.commands.file_run import FileRun
from hearthwatch.commands.orders import Wiring, camera_order, wiring
from hearthwatch.evaluation.hazards.figures import Card, card
from hearthwatch.evaluation.hazards.manifest import Clip, clips
from hearthwatch.evaluation.hazards.page import page
from hearthwatch.evaluation.hazards.scoring import Watched, verdict
from hearthwatch.sealed.messages import Report
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.hazards.fire.network import model_hash
from hearthwatch.stages.hazards.fire.settings import DEMANDS, Sensitivity
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates


def run(folder: Path, out: Path, sensitivity: Sensitivity) -> int:
    """Evaluate the clips of ``folder`` and write hazards.html and hazards.json into ``out``."""
    todo = clips(folder)
    tools = wiring()
    bar = tqdm(todo, unit="clip", disable=None, leave=False)
    verdicts = [verdict(asyncio.run(_watched(clip, tools, sensitivity))) for clip in bar]
    found = card(verdicts, _about(sensitivity))
    out.mkdir(parents=True, exist_ok=True)
    (out / "hazards.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (out / "hazards.html").write_text(page(found), encoding="utf-8")
    sys.stdout.write(
        "\n".join((*_lines(found), f"written: {out / 'hazards.html'}, {out / 'hazards.json'}", ""))
    )
    return 0


async def _watched(clip: Clip, tools: Wiring, sensitivity: Sensitivity) -> Watched:
    """Watch one clip with all of the product, a camera of its own each time."""
    states, opened, last = HazardStates(), list[HazardEvent](), [0.0]

    def take(report: Report) -> None:
        last[0] = report.scene.media_time_s
        opened.extend(e for e in states.step(report.observations, last[0]) if e.kind == "opened")

    order = camera_order(parse_address(str(clip.path)), by_media_time=True, sensitivity=sensitivity)
    file_run = FileRun(take, lambda _now, _length: None)
    outcome = await file_run.run(tools.supervisor(order, file_run))
    fault = None if outcome.fault is None else outcome.fault.value
    return Watched(clip, tuple(opened), last[0], fault)


def _about(sensitivity: Sensitivity) -> dict[str, str]:
    settings = repr(DEMANDS[sensitivity]).encode()
    return {
        "version": __version__,
        "model (SHA-256)": model_hash(),
        "setting": sensitivity,
        "configuration (SHA-256)": hashlib.sha256(settings).hexdigest(),
    }


def _lines(found: Card) -> list[str]:
    lines = []
    for name in ("flame", "smoke"):
        each = found[name]
        low, high = each["interval_95"]
        median = "-" if each["median_s"] is None else f"{each['median_s']:.1f} s"
        lines.append(
            f"{name}: {each['found']} of {each['incidents']} (95 %: {low:.2f} to {high:.2f}), median {median}"
        )
    rate = found["false_alarms"]
    lines.append(
        f"false alarms: {rate['events']} in {rate['hours']:.3f} h, {rate['quiet_clips_alarming']} of "
        f"{rate['quiet_clips']} quiet clips (95 %: at most {rate['per_camera_day_at_most_95']} a camera-day)"
    )
    return lines
