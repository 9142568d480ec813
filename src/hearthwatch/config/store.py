# SPDX-License-Identifier: Apache-2.0
"""The section ``[store]``."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from .values import ByteSize, Duration

_LEAST_KEEP_S = 60.0
_MOST_KEEP_S = 366 * 86400.0
#: Plates and an empty database take a few megabytes.
_LEAST_BYTES = 50 * 10**6


class Store(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where maps, plates and incidents are kept, and for how long."""

    folder: Annotated[str, Meta(description="The data folder; one service may use it at a time")] = (
        "hearthwatch-data"
    )
    keep: Annotated[Duration, Meta(description="Maps older than this are erased: 1 min to 366 d")] = Duration(
        "72 h"
    )
    keep_bytes: Annotated[
        ByteSize, Meta(description="The oldest maps are erased when all takes more than this: 50 MB at least")
    ] = ByteSize("20 GB")

    keep_incidents: Annotated[
        Duration,
        Meta(
            description="Incidents stay so long after their end, with the maps from a minute before to a "
            "minute after: 1 min to 366 d"
        ),
    ] = Duration("30 d")

    def __post_init__(self) -> None:
        """Refuse values out of range (ValueError, which begins with the key)."""
        if not self.folder or "\0" in self.folder:
            raise ValueError("folder: a folder's path")
        if not _LEAST_KEEP_S <= self.keep.seconds <= _MOST_KEEP_S:
            raise ValueError('keep: "1 min" to "366 d"')
        if not _LEAST_KEEP_S <= self.keep_incidents.seconds <= _MOST_KEEP_S:
            raise ValueError('keep_incidents: "1 min" to "366 d"')
        if self.keep_bytes < _LEAST_BYTES:
            raise ValueError('keep_bytes: "50 MB" at least')
