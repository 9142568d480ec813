# SPDX-License-Identifier: Apache-2.0
"""ONNX Runtime sends nothing to its maker and keeps no identifier, however it comes to be loaded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
#: Where these are set it keeps and sends nothing in any case, so they would hide what is checked.
_SILENCED_BY = {"ORT_DISABLE_TELEMETRY", "CI"}
_LOADS = re.compile(r"^\s*(?:import|from)\s+onnxruntime\b", re.MULTILINE)
#: Says each file below the account's folder, once the library has had time to begin.
_PROGRAM = """
import os, pathlib, time
{load}
time.sleep(0.5)
kept = [str(path) for path in pathlib.Path(os.environ["HOME"]).rglob("*") if path.is_file()]
print("kept:", *kept)
"""


def kept_by(load: str, home: Path) -> str:
    """Return what a program that loads the library leaves in an account's folder."""
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in _SILENCED_BY}
    # Whatever it would send goes to a port that nobody listens on.
    nowhere = {"https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), **nowhere}
    command = [sys.executable, "-c", _PROGRAM.format(load=load)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["hearthwatch.pipeline", "hearthwatch.stages.hazards.fire.network"])
def test_nothing_is_kept_for_reports(module: str, tmp_path: Path) -> None:
    """What loads the network leaves no file of the library's in the account's folder."""
    assert kept_by(f"import {module}", tmp_path / "home") == "kept:"


def test_the_check_can_fail(tmp_path: Path) -> None:
    """Loaded past our module, the library keeps an identifier: the check above looks in the right place."""
    assert "deviceid" in kept_by("import onnxruntime", tmp_path / "home")


def test_nothing_loads_it_past_our_module() -> None:
    """One file loads the library; another would have to come after it."""
    loading = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "training", "bench", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if _LOADS.search(path.read_text())
    }
    after = (ROOT / "training" / "quantize.py").read_text()
    assert loading == {"src/hearthwatch/stages/hazards/fire/runtime.py", "training/quantize.py"}
    assert after.index("fire.runtime import") < after.index("from onnxruntime.")
