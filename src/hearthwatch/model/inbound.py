# SPDX-License-Identifier: Apache-2.0
"""What others report to us: a call point, a weather warning, a resident. Typed, and without free text.

A report says that a hazard of a place is there, and from where it is known. It has no field for who said it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .hazard import Hazard
from .ids import CameraId
from .incident import Severity


class InboundSource(StrEnum):
    """Where a report comes from."""

    CALL_POINT = "call-point"
    WEATHER = "weather"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class InboundReport:
    """A hazard that is reported, or (``is_over``) reported to be over. ``at`` is aware, UTC.

    ``key``: reports of one key are of one event, for ever; a later one changes what an earlier one said.
    ``camera``: whose view it is in, None where it is in nobody's; ``place``: what people call where it is.
    ``why``: one sentence for a person, of our own words and configured names alone. ``until``: when the
    source says that it ends by itself, None where it does not say.
    """

    source: InboundSource
    key: str
    hazard: Hazard
    severity: Severity
    at: datetime
    why: str
    camera: CameraId | None = None
    place: str = ""
    is_over: bool = False
    until: datetime | None = None
