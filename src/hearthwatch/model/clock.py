# SPDX-License-Identifier: Apache-2.0
"""Time comes in through a `Clock`, so that tests can set it.

Monotonic seconds are for waiting and for ages; wall time (aware, UTC) is for stamping.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a part may ask about time."""

    def monotonic(self) -> float:
        """Return seconds that never go back; the zero is arbitrary."""
        ...

    def now(self) -> datetime:
        """Return the wall time, aware, in UTC. It may step."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Return CLOCK_MONOTONIC, which all processes of this machine share."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the machine's wall time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock
