# SPDX-License-Identifier: Apache-2.0
"""The whole configuration. Parts of the program receive their section, never this."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from .admission import Admission
from .announcements import Announcements
from .call_point import CallPoint
from .cameras import Camera
from .cap import Cap
from .contacts import Contact, Mail, Push
from .incidents import Incidents
from .loudspeakers import Loudspeaker
from .mqtt import Mqtt
from .notices import Notices
from .relay import Relay
from .store import Store
from .weather import Weather
from .web import Web
from .webhook import Webhook


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All sections; without a file: no cameras, and the defaults of the others."""

    cameras: tuple[Camera, ...] = field(default=(), name="camera")
    store: Store = field(default_factory=Store)
    web: Web = field(default_factory=Web)
    admission: Admission = field(default_factory=Admission)
    incidents: Incidents = field(default_factory=Incidents)
    announcements: Announcements = field(default_factory=Announcements)
    loudspeakers: tuple[Loudspeaker, ...] = field(default=(), name="loudspeaker")
    notices: Notices = field(default_factory=Notices)
    mqtt: Mqtt = field(default_factory=Mqtt)
    cap: Cap = field(default_factory=Cap)
    weather: Weather = field(default_factory=Weather)
    webhooks: tuple[Webhook, ...] = field(default=(), name="webhook")
    relays: tuple[Relay, ...] = field(default=(), name="relay")
    call_points: tuple[CallPoint, ...] = field(default=(), name="call_point")

    contacts: tuple[Contact, ...] = field(default=(), name="contact")
    mail: Mail = field(default_factory=Mail)
    push: Push = field(default_factory=Push)

    def __post_init__(self) -> None:
        """Refuse two cameras of one id or name, others of one id (ValueError, which begins with where)."""
        self._require_unique("id", lambda camera: camera.id)
        self._require_unique("name", lambda camera: camera.shown_name.casefold())
        # Webhooks, relays and call points are told apart where they are built, with those of the page.
        _require_ids("loudspeaker", [each.id for each in self.loudspeakers])
        _require_ids("contact", [each.id for each in self.contacts])

    def _require_unique(self, key: str, value: Callable[[Camera], str]) -> None:
        first: dict[str, int] = {}
        for number, camera in enumerate(self.cameras):
            if first.setdefault(value(camera), number) != number:
                word = getattr(camera, key) or camera.id
                raise ValueError(f"camera[{number}].{key}: a camera above is called {word!r} too")


def _require_ids(word: str, ids: Sequence[str]) -> None:
    for number, each in enumerate(ids):
        if each in ids[:number]:
            kind = word.replace("_", " ")
            raise ValueError(f"{word}[{number}].id: a {kind} above is called {each!r} too")
