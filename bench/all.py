# SPDX-License-Identifier: Apache-2.0
"""Runs every program of this folder that measures, and keeps their JSON in bench/results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
NOT_PROGRAMS = {
    "all.py",
    "measure.py",
    "standing_runs.py",
    "redaction_village.py",
    "standing_truth.py",
    "decided.py",
    "nuisances.py",
}


def main() -> int:
    """Run them in turn; the status is that of the last that failed."""
    RESULTS.mkdir(exist_ok=True)
    status = 0
    for program in sorted(HERE.glob("*.py")):
        if program.name in NOT_PROGRAMS:
            continue
        print(f"== {program.stem}", flush=True)
        command = [sys.executable, str(program), "--json", str(RESULTS / f"{program.stem}.json")]
        status = subprocess.run(command, check=False).returncode or status
    return status


if __name__ == "__main__":
    sys.exit(main())
