# SPDX-License-Identifier: Apache-2.0
"""The whole configuration. Parts of the program receive their section, never this."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from .admission import Admission
from .announcements import Announcements
from .cameras import Camera
from .incidents import Incidents
from .loudspeakers import Loudspeaker
from .store import Store
from .web import Web


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All sections; without a file: no cameras, and the defaults of the others."""

    cameras: tuple[Camera, ...] = field(default=(), name="camera")
    store: Store = field(default_factory=Store)
    web: Web = field(default_factory=Web)
    admission: Admission = field(default_factory=Admission)
    incidents: Incidents = field(default_factory=Incidents)
    announcements: Announcements = field(default_factory=Announcements)
    loudspeakers: tuple[Loudspeaker, ...] = field(default=(), name="loudspeaker")

    def __post_init__(self) -> None:
        """Refuse two cameras or loudspeakers of one id or name (ValueError, which begins with the place)."""
        self._require_unique("id", lambda camera: camera.id)
        self._require_unique("name", lambda camera: camera.shown_name.casefold())
        known: set[str] = set()
        for number, each in enumerate(self.loudspeakers):
            if each.id in known:
                raise ValueError(f"loudspeaker[{number}].id: a loudspeaker above is called {each.id!r} too")
            known.add(each.id)

    def _require_unique(self, key: str, value: Callable[[Camera], str]) -> None:
        first: dict[str, int] = {}
        for number, camera in enumerate(self.cameras):
            if first.setdefault(value(camera), number) != number:
                word = getattr(camera, key) or camera.id
                raise ValueError(f"camera[{number}].{key}: a camera above is called {word!r} too")
