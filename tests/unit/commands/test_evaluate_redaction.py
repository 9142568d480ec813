# SPDX-License-Identifier: Apache-2.0
"""The command that evaluates redaction, through the sealed processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hearthwatch.cli import main
from hearthwatch.testing.annotated import MadeSeries


def test_a_series_is_redacted_and_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with one series gives a line for each goal, a page and JSON; nobody in it is shown."""
    MadeSeries(tmp_path).write(tmp_path / "drawn")
    page, figures = tmp_path / "card.html", tmp_path / "card.json"
    status = main(["evaluate", "redaction", str(tmp_path), "--html", str(page), "--json", str(figures)])
    said = json.loads(figures.read_text(encoding="utf-8"))
    assert [each["series"] for each in said["series"]] == ["drawn"]
    assert status == (0 if said["met"] else 1)
    assert said["series"][0]["figures"]["exposure"]["pixel_leak"] == 0
    assert said["series"][0]["figures"]["exposure"]["frames_with_people"] > 20
    assert said["series"][0]["figures"]["plates"]["wrong"] == 0
    assert "pixel leak" in capsys.readouterr().out
    assert "drawn" in page.read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["card.html", "card.json", "drawn"]


@pytest.mark.parametrize("wrong", ["nowhere", "empty"])
def test_folders_without_series_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    """What cannot be evaluated is one line and status 2."""
    (tmp_path / "empty").mkdir()
    assert main(["evaluate", "redaction", str(tmp_path / wrong)]) == 2
    assert capsys.readouterr().err.startswith("hearthwatch: ")
