# SPDX-License-Identifier: Apache-2.0
"""What all tests share: the real clips, the components beyond Python, and what may be skipped.

With HEARTHWATCH_FORBID_SKIPS set (as .ci/run does) a test that is skipped for a component, or for
real clips that are there, fails the run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: What a component is found by, and the Debian package that brings it.
COMPONENTS = {
    "caddy": "caddy",
    "nginx": "nginx-light",
    "ffmpeg": "ffmpeg",
    "chromium": "chromium",
    "node": "nodejs npm",
    "openssl": "openssl",
    "espeak-ng": "espeak-ng",
    "sipp": "sip-tester",
    "aplay": "alsa-utils",
    "mosquitto": "mosquitto",
    "gst-rtsp-server": "gir1.2-gst-rtsp-server-1.0 gstreamer1.0-rtsp python3-gi",
}
DATA = Path(os.environ.get("HEARTHWATCH_DATA", ROOT.parent / "shared" / "data"))


def has(component: str) -> bool:
    """Whether a component is on this machine."""
    if component == "gst-rtsp-server":
        probe = (
            "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
        )
        python = Path("/usr/bin/python3")
        return (
            python.exists()
            and subprocess.run([python, "-c", probe], check=False, capture_output=True).returncode == 0
        )
    if component == "mosquitto":
        # Debian puts it where only root's path leads.
        return shutil.which(component) is not None or Path("/usr/sbin/mosquitto").exists()
    return shutil.which(component) is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, tests whose component or data are absent."""
    present = {name: has(name) for name in COMPONENTS}
    for item in items:
        for mark in item.iter_markers("component"):
            for name in mark.args:
                if not present[name]:
                    item.add_marker(
                        pytest.mark.skip(reason=f"component {name} is missing: {COMPONENTS[name]}")
                    )
        if item.get_closest_marker("data") and not DATA.is_dir():
            item.add_marker(pytest.mark.skip(reason=f"no real clips at {DATA} (HEARTHWATCH_DATA)"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where skips are forbidden, make each one a failure that says why."""
    report = yield
    if os.environ.get("HEARTHWATCH_FORBID_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        because_of_data = "no real clips" in str(report.longrepr)
        if not because_of_data or DATA.is_dir():
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped where that is forbidden: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def real_clips() -> Path:
    """Return the folder of real clips; the test that uses it bears the mark ``data``."""
    return DATA
