# SPDX-License-Identifier: Apache-2.0
"""What watching one camera costs, beside plain decoding and the Motion daemon, all in one run.

One stream, 1280x720, 15 pictures a second, H.264, 60 s, of the rendered village, is read by each:
as a file as fast as it can be, and over RTSP in real time. Prints a table and JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from hearthwatch.village import View
from hearthwatch.village.encode import StreamPlan, stream
from measure import Cost, run

PROGRAM = [sys.executable, "-m", "hearthwatch"]
PORT = 18554
SECONDS = 60


def make_clip(path: Path) -> None:
    """Render and encode the clip: people walk and stand, trees move, a fire starts."""
    stream_path = path.with_suffix(".ts")
    with stream_path.open("wb") as out:
        stream(View("barn"), out, StreamPlan(rate=15, seconds=SECONDS))
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(stream_path), "-c", "copy", str(path)]
    subprocess.run(command, check=True)


def motion_configuration(folder: Path, url: str) -> Path:
    """Return a configuration that makes Motion watch one stream and record nothing."""
    path = folder / "motion.conf"
    lines = (
        "daemon off", "webcontrol_port 0", "stream_port 0", "picture_output off", "movie_output off",
        f"netcam_url {url}", "netcam_params rtsp_transport=tcp", "width 1280", "height 720", "framerate 15",
        f"target_dir {folder}", f"log_file {folder / 'motion.log'}", "log_level 4",
    )  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def measure(clip: Path, folder: Path, rounds: int) -> dict[str, list[Cost]]:
    """Run everything ``rounds`` times, in turn, so that a noisy machine is noisy for all."""
    ffmpeg = ["ffmpeg", "-nostdin", "-v", "error"]
    url = f"rtsp://127.0.0.1:{PORT}/clip"
    live = {
        "ffmpeg -f null, RTSP": (
            [*ffmpeg, "-rtsp_transport", "tcp", "-i", url, "-f", "null", "-"],
            signal.SIGINT,
        ),
        "hearthwatch watch, RTSP": ([*PROGRAM, "watch", url], signal.SIGINT),
    }
    if shutil.which("motion"):
        live["motion, RTSP"] = (["motion", "-c", str(motion_configuration(folder, url))], signal.SIGTERM)
    costs: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, command in (
            ("ffmpeg -f null, file", [*ffmpeg, "-i", str(clip), "-f", "null", "-"]),
            ("hearthwatch watch --fast, file", [*PROGRAM, "watch", "--fast", str(clip)]),
        ):
            costs.setdefault(name, []).append(run(command))
        for name, (command, ending) in live.items():
            costs.setdefault(name, []).append(run(command, seconds=SECONDS, ending=ending))
    return costs


def report(costs: dict[str, list[Cost]]) -> dict[str, object]:
    """Print the table and return the same as values."""
    rows: dict[str, object] = {}
    print(f"{'program':34} {'CPU s':>7} {'x ffmpeg':>9} {'peak MiB':>9} {'status':>7}")
    for name, runs in costs.items():
        base = "ffmpeg -f null, " + name.rsplit(", ", 1)[1]
        cpu = statistics.median(each.cpu_s for each in runs)
        ratio = cpu / statistics.median(each.cpu_s for each in costs[base])
        peak = max(each.peak_mib for each in runs)
        print(f"{name:34} {cpu:7.2f} {ratio:9.2f} {peak:9.0f} {runs[-1].status:7}")
        rows[name] = {"cpu_s": cpu, "ratio": ratio, "peak_mib": peak, "runs": [asdict(each) for each in runs]}
    return rows


def main() -> None:
    """Run the bench."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--clip", type=Path, help="another clip instead of the village's")
    arguments.add_argument("--json", type=Path, help="write the figures here too")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = chosen.clip or folder / "clip.mp4"
        if chosen.clip is None:
            make_clip(clip)
        server = subprocess.Popen(
            [sys.executable, "-m", "hearthwatch.testing.rtsp", str(clip), "--port", str(PORT)]
        )
        try:
            rows = report(measure(clip, folder, chosen.rounds))
        finally:
            server.terminate()
            server.wait()
    text = json.dumps({"bench": "camera_cost", "seconds": SECONDS, "rows": rows}, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
