# SPDX-License-Identifier: Apache-2.0
"""A zone watch that writes down what it is asked, and says what it is told to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearthwatch.model.hazard import Observation
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light


@dataclass
class RecordingZoneWatch:
    """``asked``: each frame, as "observe" or "rest"; ``holds``: what is sighted with each report."""

    holds: tuple[Observation, ...] = ()
    asked: list[str] = field(default_factory=list)
    plates: int = 0

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> None:  # noqa: ARG002 - the port's
        """Write it down."""
        self.asked.append("observe")

    def rest(self) -> None:
        """Write it down."""
        self.asked.append("rest")

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Count them."""
        self.plates = len(plates)

    def sightings(self, media_time_s: float) -> tuple[Observation, ...]:
        """Return what holds, at this moment."""
        return tuple(replace(each, media_time_s=media_time_s) for each in self.holds)
