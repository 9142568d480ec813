# SPDX-License-Identifier: Apache-2.0
"""The section ``[incidents]``."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from .values import Duration

_LONGEST_WORD = 80


class Incidents(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is told of an incident, and after how long without an answer."""

    after: Annotated[
        tuple[Duration, ...],
        Meta(
            description='When each of `whom` is told, from the first notice on: begins with "0 s" and rises'
        ),
    ] = (Duration("0 s"), Duration("5 min"), Duration("30 min"))
    whom: Annotated[
        tuple[str, ...],
        Meta(description="Who is told; the last is told again and again until somebody acknowledges"),
    ] = ("operators", "operators and stewards", "everybody")

    def __post_init__(self) -> None:
        """Refuse a ladder that does not rise (ValueError, which begins with the key)."""
        steps = [each.seconds for each in self.after]
        if not steps or steps[0] != 0 or any(later <= sooner for sooner, later in pairwise(steps)):
            raise ValueError('after: times that begin with "0 s" and rise, such as ["0 s", "5 min"]')
        if len(self.whom) != len(steps):
            raise ValueError("whom: as many as there are times in `after`")
        if any(not word.strip() or len(word) > _LONGEST_WORD for word in self.whom):
            raise ValueError(f"whom: words of at most {_LONGEST_WORD} letters")
