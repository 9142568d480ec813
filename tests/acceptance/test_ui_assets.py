# SPDX-License-Identifier: Apache-2.0
"""The committed front end is what its sources make, asks no other host, and names no registry."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "ui"
ASSETS = ROOT / "src" / "hearthwatch" / "web" / "static" / "app"
#: Namespaces look like addresses and are never fetched.
NAMED_ONLY = re.compile(r"https?://www\.w3\.org/")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its relative name."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run_npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder; its output is the failure's words."""
    ran = subprocess.run(
        ["npm", *arguments], cwd=folder, check=False, capture_output=True, text=True, timeout=500
    )
    assert ran.returncode == 0, f"npm {' '.join(arguments)}:\n{ran.stdout}\n{ran.stderr}"


@pytest.mark.slow
@pytest.mark.component("node")
@pytest.mark.skipif(shutil.which("npm") is None, reason="component npm is missing: npm")
@pytest.mark.timeout(900)
def test_assets_match_sources(tmp_path: Path) -> None:
    """A build from the lock file, in another folder, gives the committed files byte for byte."""
    copy = tmp_path / "ui"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    run_npm(copy, "ci", "--no-audit", "--no-fund", "--loglevel=error")
    run_npm(copy, "run", "build", "--", "--outDir", str(tmp_path / "app"), "--emptyOutDir")
    built, committed = files_of(tmp_path / "app"), files_of(ASSETS)
    assert sorted(built) == sorted(committed), "run ./dev ui"
    differing = [name for name, body in built.items() if committed[name] != body]
    assert not differing, "run ./dev ui"


def test_assets_name_no_other_host() -> None:
    """Nothing that a browser is given holds the address of another host."""
    # A drawn icon is no text.
    texts = {name: body for name, body in files_of(ASSETS).items() if not name.endswith(".png")}
    for name, body in texts.items():
        text = NAMED_ONLY.sub("", body.decode())
        assert not re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s\"']*", text), name


@pytest.mark.parametrize("name", ["index.html", "residents.html"])
def test_page_needs_nothing_inline(name: str) -> None:
    """A page holds no inline script or style, so that it works under a strict policy."""
    page = (ASSETS / name).read_text(encoding="utf-8")
    assert "<style" not in page
    assert " style=" not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []


def test_the_service_worker_is_one_plain_script() -> None:
    """The worker imports nothing: browsers that take no modules as workers take it too."""
    script = (ASSETS / "sw.js").read_text(encoding="utf-8")
    assert "notificationclick" in script
    assert not re.findall(r"\b(import|export|importScripts)\b", script)


def test_lock_file_names_no_registry() -> None:
    """The lock file pins every package by its hash and says nothing of where to get it."""
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if not entry.get("integrity")]
