# SPDX-License-Identifier: Apache-2.0
"""Makes redaction.html and redaction.json beside it: the report card of how people are hidden.

Series of the village are rendered anew; real annotated clips are taken where HEARTHWATCH_DATA (or
../shared/data) has them. In the card, a clip of ours is a table; pictures are of the village's plates.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STANDING = "clips/people/intel-iot-devkit__one-by-one-person-detection.mp4"


def main() -> int:
    """Write them; the status is that of `hearthwatch evaluate redaction`: 1 where a goal is missed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--series", type=Path, help="series made before by bench/redaction_village.py")
    words.add_argument("--out", type=Path, default=ROOT / "docs" / "reports")
    chosen = words.parse_args()
    data = Path(os.environ.get("HEARTHWATCH_DATA", ROOT.parent / "shared" / "data"))
    with tempfile.TemporaryDirectory(prefix="hearthwatch-report-") as kept:
        home = Path(kept)
        folders = [chosen.series or home / "village"]
        if chosen.series is None:
            _run("bench/redaction_village.py", folders[0])
        if (data / STANDING).exists():
            _run("bench/standing_truth.py", data / STANDING, home / "standing-people")
            folders.append(home / "standing-people")
        if (data / "people_gt").exists():
            folders.append(data / "people_gt")
        command = [sys.executable, "-m", "hearthwatch", "evaluate", "redaction", *map(str, folders)]
        for suffix in ("html", "json"):
            command += [f"--{suffix}", str(chosen.out / f"redaction.{suffix}")]
        return subprocess.run(command, check=False, cwd=ROOT).returncode


def _run(program: str, *arguments: Path) -> None:
    subprocess.run([sys.executable, program, *map(str, arguments)], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
