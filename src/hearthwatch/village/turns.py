# SPDX-License-Identifier: Apache-2.0
"""Turns among village processes: as many build their place at a time as there are cores.

Sixteen that build at once are all late; in turns the first are there after a second. A turn is a record lock
(fcntl(2), F_SETLKW), which ends with its process whatever happens to that.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def turn(turns: int, number: int, cores: int) -> Iterator[None]:
    """Hold one of as many turns as there are ``cores``, that which a ``number`` has.

    ``turns``: a descriptor of a file that all of them have open for writing.
    """
    place = number % cores
    fcntl.lockf(turns, fcntl.LOCK_EX, 1, place)
    try:
        yield
    finally:
        fcntl.lockf(turns, fcntl.LOCK_UN, 1, place)
