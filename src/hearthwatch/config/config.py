# SPDX-License-Identifier: Apache-2.0
"""The whole configuration. Parts of the program receive their section, never this."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from .admission import Admission
from .cameras import Camera
from .contacts import Contact, Mail, Push
from .incidents import Incidents
from .store import Store
from .web import Web


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All sections; without a file: no cameras, and the defaults of the others."""

    cameras: tuple[Camera, ...] = field(default=(), name="camera")
    store: Store = field(default_factory=Store)
    web: Web = field(default_factory=Web)
    admission: Admission = field(default_factory=Admission)
    incidents: Incidents = field(default_factory=Incidents)
    contacts: tuple[Contact, ...] = field(default=(), name="contact")
    mail: Mail = field(default_factory=Mail)
    push: Push = field(default_factory=Push)

    def __post_init__(self) -> None:
        """Refuse two cameras or contacts of one id or name (ValueError, which begins with the place)."""
        self._require_unique("id", lambda camera: camera.id)
        self._require_unique("name", lambda camera: camera.shown_name.casefold())
        self._check_contacts()

    def _require_unique(self, key: str, value: Callable[[Camera], str]) -> None:
        first: dict[str, int] = {}
        for number, camera in enumerate(self.cameras):
            if first.setdefault(value(camera), number) != number:
                word = getattr(camera, key) or camera.id
                raise ValueError(f"camera[{number}].{key}: a camera above is called {word!r} too")

    def _check_contacts(self) -> None:
        seen: set[str] = set()
        for number, contact in enumerate(self.contacts):
            if contact.id in seen:
                raise ValueError(f"contact[{number}].id: a contact above is called {contact.id!r} too")
            seen.add(contact.id)
