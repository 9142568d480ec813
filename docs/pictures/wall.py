# SPDX-License-Identifier: Apache-2.0
"""Makes docs/pictures/wall.png: the demo's wall in a real browser, a minute after it began."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from hearthwatch.testing.service import RunningService, free_port

ROOT = Path(__file__).resolve().parents[2]
#: By now the barn's rubbish burns, the stream is over its staff and the van stands in the lane.
AFTER_S = 75


def main() -> int:
    """Start the demo, wait, take the picture."""
    port = free_port()
    with TemporaryDirectory() as folder:
        arguments = ["demo", "--address", f"127.0.0.1:{port}", "--folder", folder]
        with RunningService(arguments, port=port, start_s=300):
            Event().wait(AFTER_S)
            command = [
                "node",
                "e2e/picture.mjs",
                f"http://127.0.0.1:{port}/",
                str(ROOT / "docs/pictures/wall.png"),
            ]
            return subprocess.run(command, cwd=ROOT / "ui", check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
