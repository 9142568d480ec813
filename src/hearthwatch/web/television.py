# SPDX-License-Identifier: Apache-2.0
"""What the routes of the television need of the rest: one port, which `hearthwatch.television` provides."""

from __future__ import annotations

from typing import Protocol

from hearthwatch.model.ids import CameraId


class OffAirError(Exception):
    """The stream cannot be made now."""


class Television(Protocol):
    """Streams of plate and map: of the whole place (``camera`` is None), and of each camera."""

    async def playlist(self, camera: CameraId | None) -> str | None:
        """Return a stream's playlist (RFC 8216), None where there is no such camera. Raises OffAirError.

        The first to ask begins the stream and waits for it; when nothing is asked for a while it ends.
        """
        ...

    def start(self, camera: CameraId | None) -> bytes | None:
        """Return what a player of a stream needs first, None while nobody watches it."""
        ...

    def segment(self, camera: CameraId | None, number: int) -> bytes | None:
        """Return a segment, None where it is gone."""
        ...
