# SPDX-License-Identifier: Apache-2.0
"""Incidents in the store: kept whole, read back, their maps kept with them, old ones upgraded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    PersonsAct,
    Place,
    Severity,
)
from hearthwatch.model.incident_changes import Bar, Changes, Told
from hearthwatch.store import Store, Wish, open_for_steward, open_store
from hearthwatch.store.database import DATABASE_NAME
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, MILL, NOON, map_at

STORE = Path(__file__).resolve().parents[3] / "src" / "hearthwatch" / "store"
MINUTE = timedelta(minutes=1)
HERE = CellRect(10, 20, 14, 30)
FIRE = Incident(
    IncidentId(1),
    IncidentKind.FIRE,
    IncidentState.CONFIRMED,
    Severity.DANGER,
    NOON,
    (Place(BARN, Hazard.FLAME, HERE, 0.75, NOON, is_open=True, zone="the yard"),),
    "flames seen",
    due=NOON + timedelta(minutes=5),
    told_area=40,
    notices=1,
)
FIRST = Notice(
    FIRE.id, 1, NoticeReason.FIRST, Severity.DANGER, "operators", "Fire at Barn. Flames seen.", NOON
)
OVER = replace(FIRE, state=IncidentState.FALSE_ALARM, closed=NOON + 2 * MINUTE, due=None, by="Ada", notices=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield an open store that knows cameras."""
    with open_store(tmp_path / "data", FakeClock()) as opened:
        opened.save_cameras(CAMERAS)
        yield opened


def test_an_incident_comes_back_as_it_was_kept(store: Store) -> None:
    """Incident, record and notices come back word for word, and its number is known for ever."""
    store.keep_incidents(Changes((FIRE,), (Entry(FIRE.id, NOON, "suspected: flames seen"),), (FIRST,)))
    assert store.incidents(open_alone=True) == store.incidents() == (FIRE,)
    assert store.entries(FIRE.id) == (Entry(FIRE.id, NOON, "suspected: flames seen"),)
    assert store.notices(untold_alone=True) == store.notices(FIRE.id) == (FIRST,)
    assert store.last_incident_id() == 1


def test_what_was_told_is_noted_once(store: Store) -> None:
    """A notice that was said is not among the untold; saying it again does not change when it was."""
    store.keep_incidents(Changes((FIRE,), notices=(FIRST,), told=(Told(FIRE.id, 1, NOON),)))
    store.keep_incidents(Changes(told=(Told(FIRE.id, 1, NOON + MINUTE),)))
    assert store.notices(untold_alone=True) == ()
    assert [each.told for each in store.notices(FIRE.id)] == [NOON]


def test_a_dismissed_place_is_listed(store: Store) -> None:
    """Its camera, hazard, cells, and who said so when."""
    store.keep_incidents(Changes((FIRE,)))
    store.keep_incidents(Changes((OVER,), bars=(Bar(OVER.places[0], OVER),)))
    (bar,) = store.bars()
    assert (bar.camera, bar.hazard, bar.cells, bar.by) == (BARN, Hazard.FLAME, HERE, "Ada")
    assert store.incidents(open_alone=True) == ()
    assert store.incidents(since=NOON + 2 * MINUTE) == (OVER,)
    assert store.incidents(since=NOON + 3 * MINUTE) == ()


def test_a_step_is_kept_whole_or_not_at_all(store: Store) -> None:
    """Where one line of a step cannot be kept, nothing of it is, and it can be tried again."""
    twice = Changes((FIRE,), notices=(FIRST, FIRST))
    with pytest.raises(Exception, match="UNIQUE"):
        store.keep_incidents(twice)
    assert store.incidents() == ()
    store.keep_incidents(Changes((FIRE,), notices=(FIRST,)))
    assert store.incidents() == (FIRE,)


def test_people_ask_and_the_service_answers(store: Store, tmp_path: Path) -> None:
    """A wish of another process is read once, and its answer comes back to who asked."""
    store.keep_incidents(Changes((FIRE,)))
    with open_for_steward(tmp_path / "data", FakeClock()) as steward:
        number = steward.wish(FIRE.id, PersonsAct.ACKNOWLEDGE, "Ada")
        assert steward.answer(number) is None
        (wish,) = store.wishes()
        assert isinstance(wish, Wish)
        assert (wish.incident, wish.act, wish.by) == (FIRE.id, PersonsAct.ACKNOWLEDGE, "Ada")
        store.answer_wish(wish.id, "")
        assert (store.wishes(), steward.answer(number)) == ((), "")


def test_an_unknown_incident_is_a_clear_error(store: Store) -> None:
    """Asking for an incident that never was says so."""
    with pytest.raises(UsageError, match="There is no incident 7"):
        store.incident(IncidentId(7))


def minutes_left(store: Store, camera: CameraId) -> set[int]:
    """Return the minutes after noon of which a camera has maps."""
    rows = store.history(camera, NOON - timedelta(days=1), NOON + timedelta(days=1))
    return {int((row.at - NOON) / MINUTE) for row in rows}


def test_maps_around_an_incident_outlive_the_others(store: Store) -> None:
    """Erasing leaves those of its camera, a minute before to a minute after; they go with the incident."""
    rows = [map_at(minute * MINUTE, camera, minute) for minute in range(10) for camera in (BARN, MILL)]
    store.append_maps(rows)
    late = NOON + timedelta(hours=12)
    store.compact(late)
    fire = replace(OVER, opened=NOON + 4 * MINUTE, closed=NOON + 5 * MINUTE)
    store.keep_incidents(Changes((fire,)))
    store.erase(late, keep=timedelta(hours=1), keep_bytes=1)
    assert (minutes_left(store, BARN), minutes_left(store, MILL)) == ({3, 4, 5, 6}, set())
    assert store.check() == ()
    store.erase_incidents(late)
    store.erase(late, keep=timedelta(hours=1))
    assert minutes_left(store, BARN) == set()
    assert store.incidents() == ()
    assert store.last_incident_id() == 1, "a number is never used again"


def test_incidents_of_the_second_version_are_upgraded(tmp_path: Path) -> None:
    """What a service of version 2 opened is there, resolved, and the next number is a new one."""
    folder = tmp_path / "old"
    folder.mkdir()
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript((STORE / "upgrades" / "version_2.sql").read_text(encoding="utf-8"))
    connection.executescript(
        "INSERT INTO meta VALUES ('schema_version', '2');"
        "INSERT INTO camera VALUES (0, 'barn', 'Barn');"
        "INSERT INTO incident (camera, hazard, opened, closed, state, why) VALUES"
        " (0, 'smoke', 1769860800000, 1769860860000, 'closed',"
        ' \'{"score":0.5,"box":null,"text":"grey"}\'),'
        ' (0, \'lost\', 1769860900000, NULL, \'open\', \'{"score":1.0,"box":null,"text":"no picture"}\');'
    )
    connection.commit()
    connection.close()
    with open_store(folder, FakeClock()) as store:
        found = [(each.kind, each.state, each.why) for each in store.incidents()]
        assert found == [
            (IncidentKind.FIRE, IncidentState.RESOLVED, "grey"),
            (IncidentKind.CAMERA, IncidentState.RESOLVED, "no picture"),
        ]
        assert store.last_incident_id() == 2
        assert store.check() == ()
