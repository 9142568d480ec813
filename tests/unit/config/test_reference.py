# SPDX-License-Identifier: Apache-2.0
"""What is written about the configuration is what there is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from hearthwatch.config.load import parse_config
from hearthwatch.config.reference import defaults, keys_at, reference

_ROOT = Path(__file__).resolve().parents[3]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hearthwatch.config.reference", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_page_and_the_file_are_up_to_date() -> None:
    """docs/ref/config.md and hearthwatch.toml are what the structs say."""
    assert (_ROOT / "docs" / "ref" / "config.md").read_text() == reference()
    assert (_ROOT / "hearthwatch.toml").read_text() == defaults()


def test_a_stale_page_is_found_and_mended(tmp_path: Path) -> None:
    """The check fails on files that differ, and passes once they have been written."""
    (tmp_path / "docs" / "ref").mkdir(parents=True)
    stale = _run("--check", str(tmp_path))
    assert stale.returncode == 1
    assert "config.md is not up to date" in stale.stderr
    assert _run(str(tmp_path)).returncode == 0
    assert _run("--check", str(tmp_path)).returncode == 0


def test_every_key_is_told() -> None:
    """Each key of each section has a row in the page and a line in the file."""
    page, file = reference(), defaults()
    for section in (
        "camera", "camera.zone", "store", "web", "admission.public", "admission.private", "notices", "mqtt",
        "cap",
        "cap.area", "weather", "webhook", "relay", "call_point",
    ):  # fmt: skip
        for key in set(keys_at(section)) - {"zone", "area"}:  # sections of their own
            assert f"| `{key}` |" in page
            assert f"{key} = " in file


def test_the_examples_load() -> None:
    """Every line of the shipped file that is commented out is TOML, and loads when it is not."""
    lines = [
        line[1:] if line.startswith("#") and line[1:2] not in {" ", ""} else line
        for line in defaults().split("\n")
    ]
    text = "\n".join(line for line in lines if not line.startswith("password_file"))
    assert tomllib.loads(text)
    config = parse_config(text, "x.toml")
    assert [camera.shown_name for camera in config.cameras] == ["The gate"]
    assert config.admission.public.days == 3
