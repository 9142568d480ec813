# SPDX-License-Identifier: Apache-2.0
"""Incidents on the command line: listed, shown, exported as JSON and as a report, exercises begun."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from pypdf import PdfReader

from hearthwatch.cli import main
from hearthwatch.commands.incident_moments import moments
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import IncidentId
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    Place,
    Severity,
)
from hearthwatch.model.incident_changes import Changes
from hearthwatch.model.scene import CellState
from hearthwatch.stages.publishing.render import render
from hearthwatch.store import DrillWish, open_for_reading, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, NOON, candidate, map_at

SECOND = timedelta(seconds=1)
HERE = CellRect(10, 20, 14, 30)
FIRE = Incident(
    IncidentId(1),
    IncidentKind.FIRE,
    IncidentState.RESOLVED,
    Severity.DANGER,
    NOON,
    (Place(BARN, Hazard.FLAME, HERE, 0.75, NOON, is_open=False),),
    "flames seen <at> the żółw",
    closed=NOON + 60 * SECOND,
    notices=1,
    by="Ada",
)
FIRST = Notice(FIRE.id, 1, NoticeReason.FIRST, Severity.DANGER, "operators", "Fire at Barn.", NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a fire that is over, the plate of its camera, and maps around it."""
    with open_store(tmp_path / "data", FakeClock(NOON)) as store:
        store.save_cameras(CAMERAS)
        plate = store.add_candidate(candidate(), BARN)
        store.commission(plate, "Mia", NOON)
        rows = [replace(map_at(number * SECOND, BARN), plate=plate) for number in range(-90, 150)]
        for row in rows:
            row.cells[:] = CellState.CLEAR
            if NOON <= row.at < NOON + 60 * SECOND:
                row.cells[10:14, 20 : 21 + int((row.at - NOON) / SECOND) % 30] = CellState.FLAME
        store.append_maps(rows)
        entries = (Entry(FIRE.id, NOON, "suspected: flames seen"), Entry(FIRE.id, NOON, "resolved", "Ada"))
        store.keep_incidents(Changes((FIRE,), entries, (FIRST,)))
    return tmp_path / "data"


def test_the_report_of_an_incident_says_all_and_shows_its_maps(folder: Path, tmp_path: Path) -> None:
    """A PDF with its facts, record and notices in words, and four pictures of plate and map."""
    out = tmp_path / "fire.pdf"
    assert main(["incident", "--folder", str(folder), "export", "1", str(out)]) == 0
    pages = PdfReader(out).pages
    words = " ".join("\n".join(page.extract_text() for page in pages).split())
    facts = ("Incident 1: fire, resolved", "flames seen <at> the", "Answered by Ada", "Fire at Barn.")
    shown = (
        "Before, 2026-01-31 11:59:00",
        "At its opening, 2026-01-31 12:00:00",
        "At its height, 2026-01-31 12:00:29",
        "Last, 2026-01-31 12:01:59",
    )
    assert [said for said in (*facts, "suspected: flames seen", *shown) if said not in words] == []
    assert sum(len(page.images) for page in pages) == 4


def test_the_pictures_of_a_report_are_plate_and_map_alone(folder: Path, tmp_path: Path) -> None:
    """Each picture of the PDF is, bit for bit, what the publisher makes of the stored plate and map."""
    out = tmp_path / "fire.pdf"
    main(["incident", "--folder", str(folder), "export", "1", str(out)])
    images = [each.image for page in PdfReader(out).pages for each in page.images]
    found = {np.asarray(image.convert("RGB")).tobytes() for image in images if image is not None}
    with open_for_reading(folder) as store:
        plate = store.plates(BARN)[0].as_pixels()
        cells = [each.cells for each in moments(store, store.incident(FIRE.id), BARN, NOON)]
    shown = [cv2.cvtColor(render(plate, each, (800, 450)), cv2.COLOR_BGR2RGB) for each in cells]
    assert (len(images), len(found)) == (4, 3)  # before and last are alike
    assert found == {picture.tobytes() for picture in shown}


def test_a_report_without_maps_says_that_none_is_kept(folder: Path, tmp_path: Path) -> None:
    """An incident of a camera whose maps are gone still gives a report, which says so."""
    with open_store(folder, FakeClock(NOON)) as store:
        late = NOON + timedelta(days=2)
        store.keep_incidents(Changes((replace(FIRE, id=IncidentId(2), opened=late, closed=late + SECOND),)))
    out = tmp_path / "late.pdf"
    assert main(["incident", "--folder", str(folder), "export", "2", str(out)]) == 0
    words = PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    assert "No map of this camera is kept of that time." in words


def test_the_export_is_json_where_no_pdf_is_asked_for(folder: Path, tmp_path: Path) -> None:
    """The JSON holds incident, record, notices, the plate, and maps from a minute before to one after."""
    out = tmp_path / "fire.json"
    assert main(["incident", "--folder", str(folder), "export", "1", str(out)]) == 0
    value = json.loads(out.read_text(encoding="utf-8"))
    assert (value["format"], value["incident"]["kind"], len(value["record"])) == (
        "hearthwatch-incident-1",
        "fire",
        2,
    )
    assert [len(value["plates"]), value["maps"]["barn"][0]["at"]] == [1, "2026-01-31T11:59:00Z"]


def test_an_exercise_is_asked_for_and_waits_for_a_service(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a service the wish is kept, for the camera and in the name given, and that is said."""
    assert main(["incident", "--folder", str(folder), "drill", "barn", "--by", "Ada"]) == 0
    assert capsys.readouterr().out == "No service is running; it will be done when one is started\n"
    with open_store(folder, FakeClock(NOON)) as store:
        (wish,) = store.wishes()
    assert isinstance(wish, DrillWish)
    assert (wish.camera, wish.by) == (BARN, "Ada")


def test_an_incident_that_never_was_is_one_clear_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exporting it is a usage error that names it, and writes nothing."""
    out = tmp_path / "none.pdf"
    assert main(["incident", "--folder", str(folder), "export", "9", str(out)]) == 2
    assert "There is no incident 9" in capsys.readouterr().err
    assert not out.exists()
