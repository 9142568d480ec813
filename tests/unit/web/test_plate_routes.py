# SPDX-License-Identifier: Apache-2.0
"""Commissioning over HTTP: what a steward is shown, what each act does, and every refusal."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from hearthwatch.commissioning import PlateCommissioning
from hearthwatch.model.errors import StorageError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, PlateState
from hearthwatch.store import Store, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.commissioning import OpenStore
from hearthwatch.testing.rows import BARN, CAMERAS, MILL, NOON, candidate, candidate_with_text
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import Pages
from hearthwatch.web.server import Beside, create_app

Ask = Callable[..., httpx.Response]
HELD = np.s_[20:23, 30:36]
WRITTEN = np.s_[97 * 20 // 45 : 97 * 23 // 45, 171 * 30 // 80 : 171 * 36 // 80]


def packed(rows: slice = slice(0, 0), columns: slice = slice(0, 0)) -> str:
    """Return a rectangle of cells as the page sends it."""
    cells = np.zeros((45, 80), np.bool_)
    cells[rows, columns] = True
    return base64.b64encode(np.packbits(cells).tobytes()).decode()


def unpacked(text: str) -> Mask:
    """Return bool [45, 80] of what the service sends."""
    bits = np.unpackbits(np.frombuffer(base64.b64decode(text), np.uint8))
    return np.asarray(bits.reshape(45, 80).astype(np.bool_))


HELD_CELLS = packed(slice(20, 23), slice(30, 36))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield a store: plate 1 of the barn is shown, candidate 2 has writing, candidate 3 needs two people."""
    with open_store(tmp_path, FakeClock(NOON)) as opened:
        opened.save_cameras(CAMERAS)
        opened.commission(opened.add_candidate(candidate(), BARN), "Mia", NOON)
        opened.add_candidate(candidate_with_text(), BARN)
        opened.add_candidate(candidate_with_text(), MILL, approvals=2)
        yield opened


@pytest.fixture
def archive(store: Store) -> OpenStore:
    """Return the store, as the routes ask it."""
    return OpenStore(store)


@pytest.fixture
def told() -> list[str]:
    """Return what gathers how often the service was told of a decision."""
    return []


@pytest.fixture
def app(service: FakeWebService, archive: OpenStore, told: list[str]) -> FastAPI:
    """Return the application over that store."""
    desk = PlateCommissioning(archive, FakeClock(NOON), lambda: told.append("decided"))
    return create_app(service, Pages(), beside=Beside(plates=lambda: desk))


def revision(ask: Ask, plate: int) -> str:
    """Return a plate's revision as a page reads it."""
    return str(ask(f"/api/plates/{plate}").json()["revision"])


def act(ask: Ask, plate: int, name: str, by: str = "Mia", **more: str) -> httpx.Response:
    """Do something to a plate as it is now, or to the revision that is named."""
    body = {"by": by, "revision": more.pop("revision", None) or revision(ask, plate), **more}
    return ask(f"/api/plates/{plate}/{name}", "POST", body)


def test_plates_are_listed_newest_first(ask: Ask) -> None:
    """Each has its camera's name, its state, its numbers of cells, and where its picture is."""
    listed = ask("/api/plates")
    assert listed.headers["cache-control"] == "no-store"
    plates = listed.json()["plates"]
    assert [(each["id"], each["name"], each["state"]) for each in plates] == [
        (3, "Mill stream", "candidate"), (2, "Barn", "candidate"), (1, "Barn", "commissioned"),
    ]  # fmt: skip
    assert (plates[0]["admitted"], plates[0]["held"], plates[0]["needed"]) == (2782, 18, 2)
    assert [each["picture"] for each in plates] == [
        "/api/plates/3/candidate.png", "/api/plates/2/candidate.png", "/api/plates/1.png",
    ]  # fmt: skip


def test_a_candidate_has_the_reason_of_every_cell(ask: Ask) -> None:
    """Cells, what is held back, what differs from what is shown, and the record; all of it in numbers."""
    found = ask("/api/plates/2").json()
    cells = np.frombuffer(base64.b64decode(found["cells"]), np.uint8).reshape(45, 80)
    assert (found["revision"], found["samples"], found["acts"]) == ("candidate-0", 12, [])
    assert [found["reasons"][k] for k in (cells[0, 0], cells[44, 79], cells[20, 30])] == [
        "motion", "admitted", "text",
    ]  # fmt: skip
    assert found["held"] == [{"top": 20, "left": 30, "bottom": 23, "right": 36}]
    held = unpacked(found["held_cells"])
    assert held[HELD].all()
    assert held.sum() == 18
    against = found["against"]
    assert (against["plate"], against["no_more_visible"], against["the_same"]) == (1, 18, 2782)
    assert np.array_equal(unpacked(against["gone"]), held)
    assert not unpacked(against["differing"]).any()
    assert not unpacked(against["newly"]).any()
    assert ask("/api/plates/3").json()["against"] is None


def test_a_candidates_picture_holds_nothing_that_is_held_back(ask: Ask) -> None:
    """It is transparent and zero there, never kept, and the address of approved plates does not have it."""
    answer = ask("/api/plates/2/candidate.png")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/png", "no-store")
    picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    assert picture.shape == (97, 171, 4)
    assert not picture[WRITTEN].any()
    assert picture[-1, -1, 3] == 255
    assert ask("/api/plates/2.png").status_code == 404


def test_no_route_names_what_is_held_back(app: FastAPI) -> None:
    """The only pictures of plates are those of approved plates and of candidates as they would be seen."""
    assert {path for path in app.openapi()["paths"] if path.endswith(".png")} == {
        "/api/plates/{plate}.png",
        "/api/plates/{plate}/candidate.png",
    }


@pytest.mark.parametrize("plate", [1, 99])
def test_only_candidates_have_a_candidates_picture(ask: Ask, plate: int) -> None:
    """A plate that is shown, and one that there is not, are a 404 there."""
    assert ask(f"/api/plates/{plate}/candidate.png").status_code == 404


def test_a_candidate_that_was_retired_is_no_picture_any_more(ask: Ask) -> None:
    """What a steward took out of use unapproved is listed without a picture, and has none anywhere."""
    assert act(ask, 2, "retire").status_code == 200
    assert ask("/api/plates/2").json()["plate"]["picture"] is None
    for path in ("/api/plates/2/candidate.png", "/api/plates/2.png"):
        assert ask(path).status_code == 404


def test_cells_are_struck_and_cleared(ask: Ask, store: Store) -> None:
    """Each act says to how many cells, stands in the record with its name, and makes another revision."""
    assert act(ask, 2, "clear", "Ana", cells=HELD_CELLS).json() == {"cells": 18, "missing": 0}
    assert act(ask, 2, "strike", "Noor", cells=packed(slice(44, 45), slice(0, 80))).json()["cells"] == 80
    found = ask("/api/plates/2").json()
    assert (found["revision"], found["held"]) == ("candidate-2", [])
    assert [(each["act"], each["by"], each["cells"]) for each in found["acts"]] == [
        ("cleared", "Ana", 18), ("struck", "Noor", 80),
    ]  # fmt: skip
    assert store.plate(PlateId(2)).admitted[HELD].all()
    assert not store.plate(PlateId(2)).admitted[44].any()


def test_approving_shows_a_plate_and_tells_the_service(ask: Ask, store: Store, told: list[str]) -> None:
    """With the last approval it is commissioned, what was shown retires, and the service hears of it."""
    assert act(ask, 2, "approve").json() == {"cells": 0, "missing": 0}
    assert told == ["decided"]
    assert [plate.id for plate in store.plates(state=PlateState.COMMISSIONED)] == [2]
    assert ask("/api/plates/2").json()["plate"]["picture"] == "/api/plates/2.png"
    assert act(ask, 2, "retire", "Noor").status_code == 200
    assert told == ["decided", "decided"]
    assert store.commissioned_ids() == ()


def test_a_public_place_needs_a_second_person(ask: Ask, store: Store) -> None:
    """The same person is refused, however the name is typed; another one's approval shows the plate."""
    assert act(ask, 3, "approve", "Mia Ast").json()["missing"] == 1
    again = act(ask, 3, "approve", "  mia  AST ")
    assert (again.status_code, again.json()["detail"]) == (
        409, "mia AST has approved candidate 3 already: another person must approve it too.",
    )  # fmt: skip
    assert ask("/api/plates/3").json()["plate"]["approved_by"] == ["Mia Ast"]
    assert act(ask, 3, "approve", "Noor").json()["missing"] == 0
    assert 3 in store.commissioned_ids()


@pytest.mark.parametrize("name", ["approve", "retire", "strike", "clear"])
def test_what_was_changed_meanwhile_is_not_decided_on(ask: Ask, store: Store, name: str) -> None:
    """Whoever looked at a candidate before somebody struck cells decides nothing, and hears why."""
    seen = revision(ask, 2)
    act(ask, 2, "strike", "Noor", cells=packed(slice(30, 31), slice(0, 9)))
    cells = {"cells": HELD_CELLS} if name in {"strike", "clear"} else {}
    answer = act(ask, 2, name, revision=seen, **cells)
    assert (answer.status_code, answer.json()["detail"]) == (
        409, "Somebody has changed candidate 2 meanwhile.",
    )  # fmt: skip
    assert store.plate(PlateId(2)).state is PlateState.CANDIDATE
    assert [each.act for each in store.plate_acts(PlateId(2))] == ["struck"]


@pytest.mark.parametrize("name", ["approve", "retire", "strike", "clear"])
def test_what_is_decided_already_is_told(ask: Ask, name: str) -> None:
    """A candidate that is commissioned by now is not approved, retired or changed as if it were none."""
    seen = revision(ask, 2)
    act(ask, 2, "approve", "Noor")
    cells = {"cells": HELD_CELLS} if name in {"strike", "clear"} else {}
    answer = act(ask, 2, name, revision=seen, **cells)
    assert (answer.status_code, answer.json()["detail"]) == (409, "Plate 2 is commissioned by now.")


def test_what_is_shown_or_gone_is_not_changed(ask: Ask) -> None:
    """A shown plate has no cells to strike or clear; a plate that there is not has nothing."""
    for name in ("strike", "clear"):
        answer = act(ask, 1, name, cells=HELD_CELLS)
        assert (answer.status_code, answer.json()["detail"]) == (409, "There is no candidate 1.")
    assert act(ask, 1, "approve").json()["detail"] == "There is no candidate 1."
    assert ask("/api/plates/99").status_code == 404
    gone = act(ask, 99, "approve", revision="candidate-0")
    assert (gone.status_code, gone.json()["detail"]) == (409, "There is no plate 99 any more.")


def test_acts_on_no_cells_are_refused(ask: Ask) -> None:
    """To strike what is invisible, or to clear what is not held back, changes nothing and is told."""
    nothing = packed(slice(0, 2), slice(0, 5))
    assert act(ask, 2, "strike", cells=nothing).json()["detail"] == (
        "Nothing of these cells of candidate 2 is visible or held back."
    )
    assert act(ask, 2, "clear", cells=nothing).json()["detail"] == (
        "Nothing of these cells of candidate 2 is held back."
    )
    assert revision(ask, 2) == "candidate-0"


def test_a_full_disk_is_one_clear_sentence(ask: Ask, archive: OpenStore, store: Store) -> None:
    """A store that fails says so without any path of it, and nothing was done."""
    seen = revision(ask, 2)
    archive.failure = StorageError("The disk that holds /secret is full")
    answer = act(ask, 2, "approve", revision=seen)
    assert (answer.status_code, answer.json()["detail"]) == (
        503, "The store cannot be written at the moment, perhaps because its disk is full.",
    )  # fmt: skip
    assert ask("/api/plates").status_code == 503
    assert store.commissioned_ids() == (1,)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"by": "Mia"},
        {"by": "", "revision": "candidate-0", "cells": HELD_CELLS},
        {"by": "M\u0000a", "revision": "candidate-0", "cells": HELD_CELLS},
        {"by": "Mia", "revision": "", "cells": HELD_CELLS},
        {"by": "Mia", "revision": "candidate", "cells": HELD_CELLS},
        {"by": "Mia", "revision": "candidate-0", "cells": HELD_CELLS[:-4]},
        {"by": "Mia", "revision": "candidate-0", "cells": "*" * 600},
        {"by": "Mia", "revision": "candidate-0", "cells": "A" * 598 + "=="},
        {"by": "Mia", "revision": "candidate-0", "cells": HELD_CELLS, "force": True},
    ],
)
def test_what_is_no_decision_is_refused(ask: Ask, body: object) -> None:
    """No name, no revision, cells that are none, and whatever else is sent are a 400 that changes nothing."""
    assert ask("/api/plates/2/strike", "POST", body).status_code == 400
    assert revision(ask, 2) == "candidate-0"


def test_a_body_that_is_too_large_is_refused(ask: Ask) -> None:
    """More than any page sends is a 413."""
    assert ask("/api/plates/2/strike", "POST", {"cells": "A" * 20_000}).status_code == 413


def test_another_site_may_not_decide(ask: Ask) -> None:
    """What another site's page sends through somebody's browser is a 403."""
    body = {"by": "Mia", "revision": "candidate-0"}
    answer = ask("/api/plates/2/approve", "POST", body, origin="http://elsewhere.example")
    assert answer.status_code == 403


def test_without_commissioning_there_are_no_plates(service: FakeWebService) -> None:
    """A service that commissions nothing answers each of these routes with a 404."""
    app = create_app(service, Pages())

    async def asked() -> list[int]:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
            paths = ("/api/plates", "/api/plates/2", "/api/plates/2/candidate.png")
            return [(await client.get(path)).status_code for path in paths]

    assert asyncio.run(asked()) == [404, 404, 404]
