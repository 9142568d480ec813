# SPDX-License-Identifier: Apache-2.0
"""The import contracts hold, and catch what is planted against them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTS = {
    "web/planted.py": "from hearthwatch.model.raw import RawFrame\n",
    "stages/publishing/planted.py": "from hearthwatch.model import raw\n",
    "store/planted.py": "from hearthwatch.stages.frames import decode\n",
    "stages/scene/planted.py": "def late() -> None:\n    from hearthwatch.stages.plates import admitter\n",
    "pipeline.py": "\nfrom hearthwatch.village import truth\n",
    "web/routes/planted.py": "import sqlite3\n",
    "app.py": "\nimport hearthwatch.testing\n",
    "utils.py": "",
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over a copy of the package in ``folder``."""
    program = (
        "import sys; sys.path.insert(0, 'src'); from importlinter import cli; cli.lint_imports_command()"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", program, "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package and of the contracts."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    """The tree as it is breaks no contract."""
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("place", PLANTS)
def test_a_plant_is_caught(copy: Path, place: str) -> None:
    """An import across a boundary, wherever it is hidden in a file, breaks a contract."""
    path = copy / "src" / "hearthwatch" / place
    path.parent.mkdir(exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(text + PLANTS[place], encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout or "is not" in result.stdout or "exhaustive" in result.stdout.lower()
