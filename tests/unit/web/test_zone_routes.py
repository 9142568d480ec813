# SPDX-License-Identifier: Apache-2.0
"""Zones drawn on the page are checked as the configuration is, and written as it reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from hearthwatch.config.load import load_config
from hearthwatch.model.gauge import Gauge, ScalePoint
from hearthwatch.model.ids import CameraId
from hearthwatch.model.zone import Zone
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import Pages
from hearthwatch.web.server import Beside, create_app
from hearthwatch.web.zone_check import ZonesInUse

Ask = Callable[..., httpx.Response]
LANE: dict[str, Any] = {
    "name": "the lane",
    "kind": "keep-clear",
    "corners": [[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]],
    "after_s": 120,
    "drawn": "2026-05-01",
}
STAFF = ((0.4, 0.6), (0.44, 0.6), (0.44, 0.9), (0.4, 0.9))
IN_USE = (
    Zone("the staff", STAFF, "staff", gauge=Gauge(ScalePoint(0.42, 0.88, 1.2), ScalePoint(0.42, 0.62, 1.8))),
    Zone("the yard", ((0.0, 0.0), (0.4, 0.0), (0.4, 0.4)), "private", drawn=date(2026, 4, 1), version=3),
    Zone("the bank", ((0.6, 0.6), (0.9, 0.6), (0.9, 0.9)), "dry", marks=((0.85, 0.7),)),
)


@pytest.fixture
def app(service: FakeWebService) -> FastAPI:
    """Return the application; the mill has three zones in use."""
    used = {CameraId("mill"): ZonesInUse(IN_USE, np.zeros((45, 80), np.bool_))}
    return create_app(service, Pages(), beside=Beside(zones=used.get))


def check(ask: Ask, *zones: object) -> dict[str, Any]:
    """Return what is said of drawn zones of the mill."""
    answer = ask("/api/zones/mill/check", "POST", {"zones": zones})
    assert answer.status_code == 200
    said: dict[str, Any] = answer.json()
    return said


def read_back(text: str, folder: Path) -> tuple[Zone, ...]:
    """Return the zones of a configuration with this text below its camera."""
    path = folder / "hearthwatch.toml"
    path.write_text(f'[[camera]]\nid = "mill"\nurl = "rtsp://127.0.0.1/a"\n\n{text}', encoding="utf-8")
    (camera,) = load_config(path).cameras
    return tuple(each.zone for each in camera.zones)


def test_zones_in_use_are_told(ask: Ask) -> None:
    """Each with its corners, age and version; a camera that there is not is a 404."""
    found = ask("/api/zones/mill").json()
    assert (found["name"], found["shortest_s"], found["longest_s"]) == ("Mill stream", 30.0, 3600.0)
    assert found["kinds"] == ["watch", "ignore", "keep-clear", "staff", "dry", "private"]
    assert found["zones"][1] == {
        "name": "the yard", "kind": "private", "corners": [[0.0, 0.0], [0.4, 0.0], [0.4, 0.4]],
        "after_s": 120.0, "drawn": "2026-04-01", "version": 3,
    }  # fmt: skip
    assert ask("/api/zones/nobody").status_code == 404
    assert ask("/api/zones/nobody/check", "POST", {"zones": [LANE]}).status_code == 404


@pytest.mark.parametrize("kind", ["watch", "ignore", "keep-clear", "staff", "dry", "private"])
def test_the_text_makes_the_zone_that_was_drawn(ask: Ask, tmp_path: Path, kind: str) -> None:
    """Copied into the file, the text is read as the same zone, whatever its kind and its name."""
    name = 'Zo\u00eb\'s "way" \\ \u6c34'
    said = check(ask, LANE | {"name": name, "kind": kind, "corners": STAFF, "after_s": 45})
    assert (said["flaws"], said["replaced"], said["warning"]) == ([], [], "")
    (zone,) = read_back(said["text"], tmp_path)
    assert (zone.name, zone.kind, zone.corners) == (name, kind, STAFF)
    assert (zone.drawn, zone.version) == (date(2026, 5, 1), 1)
    assert zone.after_s == (45.0 if kind == "keep-clear" else 120.0)


def test_a_zone_drawn_anew_counts_on_and_keeps_what_it_knows_of_water(ask: Ask, tmp_path: Path) -> None:
    """By the name of one in use it replaces that one, which is said; scale and marks stay."""
    moved = [[x + 0.01, y] for x, y in STAFF]
    bank = LANE | {"name": "The Bank", "kind": "dry", "corners": [[0.55, 0.6], [0.9, 0.6], [0.9, 0.9]]}
    said = check(ask, LANE | {"name": "the staff", "kind": "staff", "corners": moved}, bank)
    assert said["replaced"] == ["the staff", "the bank"]
    staff, dry = read_back(said["text"], tmp_path)
    assert (staff.version, staff.gauge) == (2, IN_USE[0].gauge)
    assert (dry.version, dry.marks) == (2, IN_USE[2].marks)
    off = check(ask, bank | {"corners": [[0.1, 0.1], [0.3, 0.1], [0.3, 0.4]]})
    assert off["flaws"] == [{"number": 0, "key": "marks", "words": "Every mark must lie within the zone."}]


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"name": " "}, "name", "A zone needs a name of at most 80 letters, on one line."),
        ({"kind": "keepclear"}, "kind", 'No zone is "keepclear"; did you mean "keep-clear"?'),
        ({"corners": []}, "corners", "Three corners at least are wanted, and there are 0."),
        (
            {"corners": [[0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]]},
            "corners", "Sides 1 and 3 cross or touch; give the corners in order around the place.",
        ),
        ({"corners": [[0.1, 0.1], [0.11, 0.1], [0.11, 0.11]]}, "corners", "This covers 0.2 of the 3600"),
        ({"corners": [[0.1, 0.1], [1.2, 0.1], [0.3, 0.5]]}, "corners", "Corner 2 (1.2, 0.1) lies outside"),
        ({"kind": "staff"}, "corners", "A staff has four corners"),
        ({"after_s": 20}, "after", "A zone is blocked after"),
        ({"kind": "ignore", "drawn": None}, "drawn", "A zone that is ignore must say when it was drawn"),
    ],
)  # fmt: skip
def test_what_the_configuration_refuses_is_told_in_its_words(
    ask: Ask, changes: dict[str, Any], key: str, words: str
) -> None:
    """Each flaw names its zone, the key and a sentence, and there is no text to copy."""
    said = check(ask, LANE | {"name": "good"}, LANE | changes)
    (flaw,) = said["flaws"]
    assert (flaw["number"], flaw["key"], said["text"]) == (1, key, "")
    assert flaw["words"].startswith(words)


def test_two_drawn_zones_of_one_name_are_refused(ask: Ask) -> None:
    """The configuration would not take both."""
    (flaw,) = check(ask, LANE, LANE | {"name": "THE LANE"})["flaws"]
    assert flaw["words"].startswith('Two zones are called "THE LANE"')


def test_much_that_is_masked_is_warned_of(ask: Ask) -> None:
    """More than a fifth of the view, with what is in use, is told with the zones that do it."""
    said = check(ask, LANE | {"kind": "ignore", "corners": [[0, 0.5], [1, 0.5], [1, 0.8], [0, 0.8]]})
    assert said["flaws"] == []
    assert said["warning"].endswith("the yard (private, version 3, drawn 2026-04-01); "
                                    "the lane (ignore, version 1, drawn 2026-05-01)")  # fmt: skip
    assert said["text"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"zones": []},
        {"zones": [LANE | {"corners": [[0.1]]}]},
        {"zones": [LANE | {"corners": [[0.1, 0.1]] * 121}]},
        {"zones": [LANE | {"corners": [["x", 0.1]]}]},
        {"zones": [LANE | {"drawn": "yesterday"}]},
        {"zones": [LANE | {"covers": 1}]},
        {"zones": [LANE | {"after_s": 1e9}]},
    ],
)
def test_what_are_no_zones_are_refused(ask: Ask, body: object) -> None:
    """What no page sends is a 400."""
    assert ask("/api/zones/mill/check", "POST", body).status_code == 400
