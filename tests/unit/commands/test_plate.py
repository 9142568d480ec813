# SPDX-License-Identifier: Apache-2.0
"""A steward's commands: what is shown of a candidate, and what each act does and says."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from hearthwatch.cli import main
from hearthwatch.commands.plate import cells_of
from hearthwatch.model.errors import UsageError
from hearthwatch.model.plate import PlateState
from hearthwatch.store import PlateAct, open_for_reading, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, NOON, candidate, candidate_with_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a shown plate, 1, and a candidate, 2, part of which is held back."""
    with open_store(tmp_path / "data", FakeClock(NOON)) as store:
        store.save_cameras(CAMERAS)
        store.commission(store.add_candidate(candidate(), BARN), "Mia", NOON)
        store.add_candidate(candidate_with_text(), BARN)
    return tmp_path / "data"


def said(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """Run ``hearthwatch plate`` and return what it says; fail where it fails."""
    assert main(["plate", "--folder", str(folder), *arguments]) == 0
    return capsys.readouterr().out


def test_plates_are_listed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """One line a plate: whose, which light, how much is known and how many cells are held back."""
    assert said(capsys, folder, "list") == (
        " plate camera               light     state          known  held       size created\n"
        "     1 barn                 day       commissioned     78%     0     171x97 2026-01-31 12:00 UTC\n"
        "     2 barn                 day       candidate        77%    18     171x97 2026-01-31 12:00 UTC\n"
    )
    listed = json.loads(said(capsys, folder, "list", "--json"))
    assert [(each["plate"], each["state"], each["held_cells"]) for each in listed] == [
        (1, "commissioned", 0),
        (2, "candidate", 18),
    ]


def test_a_candidate_is_shown_with_its_reasons(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    """Two pictures and a table say what would be visible and why not the rest; held pixels are in none."""
    out = tmp_path / "two.png"
    assert said(capsys, folder, "show", "2", str(out)) == (
        "candidate 2: barn, day, 171x97, 12 samples, proposed 2026-01-31 12:00 UTC\n"
        "  2782 cells  77.3%  admitted\n"
        "   800 cells  22.2%  something moves here\n"
        "    18 cells   0.5%  may hold writing; a steward can clear it\n"
        "against plate 1, shown now: 0 cells newly visible, 18 no more, 0 look otherwise, 2782 the same\n"
        "held back, may hold writing: 20-22,30-35 (see it by: hearthwatch plate clear 2 20-22,30-35)\n"
        "one person must approve it\n"
    )
    shown = cv2.imread(str(out), cv2.IMREAD_UNCHANGED)
    reasons = cv2.imread(str(tmp_path / "two-reasons.png"))
    assert shown is not None
    assert reasons is not None
    assert shown.shape == (97, 171, 4)
    assert not shown[97 * 20 // 45 : 97 * 23 // 45, 171 * 30 // 80 : 171 * 36 // 80].any()
    # A cell is 12 pixels, the margin 30: what is held back has the colour of its reason, and no other.
    held = reasons[30 + 20 * 12 : 30 + 23 * 12, 30 + 30 * 12 : 30 + 36 * 12].reshape(-1, 3)
    assert np.unique(held, axis=0).tolist() == [[167, 121, 204]]


def test_the_reason_of_each_cell_is_told_to_programs(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """As JSON there is the number of the reason of every cell, and what each number means."""
    told = json.loads(said(capsys, folder, "show", "2", "--json"))
    cells = np.asarray(told["cells"])
    assert cells.shape == (45, 80)
    for reason in told["reasons"]:
        assert int((cells == reason["number"]).sum()) == reason["cells"]
    assert told["held"] == [{"rows": [20, 22], "columns": [30, 35]}]
    assert told["against_what_is_shown"]["plate"] == 1
    assert told["approvals"] == {"needed": 1, "by": []}


def test_a_steward_clears_strikes_and_approves(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Each act says what it did; the plate then shows what was left in and cleared."""
    assert "12 cells are in candidate 2 now" in said(
        capsys, folder, "clear", "2", "20-21,0-79", "--by", "Mia"
    )
    assert said(capsys, folder, "strike", "2", "44,0", "40-43,5-6", "--by", "Mia") == (
        "9 cells of candidate 2 are erased\n"
    )
    assert said(capsys, folder, "approve", "2", "--by", "Mia") == "plate 2 is shown from now on\n"
    with open_for_reading(folder) as store:
        shown = store.plates(state=PlateState.COMMISSIONED)
        assert [plate.id for plate in shown] == [2]
        assert shown[0].admitted[20:22, 30:36].all()
        assert not shown[0].admitted[22, 30:36].any()
        assert not shown[0].admitted[44, 0]
    assert said(capsys, folder, "retire", "2", "--by", "Noor") == "plate 2 is retired\n"
    assert said(capsys, folder, "show", "2").splitlines()[-4:] == [
        line.format(at=at) for line, at in zip(
            ["{at} cleared by Mia, 12 cells", "{at} struck by Mia, 9 cells", "{at} approved by Mia",
             "{at} retired by Noor"],
            [act.at.strftime("%Y-%m-%d %H:%M UTC") for act in acts_of(folder)], strict=True)
    ]  # fmt: skip


def acts_of(folder: Path) -> list[PlateAct]:
    """Return what was written down of plate 2."""
    with open_for_reading(folder) as store:
        return list(store.plate_acts(store.plates()[-1].id))


def test_a_public_place_asks_for_a_second_person(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """The first approval says that one more is needed."""
    with open_store(folder, FakeClock(NOON)) as store:
        store.add_candidate(candidate(), BARN, approvals=2)
    assert said(capsys, folder, "approve", "3", "--by", "Mia") == (
        "candidate 3 is approved by Mia; one more person must approve it\n"
    )
    assert "two people must approve it, approved by Mia\n" in said(capsys, folder, "show", "3")
    assert said(capsys, folder, "approve", "3", "--by", "Noor") == "plate 3 is shown from now on\n"


@pytest.mark.parametrize("words", ["5", "5,80", "45,0", "9-3,1", "5,30-", "x,y", "-1,2", ""])
def test_cells_that_there_are_not_are_refused(words: str) -> None:
    """What names no cells of the map is told, before anything is done."""
    with pytest.raises(UsageError):
        cells_of([words])


def test_cells_are_named_by_rows_and_columns() -> None:
    """Single cells, rectangles with both ends, and all."""
    cells = cells_of(["5,30", "10-11,0-79"])
    assert (int(cells.sum()), bool(cells[5, 30]), bool(cells[11, 79])) == (161, True, True)
    assert cells_of(["all"]).all()


def test_acts_on_what_is_no_candidate_are_refused(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """What is shown, or not there, is not struck, cleared or approved; one line says so, status 2."""
    for arguments in (["strike", "1", "all"], ["clear", "1", "all"], ["approve", "1"], ["show", "9"]):
        assert main(["plate", "--folder", str(folder), *arguments]) == 2
        assert capsys.readouterr().err.startswith("hearthwatch: There is no ")
