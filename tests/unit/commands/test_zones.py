# SPDX-License-Identifier: Apache-2.0
"""Zones that a command line names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.commands.orders import nothing_masked
from hearthwatch.commands.zones import asked_zones
from hearthwatch.model.errors import UsageError
from hearthwatch.model.zone_cells import masked_warning

TODAY = date(2026, 5, 1)
LANE = "the lane:keep-clear:0.1,0.6,0.5,0.6,0.5,0.9"


def test_zones_come_as_words() -> None:
    """A name with colons in it, a kind and pairs of numbers are a zone, drawn today."""
    lane, gate = asked_zones([LANE, "gate: east:private:0,0,0.1,0,0.1,0.1"], TODAY)
    assert (lane.name, lane.kind, lane.corners) == (
        "the lane",
        "keep-clear",
        ((0.1, 0.6), (0.5, 0.6), (0.5, 0.9)),
    )
    assert (gate.name, gate.kind, gate.drawn) == ("gate: east", "private", TODAY)


def test_zones_come_as_a_file(tmp_path: Path) -> None:
    """A TOML file holds zones with all that can be said of them."""
    path = tmp_path / "zones.toml"
    path.write_text(
        '[[zone]]\nname = "the lane"\nkind = "keep-clear"\ncorners = [[0, 0.6], [0.5, 0.6], [0.5, 1]]\n'
        'after = "45 s"\ncovers = 0.2\ndrawn = 2026-04-01\nversion = 3\n'
    )
    (zone,) = asked_zones([str(path)], TODAY)
    assert (zone.after_s, zone.covers, zone.drawn, zone.version) == (45.0, 0.2, date(2026, 4, 1), 3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("the lane", "is no zone"),
        ("the lane:keep-clear", "is no zone"),
        ("the lane:keepclear:0.1,0.6,0.5,0.6,0.5,0.9", 'did you mean "keep-clear"'),
        ("the lane:keep-clear:0.1,0.6,0.5", "3 numbers are no pairs of x and y"),
        ("the lane:keep-clear:", "three corners at least are wanted, and there are 0"),
        ("the lane:keep-clear:a,b,c,d,e,f", "are not numbers with commas between them"),
        ("the lane:keep-clear:10,60,50,60,50,90", "lies outside the picture"),
        (":keep-clear:0.1,0.6,0.5,0.6,0.5,0.9", "needs a name"),
    ],
)
def test_words_that_are_no_zone(words: str, message: str) -> None:
    """Each way to get it wrong is told in one line with what to do."""
    with pytest.raises(UsageError, match=message) as caught:
        asked_zones([words], TODAY)
    assert "\n" not in caught.value.line()
    assert caught.value.do


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[zone]]\nname = "a"\nkind = "dry"\ncorner = []\n',
            r':4: there is no key "corner" here',
        ),
        ('[[zones]]\nname = "a"\n', r':1: there is no key "zones" here'),
        ('[[zone]]\nname = "a"\nkind = "lava"\ncorners = []\n', r":3: zone\[0\].kind: no zone is \"lava\""),
        ('[[zone]]\nname = "a"\nkind = "dry"\ncorners = [[0, 0], [1, 1], [1, 0], [0, 1]]\n', r":4: .*cross"),
        (
            '[[zone]]\nname = "a"\nkind = "dry"\ncorners = [[0, 0], [1, "x"]]\n',
            r":4: .*a number is wanted here",
        ),
        (
            '[[zone]]\nname = "a"\nkind = "private"\ncorners = [[0, 0], [1, 0], [1, 1]]\n',
            "must say when it was drawn",
        ),
    ],
)
def test_a_file_that_holds_no_zones(tmp_path: Path, text: str, message: str) -> None:
    """What is wrong in a file is told with its line."""
    path = tmp_path / "zones.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message):
        asked_zones([str(path)], TODAY)


def test_two_zones_of_one_name() -> None:
    """Zones of one camera have names of their own, wherever they come from."""
    with pytest.raises(UsageError, match="two zones are called"):
        asked_zones([LANE, LANE], TODAY)


def test_much_that_is_masked_is_told() -> None:
    """More than a fifth of a view masked, by whatever, is a warning that names the zones and their age."""
    ignored = asked_zones(["the kiln:ignore:0,0,0.5,0,0.5,0.3,0,0.3"], TODAY)
    assert masked_warning(nothing_masked(), ignored) is None
    masked = np.zeros((45, 80), bool)
    masked[30:, 60:] = True
    warning = masked_warning(masked, ignored)
    assert warning is not None
    assert warning.startswith("24% of the view is masked")
    assert "the kiln (ignore, version 1, drawn 2026-05-01)" in warning
