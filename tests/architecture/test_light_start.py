# SPDX-License-Identifier: Apache-2.0
"""The main process of a watch stays light: what decodes and sees is loaded by the sealed side alone."""

from __future__ import annotations

import subprocess
import sys

#: Decoding, vision, the network's run time, and the village: each costs as much to load as a second of work.
HEAVY = ("av", "cv2", "onnxruntime", "tqdm", "hearthwatch.pipeline", "hearthwatch.village")


def test_a_watch_loads_nothing_that_decodes() -> None:
    """Importing the command loads none of the heavy libraries in the process that starts the cameras."""
    program = "import sys, hearthwatch.commands.watch; print(' '.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(found.stdout.split())
    assert "hearthwatch.supervisor" in loaded
    assert loaded.isdisjoint(HEAVY)
