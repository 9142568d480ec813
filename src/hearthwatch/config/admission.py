# SPDX-License-Identifier: Apache-2.0
"""The section ``[admission]``: what a steward asks beyond what the presets ask. Never less.

The presets themselves, and the check that nothing is loosened, are in stages/plates/presets.py.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from .values import Duration


class Tightening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to ask of a cell beyond its preset. What is not set is as the preset has it."""

    share: Annotated[
        float | None, Meta(description="Part of all samples that one appearance must hold, up to 1")
    ] = None
    minimum_samples: Annotated[int | None, Meta(description="Samples that a cell needs")] = None
    span: Annotated[
        Duration | None, Meta(description="Nothing is admitted before this much time was seen")
    ] = None
    hours: Annotated[
        int | None, Meta(description="In how many separate hours the appearance must be seen")
    ] = None
    days: Annotated[int | None, Meta(description="On how many separate days")] = None

    def __post_init__(self) -> None:
        """Refuse values that mean nothing (ValueError, which begins with the key)."""
        if self.share is not None and not 0 < self.share <= 1:
            raise ValueError("share: a part, up to 1")
        for key in ("minimum_samples", "hours", "days"):
            if (getattr(self, key) or 0) < 0:
                raise ValueError(f"{key}: not less than 0")


class Admission(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What plates need before they grow, beyond the presets."""

    public: Annotated[Tightening, Meta(description="For cameras of the preset `public`")] = field(
        default_factory=Tightening
    )
    private: Annotated[Tightening, Meta(description="For cameras of the preset `private`")] = field(
        default_factory=Tightening
    )
