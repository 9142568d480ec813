# SPDX-License-Identifier: Apache-2.0
"""What a configuration says of a camera arrives in the orders of its processes."""

from __future__ import annotations

import logging

import pytest

from hearthwatch.commands.configured import configured_order
from hearthwatch.commands.orders import Wiring
from hearthwatch.commands.serve import warn_of_masks
from hearthwatch.config.load import parse_config
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.testing.clock import FakeClock

_CONFIG = """\
[[camera]]
id = "gate"
url = "rtsp://192.0.2.7/stream"
masked = [[0.5, 0.0, 0.5, 0.2]]

[[camera.zone]]
name = "the lane"
kind = "keep-clear"
corners = [[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]]

[[camera.zone]]
name = "the window"
kind = "private"
corners = [[0, 0], [0.25, 0], [0.25, 0.4], [0, 0.4]]
drawn = 2026-05-01
"""


def test_zones_reach_the_watcher_and_private_ones_its_masks() -> None:
    """A camera's zones are in its watcher's order, and what is private is hidden as masks are."""
    config = parse_config(_CONFIG, "x.toml")
    named = configured_order(config.cameras[0], config.admission, Wiring(Nursery(()), FakeClock()))
    watch = named.order.watch
    assert [zone.name for zone in watch.zones] == ["the lane", "the window"]
    assert watch.masked.sum() == 9 * 40
    assert watch.hidden[:18, :20].all()
    assert watch.hidden[:9, 40:].all()


def test_much_that_is_masked_is_warned_of_at_the_start(caplog: pytest.LogCaptureFixture) -> None:
    """More than a fifth of a view masked is a line of the log, with what was drawn and when."""
    text = _CONFIG.replace("0.5, 0.0, 0.5, 0.2", "0.5, 0.0, 0.5, 0.4")
    config = parse_config(text, "x.toml")
    named = configured_order(config.cameras[0], config.admission, Wiring(Nursery(()), FakeClock()))
    with caplog.at_level(logging.WARNING):
        warn_of_masks([named])
    (record,) = caplog.records
    assert "gate" in record.getMessage()
    assert "the window (private, version 1, drawn 2026-05-01)" in record.getMessage()


@pytest.mark.parametrize(
    ("source", "repeats"),
    [
        ('url = "barn.mp4"', True),
        ('url = "barn.mp4"\nloop = false', False),
        ('url = "rtsp://192.0.2.7/stream"', False),
    ],
)
def test_only_a_looped_file_repeats_by_design(source: str, repeats: bool) -> None:
    """A camera that plays its pictures again is suspicious, a file that was to be looped is not."""
    config = parse_config(f'[[camera]]\nid = "gate"\n{source}\n', "x.toml")
    named = configured_order(config.cameras[0], config.admission, Wiring(Nursery(()), FakeClock()))
    assert named.order.watch.repeats is repeats
