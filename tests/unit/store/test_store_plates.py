# SPDX-License-Identifier: Apache-2.0
"""Plates and incidents: proposed, struck, shown, retired, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import CellReason, PlateState
from hearthwatch.model.scene import Light
from hearthwatch.store import Store, open_for_steward, open_store
from hearthwatch.store.pictures import only_admitted, spread
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, MILL, NOON, candidate, candidate_with_text

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield a store that knows two cameras."""
    with open_store(tmp_path, FakeClock(NOON)) as opened:
        opened.save_cameras(CAMERAS)
        yield opened


def states(store: Store) -> list[tuple[PlateId, PlateState]]:
    """Return all plates with their states."""
    return [(plate.id, plate.state) for plate in store.plates()]


def test_a_candidate_is_kept_without_what_it_does_not_admit(store: Store) -> None:
    """Admitted pixels come back exactly; pixels of other cells are zeros, whatever was given."""
    proposed = candidate()
    plate = store.plate(store.add_candidate(proposed, BARN))
    assert (plate.camera, plate.light, plate.state) == (BARN, Light.DAY, PlateState.CANDIDATE)
    assert (plate.created, plate.approved) == (NOON, None)
    assert np.array_equal(plate.admitted, proposed.admitted)
    assert np.array_equal(plate.pixels, only_admitted(proposed.pixels, proposed.admitted))
    assert plate.pixels.any()
    assert not plate.pixels[~spread(proposed.admitted, 171, 97)].any()


def test_why_a_cell_is_admitted_is_kept(store: Store) -> None:
    """Reasons and the count of samples come back for the steward's page."""
    proposed = candidate()
    found = store.candidate(store.add_candidate(proposed, BARN))
    assert np.array_equal(found.reasons, proposed.reasons)
    assert (found.samples, found.known_share) == (12, proposed.known_share)


def test_the_png_is_transparent_where_the_plate_is_unknown(store: Store) -> None:
    """The published PNG has alpha 0 exactly where nothing is admitted, and nothing below it."""
    proposed = candidate()
    png = store.plate_png(store.add_candidate(proposed, BARN))
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    known = spread(proposed.admitted, 171, 97)
    assert np.array_equal(picture[..., 3], np.where(known, 255, 0))
    assert np.array_equal(picture[..., :3], only_admitted(proposed.pixels, proposed.admitted))


def test_commissioning_retires_the_former_plate_of_the_same_light_alone(store: Store) -> None:
    """One plate a view and light is shown; other lights and cameras stay as they are."""
    first, night = (
        store.add_candidate(candidate(), BARN),
        store.add_candidate(candidate(light=Light.LAMPS), BARN),
    )
    other, second = store.add_candidate(candidate(), MILL), store.add_candidate(candidate(), BARN)
    for plate in (first, night, other, second):
        store.commission(plate, "steward", NOON + HOUR)
    assert dict(states(store)) == {
        first: PlateState.RETIRED,
        night: PlateState.COMMISSIONED,
        other: PlateState.COMMISSIONED,
        second: PlateState.COMMISSIONED,
    }
    assert store.plate(second).approved == NOON + HOUR
    assert store.commissioned_ids() == (night, other, second)
    assert [plate.id for plate in store.plates(BARN, PlateState.COMMISSIONED)] == [night, second]


def test_a_failed_commissioning_retires_nothing(store: Store) -> None:
    """What is no candidate cannot be commissioned, and what is shown stays shown."""
    shown = store.add_candidate(candidate(), BARN)
    store.commission(shown, "steward", NOON)
    for wrong in (shown, PlateId(99)):
        with pytest.raises(UsageError, match=f"no candidate {wrong}"):
            store.commission(wrong, "steward", NOON)
    assert states(store) == [(shown, PlateState.COMMISSIONED)]


def test_struck_cells_lose_their_pixels(store: Store) -> None:
    """What a steward strikes is zeros, unknown, and says why; the rest stays."""
    plate = store.add_candidate(candidate(), BARN)
    cells = np.zeros((45, 80), np.bool_)
    cells[5:20, 30:40] = True
    store.strike(plate, cells)
    found = store.candidate(plate)
    expected = candidate().admitted & ~cells
    assert np.array_equal(found.admitted, expected)
    assert np.array_equal(found.pixels, only_admitted(candidate().pixels, expected))
    reasons = {tuple(CellReason)[index] for index in np.unique(found.reasons[10:20, 30:40])}
    assert reasons == {CellReason.STRUCK}
    assert tuple(CellReason)[found.reasons[5, 35]] is CellReason.MOTION


def test_only_candidates_can_be_struck(store: Store) -> None:
    """What was approved is not changed under those who look at it."""
    plate = store.add_candidate(candidate(), BARN)
    store.commission(plate, "steward", NOON)
    with pytest.raises(UsageError, match="no candidate"):
        store.strike(plate, np.ones((45, 80), np.bool_))
    assert store.plate(plate).admitted.any()


def test_a_retired_plate_stays_retired(store: Store) -> None:
    """A plate or candidate can be retired once, and is shown no more."""
    plate = store.add_candidate(candidate(), BARN)
    store.retire(plate)
    with pytest.raises(UsageError, match="to retire"):
        store.retire(plate)
    with pytest.raises(UsageError, match="no candidate"):
        store.commission(plate, "steward", NOON)
    assert states(store) == [(plate, PlateState.RETIRED)]


def test_unknown_plates_are_told(store: Store) -> None:
    """Asking for a plate that is not there names it."""
    for ask in (store.plate, store.plate_png, store.candidate):
        with pytest.raises(UsageError, match="no plate 7"):
            ask(PlateId(7))


def test_old_candidates_make_room(store: Store) -> None:
    """Of the candidates of a view and light the two newest stay, and no id is used again."""
    ids = [store.add_candidate(candidate(), BARN) for _ in range(4)]
    other = store.add_candidate(candidate(light=Light.DUSK), BARN)
    assert [plate for plate, _ in states(store)] == [*ids[-2:], other]
    assert ids == sorted(set(ids))


def test_a_retired_plate_goes_with_the_last_map_that_can_name_it(store: Store) -> None:
    """Retired plates are erased by age; those that are shown or proposed never are."""
    former, shown = store.add_candidate(candidate(), BARN), store.add_candidate(candidate(), BARN)
    store.commission(former, "steward", NOON)
    store.commission(shown, "steward", NOON + HOUR)
    assert store.erase(NOON + 73 * HOUR).plates == 0
    assert store.erase(NOON + 73 * HOUR + timedelta(minutes=2)).plates == 1
    assert [plate for plate, _ in states(store)] == [shown]


def test_a_steward_decides_beside_the_service(store: Store, tmp_path: Path) -> None:
    """A command approves while the service holds the folder, and the service sees it."""
    plate = store.add_candidate(candidate(), BARN)
    with open_for_steward(tmp_path, FakeClock()) as desk:
        desk.commission(plate, "steward", NOON)
    assert store.commissioned_ids() == (plate,)


WRITTEN = np.zeros((45, 80), np.bool_)
WRITTEN[20:23, 30:36] = True


def test_what_may_hold_writing_is_kept_apart(store: Store) -> None:
    """What is held back is in no picture of a candidate, and nothing else is in what is held back."""
    plate = store.add_candidate(candidate_with_text(), BARN)
    found = store.candidate(plate)
    inside = spread(WRITTEN, 171, 97)
    assert np.array_equal(found.held, WRITTEN)
    assert not store.plate(plate).pixels[inside].any()
    assert found.held_back is not None
    assert np.array_equal(found.held_back, only_admitted(candidate().pixels, WRITTEN))
    assert store.check() == ()


def test_a_steward_clears_what_may_hold_writing(store: Store) -> None:
    """Cleared cells, and no others, are in the candidate; who cleared them is written down."""
    plate = store.add_candidate(candidate_with_text(), BARN)
    some = WRITTEN.copy()
    some[:, 33:] = False
    everywhere = np.ones((45, 80), np.bool_)
    everywhere[:, 33:] = False
    assert store.clear(plate, everywhere, "Mia") == 9
    found = store.candidate(plate)
    assert np.array_equal(found.admitted, candidate_with_text().admitted | some)
    assert np.array_equal(found.pixels, only_admitted(candidate().pixels, found.admitted))
    assert np.array_equal(found.held, WRITTEN & ~some)
    assert [(act.act, act.by, act.cells) for act in store.plate_acts(plate)] == [("cleared", "Mia", 9)]
    with pytest.raises(UsageError, match="held back"):
        store.clear(plate, some, "Mia")


def test_what_is_held_back_can_be_struck(store: Store) -> None:
    """Struck cells are erased, also where nobody has seen them."""
    plate = store.add_candidate(candidate_with_text(), BARN)
    assert store.strike(plate, WRITTEN, "Mia") == 18
    found = store.candidate(plate)
    assert found.held_back is None
    assert {tuple(CellReason)[index] for index in found.reasons[WRITTEN]} == {CellReason.STRUCK}


@pytest.mark.parametrize("end", ["approve", "retire", "supersede", "drop"])
def test_what_is_held_back_goes_with_its_candidate(store: Store, end: str) -> None:
    """Whatever becomes of a candidate, what was held back of it is erased with it."""
    plate = store.add_candidate(candidate_with_text(), BARN)
    if end == "approve":
        store.commission(plate, "Mia", NOON)
    elif end == "retire":
        store.retire(plate, "Mia")
    elif end == "supersede":
        store.commission(store.add_candidate(candidate(), BARN), "Mia", NOON)
    else:
        for _ in range(2):
            store.add_candidate(candidate(), BARN)
    assert store._database._connection.execute("SELECT count(*) FROM plate_held").fetchone() == (0,)
    assert store.check() == ()


def test_a_public_place_needs_two_people(store: Store) -> None:
    """One person, however often, does not commission what two must approve; with the second it is shown."""
    plate = store.add_candidate(candidate(), BARN, approvals=2)
    assert [store.commission(plate, by, NOON) for by in ("Mia", "Mia")] == [1, 1]
    assert store.plate(plate).state is PlateState.CANDIDATE
    assert store.approvals(plate) == (2, ("Mia",))
    assert store.commission(plate, "Noor", NOON) == 0
    assert store.commissioned_ids() == (plate,)


@pytest.mark.parametrize("change", ["strike", "clear"])
def test_an_approval_is_of_what_was_seen(store: Store, change: str) -> None:
    """When a candidate is changed, approvals from before count no more."""
    plate = store.add_candidate(candidate_with_text(), BARN, approvals=2)
    store.commission(plate, "Mia", NOON)
    if change == "strike":
        store.strike(plate, WRITTEN, "Noor")
    else:
        store.clear(plate, WRITTEN, "Noor")
    assert store.approvals(plate) == (2, ())
    assert store.commission(plate, "Noor", NOON) == 1


def test_a_candidate_that_somebody_decides_on_stays(store: Store) -> None:
    """New candidates come every hour; what a steward has begun to work on makes no room for them."""
    begun = store.add_candidate(candidate_with_text(), BARN)
    store.clear(begun, WRITTEN, "Mia")
    others = [store.add_candidate(candidate(), BARN) for _ in range(4)]
    assert [plate for plate, _ in states(store)] == [begun, *others[-2:]]


def test_a_candidate_older_than_the_plate_that_is_shown_is_gone(store: Store) -> None:
    """Approving a candidate erases those of its view and light that were proposed before it, no others."""
    old, other = (
        store.add_candidate(candidate(), BARN),
        store.add_candidate(candidate(light=Light.DUSK), BARN),
    )
    shown, later = store.add_candidate(candidate(), BARN), store.add_candidate(candidate(), BARN)
    store.commission(shown, "Mia", NOON)
    assert [plate for plate, _ in states(store)] == [other, shown, later]
    assert old not in dict(states(store))


def test_when_a_camera_was_last_proposed_is_known(store: Store) -> None:
    """The time of the newest plate, whatever became of it; None where there is none."""
    assert store.newest_plate(BARN) is None
    store.retire(store.add_candidate(candidate(), BARN))
    assert store.newest_plate(BARN) == NOON
    assert store.newest_plate(MILL) is None


def test_one_name_typed_in_two_ways_is_one_person(store: Store) -> None:
    """Capitals, blanks and how an accent is encoded do not make a second person of the first."""
    plate = store.add_candidate(candidate(), BARN, approvals=2)
    for by in ("Zoë Ast", "zoë  ast", "ZOË AST"):
        assert store.commission(plate, by, NOON) == 1
    assert store.approvals(plate)[1] == ("Zoë Ast",)
    assert store.commission(plate, "Zoe Ast", NOON) == 0


def test_nobody_decides_on_what_they_have_not_seen(store: Store) -> None:
    """An act that names a revision is refused once cells or state are others, and then changes nothing."""
    plate = store.add_candidate(candidate_with_text(), BARN)
    seen = store.plate_revision(plate)
    assert seen == "candidate-0"
    store.clear(plate, WRITTEN, "Noor", seen)
    for act in (
        lambda: store.commission(plate, "Mia", NOON, seen),
        lambda: store.strike(plate, WRITTEN, "Mia", seen),
        lambda: store.retire(plate, "Mia", seen),
    ):
        with pytest.raises(UsageError, match=f"Somebody has changed candidate {plate} meanwhile"):
            act()
    now = store.plate_revision(plate)
    assert store.commission(plate, "Mia", NOON, now) == 0
    with pytest.raises(UsageError, match=f"Plate {plate} is commissioned by now"):
        store.retire(plate, "Noor", now)
    assert [act.act for act in store.plate_acts(plate)] == ["cleared", "approved"]
    assert store.plate_revision(PlateId(99)) == ""
    with pytest.raises(UsageError, match="no plate 99 any more"):
        store.retire(PlateId(99), "Noor", now)


def test_a_list_of_plates_needs_no_picture(store: Store) -> None:
    """What a list says agrees with the plates themselves, with what is held back and who approved."""
    shown, begun = (
        store.add_candidate(candidate(), BARN),
        store.add_candidate(candidate_with_text(), MILL, approvals=2),
    )
    store.commission(shown, "Mia", NOON + HOUR)
    store.commission(begun, "Noor", NOON)
    first, second = store.plate_lines()
    assert (first.id, first.camera, first.light, first.state) == (
        shown, BARN, Light.DAY, PlateState.COMMISSIONED,
    )  # fmt: skip
    assert (first.width, first.height, first.admitted, first.held) == (171, 97, 2800, 0)
    assert (first.created, first.approved, first.needed, first.approved_by) == (NOON, NOON + HOUR, 1, ())
    assert (second.admitted, second.held, second.needed, second.approved_by) == (2782, 18, 2, ("Noor",))
