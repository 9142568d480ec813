# SPDX-License-Identifier: Apache-2.0
"""Hours of the day, such as those outside which somebody is not to be disturbed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Self

_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of each day, from ``begin`` to before ``end``; across midnight where ``end`` is not later."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return ``07:00-22:00`` as hours. Raises ValueError."""
        match = _HOURS.fullmatch(text)
        if not match:
            raise ValueError('hours of a day, such as "07:00-22:00" or "22:00-06:00"')
        begin, end = (time(int(match[n]), int(match[n + 1])) for n in (1, 3))
        if begin == end:
            raise ValueError("hours that begin when they end; leave them out for the whole day")
        return cls(begin, end)

    def hold(self, at: time) -> bool:
        """Whether a time of day lies within."""
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"
