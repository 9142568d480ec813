# SPDX-License-Identifier: Apache-2.0
"""Views are built once for all tests of the village: building one takes about a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from hearthwatch.village import DEMO, Programme, View


@cache
def _built(name: str, programme: Programme) -> View:
    return View(name, 1, programme)


@pytest.fixture(scope="session")
def demo_view() -> Callable[[str], View]:
    """Return what gives the demo's view of a name."""
    return lambda name: _built(name, DEMO)


@pytest.fixture(scope="session")
def lonely_view() -> Callable[[str], View]:
    """Return what gives the demo's view of a name with nobody in it."""
    alone = DEMO.without_people()
    return lambda name: _built(name, alone)
