# SPDX-License-Identifier: Apache-2.0
"""What watching one camera costs, beside plain decoding and the Motion daemon, all in one run.

A stream, 1280x720, 15 pictures a second, H.264, 60 s, of the rendered village, is read by each: as a
file as fast as it can be, and over RTSP in real time. All processes count, from their start. How it is
encoded decides what plain decoding costs, so three are measured. Prints a table and JSON.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, cast

import hearthwatch
from hearthwatch.village import View
from measure import Cost, run

PROGRAM = [sys.executable, "-m", "hearthwatch"]
FFMPEG = ["ffmpeg", "-nostdin", "-v", "error"]
PLAIN = "ffmpeg -f null"
PORT = 18554
SECONDS, RATE = 60, 15
#: Village seconds into its programme, when the demo's barn has begun to burn.
START_S = 30.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One of the streams that is measured: a rendered view, and how it is encoded."""

    name: str
    view: str
    encoding: tuple[str, ...]


#: As a camera sends it that is set to 720p: High profile, CABAC, deblocking, a key frame every two
#: seconds, no B-frames, and 2 Mbit/s, the usual setting of makers.
_CAMERA = (
    "-preset", "veryfast", "-profile:v", "high", "-refs", "1", "-bf", "0", "-g", "30",
    "-b:v", "2M", "-maxrate", "2M", "-bufsize", "4M",
)  # fmt: skip
#: The least that a decoder can be given to do: no CABAC, no deblocking, half a megabit.
_LIGHTEST = ("-preset", "ultrafast", "-tune", "zerolatency", "-g", "30", "-crf", "28")
CLIPS = (
    Clip("camera", "square", _CAMERA),
    Clip("camera, a fire in view", "barn", _CAMERA),
    Clip("lightest", "square", _LIGHTEST),
)


def make_clip(path: Path, clip: Clip) -> None:
    """Render and encode a clip: people walk and stand, trees move, in the barn a fire starts."""
    view = View(clip.view)
    encoder = [
        "ffmpeg", "-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", "1280x720",
        "-r", str(RATE), "-i", "pipe:0", "-c:v", "libx264", "-pix_fmt", "yuv420p", *clip.encoding, str(path),
    ]  # fmt: skip
    with subprocess.Popen(encoder, stdin=subprocess.PIPE) as process, cast("BinaryIO", process.stdin) as pipe:
        for number in range(RATE * SECONDS):
            pipe.write(view.picture(START_S + number / RATE).tobytes())
    if process.returncode != 0:
        raise SystemExit("ffmpeg could not encode the clip")


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


def measure_file(clip: Path, name: str, rounds: int) -> dict[str, list[Cost]]:
    """Read a file as fast as it goes, ``rounds`` times, in turn, so that a noisy machine is noisy for all."""
    costs: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for program, command in (
            (PLAIN, [*FFMPEG, "-i", str(clip), "-f", "null", "-"]),
            ("hearthwatch watch --fast", [*PROGRAM, "watch", "--fast", str(clip)]),
        ):
            costs.setdefault(f"{program} | file | {name}", []).append(run(command))
    return costs


def measure_live(folder: Path, name: str, rounds: int) -> dict[str, list[Cost]]:
    """Follow the RTSP server in real time for a minute, ``rounds`` times."""
    url = f"rtsp://127.0.0.1:{PORT}/clip"
    live = {
        PLAIN: ([*FFMPEG, "-rtsp_transport", "tcp", "-i", url, "-f", "null", "-"], signal.SIGINT),
        "hearthwatch watch": ([*PROGRAM, "watch", url], signal.SIGINT),
    }
    if shutil.which("motion"):
        live["motion"] = (["motion", "-c", str(motion_configuration(folder, url))], signal.SIGTERM)
    costs: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for program, (command, ending) in live.items():
            costs.setdefault(f"{program} | RTSP | {name}", []).append(
                run(command, seconds=SECONDS, ending=ending)
            )
    return costs


def report(costs: dict[str, list[Cost]]) -> dict[str, object]:
    """Print the table and return the same as values."""
    rows: dict[str, object] = {}
    print(f"{'program, from, stream':58} {'CPU s':>7} {'x ffmpeg':>9} {'peak MiB':>9} {'status':>7}")
    for name, runs in costs.items():
        base = f"{PLAIN} | {name.partition(' | ')[2]}"
        cpu = statistics.median(each.cpu_s for each in runs)
        ratio = cpu / statistics.median(each.cpu_s for each in costs[base])
        peak = max(each.peak_mib for each in runs)
        if any(each.wall_s < 0.9 * SECONDS for each in runs if " | RTSP | " in name):
            raise SystemExit(f"{name}: ended before its time")
        print(f"{name:58} {cpu:7.2f} {ratio:9.2f} {peak:9.0f} {runs[-1].status:7}")
        rows[name] = {"cpu_s": cpu, "ratio": ratio, "peak_mib": peak, "runs": [asdict(each) for each in runs]}
    return rows


def main() -> None:
    """Run the bench."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--clip", type=Path, help="another clip instead of the village's")
    arguments.add_argument("--json", type=Path, help="write the figures here too")
    chosen = arguments.parse_args()
    # As an installation is: `./dev setup` and every installer compile the modules.
    compileall.compile_dir(Path(hearthwatch.__file__).parent, quiet=1)
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, clip in enumerate(CLIPS if chosen.clip is None else (Clip(chosen.clip.name, "", ()),)):
            path = chosen.clip or folder / f"{number}.mp4"
            if chosen.clip is None:
                make_clip(path, clip)
            costs |= measure_file(path, clip.name, chosen.rounds)
            if number == 0:
                costs |= served(path, folder, clip.name, chosen.rounds)
        rows = report(costs)
    text = json.dumps({"bench": "camera_cost", "seconds": SECONDS, "rows": rows}, indent=2)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


def served(path: Path, folder: Path, name: str, rounds: int) -> dict[str, list[Cost]]:
    """Serve a clip over RTSP and measure who follows it."""
    server = subprocess.Popen(
        [sys.executable, "-m", "hearthwatch.testing.rtsp", str(path), "--port", str(PORT)],
        stdout=subprocess.PIPE,
    )
    try:
        if server.stdout is None or not server.stdout.readline().startswith(b"ready"):
            raise SystemExit("the RTSP server did not start")
        return measure_live(folder, name, rounds)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
