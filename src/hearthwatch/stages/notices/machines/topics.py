# SPDX-License-Identifier: Apache-2.0
"""What MQTT's topics are called. docs/design/machines.md lists them.

An installation has a prefix of its own on its broker: whatever is below it is kept as this service says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hearthwatch.model.hazard import Hazard

Kind = Literal["camera", "loudspeaker"]
_OTHER = re.compile(r"[^a-zA-Z0-9_-]")


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of an installation; ``discovery``: Home Assistant's prefix, "" where there is none."""

    prefix: str = "hearthwatch"
    discovery: str = "homeassistant"

    @property
    def status(self) -> str:
        """Retained: "online", or by the last will "offline"."""
        return f"{self.prefix}/status"

    @property
    def event(self) -> str:
        """Each notice, once, as JSON."""
        return f"{self.prefix}/event"

    @property
    def last(self) -> str:
        """Retained: the last notice, as JSON."""
        return f"{self.prefix}/last"

    def state(self, kind: Kind, name: str) -> str:
        """Retained: a camera's watching, degraded or blind; a loudspeaker's ok or failed."""
        return f"{self.prefix}/{kind}/{name}/state"

    def why(self, kind: Kind, name: str) -> str:
        """Retained: JSON, ``{"why": ...}``."""
        return f"{self.prefix}/{kind}/{name}/why"

    def hazard(self, camera: str, hazard: Hazard) -> str:
        """Retained: ON while an incident of this hazard is open at this camera, else OFF."""
        return f"{self.prefix}/camera/{camera}/hazard/{hazard.value}"

    def states_of(self, kind: Kind) -> str:
        """Return the filter of all states of a kind."""
        return self.state(kind, "+")

    def call(self, name: str) -> str:
        """Where a call point says that it was pressed; "+" for all."""
        return f"{self.prefix}/call/{name}"

    @property
    def acknowledge(self) -> str:
        """Where a machine says that an incident is answered for."""
        return f"{self.prefix}/acknowledge"

    @property
    def service_id(self) -> str:
        """The service's id for Home Assistant."""
        return _OTHER.sub("_", self.prefix)

    def object_id(self, kind: Kind, name: str) -> str:
        """Return a device's id for Home Assistant: letters, digits, _ and - alone."""
        return f"{self.service_id}_{kind}_{_OTHER.sub('_', name)}"

    def config(self, object_id: str) -> str:
        """Return where a device is announced."""
        return f"{self.discovery}/device/{object_id}/config"

    def all_of(self, kind: Kind, name: str) -> Iterator[str]:
        """Yield every retained topic of a camera or loudspeaker: these are emptied when it goes."""
        yield self.state(kind, name)
        yield self.why(kind, name)
        if kind == "camera":
            for hazard in Hazard:
                yield self.hazard(name, hazard)
        if self.discovery:
            yield self.config(self.object_id(kind, name))
