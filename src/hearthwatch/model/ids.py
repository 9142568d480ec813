# SPDX-License-Identifier: Apache-2.0
"""Names of things, each a type of its own."""

from __future__ import annotations

import re
from typing import NewType

CameraId = NewType("CameraId", str)
PlateId = NewType("PlateId", int)
IncidentId = NewType("IncidentId", int)
ChannelId = NewType("ChannelId", str)
MessageName = NewType("MessageName", str)

_CAMERA_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def camera_id(text: str) -> CameraId:
    """Return ``text`` as a camera's id: lower-case letters, digits and hyphens, 63 at most.

    Raises ValueError where it is not one.
    """
    if not _CAMERA_ID.fullmatch(text):
        message = f"{text!r} is no camera id: use lower-case letters, digits and hyphens, 63 at most"
        raise ValueError(message)
    return CameraId(text)
