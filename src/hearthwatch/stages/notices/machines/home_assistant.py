# SPDX-License-Identifier: Apache-2.0
"""Home Assistant's MQTT discovery: what there is in, one retained message for each device out. Pure.

Device discovery (home-assistant.io/integrations/mqtt, "Device discovery payload"; since 2024.11): the topic
is ``DISCOVERY/device/OBJECT_ID/config``, the payload holds ``dev``, ``o``,
``cmps`` and availability; an empty
payload takes the device away with all its entities. The keys' short forms are those of
homeassistant/components/mqtt/abbreviations.py.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.message import Cause
from hearthwatch.model.watching import WatchState

from .topics import Topics

#: Device classes of binary sensors (homeassistant/components/binary_sensor): "on" means smoke, wet, tampered
#: with, unsafe, a problem. There is none of flames; safety is what it has for danger.
_CLASSES = {
    Hazard.FLAME: "safety",
    Hazard.SMOKE: "smoke",
    Hazard.WATER: "moisture",
    Hazard.COVERED: "tamper",
    Hazard.MOVED: "tamper",
}
_NAMES = {
    Hazard.FLAME: "Flame",
    Hazard.SMOKE: "Smoke",
    Hazard.WATER: "Rising water",
    Hazard.BLOCKED: "Way blocked",
    Hazard.LOST: "No picture",
    Hazard.FROZEN: "Picture frozen",
    Hazard.COVERED: "Covered",
    Hazard.DEFOCUSED: "Out of focus",
    Hazard.MOVED: "Moved",
    Hazard.DARK: "Too dark",
    Hazard.DIRTY: "Lens dirty",
    Hazard.DEGRADED: "Picture degraded",
}
#: Home Assistant keeps no state of more letters (MAX_LENGTH_STATE_STATE).
_STATE_LETTERS = 255


@dataclass(frozen=True, slots=True)
class Origin:
    """Who announces: the program's version, and where its pages are ("" for nowhere)."""

    version: str
    url: str = ""


def camera_device(topics: Topics, origin: Origin, camera: str, name: str) -> bytes:
    """Return the payload that announces a camera: how it watches, and each hazard of its view."""
    base = topics.object_id("camera", camera)
    parts: dict[str, dict[str, Any]] = {
        "state": {
            "p": "sensor",
            "name": "Watching",
            "uniq_id": f"{base}_state",
            "dev_cla": "enum",
            "ops": [state.value for state in WatchState],
            "stat_t": topics.state("camera", camera),
            "json_attr_t": topics.why("camera", camera),
            "ic": "mdi:cctv",
        }
    }
    for hazard in Hazard:
        part: dict[str, Any] = {
            "p": "binary_sensor",
            "name": _NAMES[hazard],
            "uniq_id": f"{base}_{hazard}",
            "dev_cla": _CLASSES.get(hazard, "problem"),
            "stat_t": topics.hazard(camera, hazard),
        }
        if hazard.is_health:
            part["ent_cat"] = "diagnostic"
        parts[hazard.value] = part
    return _payload(topics, origin, base, name, "Camera that guards a place", parts)


def loudspeaker_device(topics: Topics, origin: Origin, loudspeaker: str, name: str) -> bytes:
    """Return the payload that announces a loudspeaker: whether it fails."""
    base = topics.object_id("loudspeaker", loudspeaker)
    part = {
        "p": "binary_sensor",
        "name": "Failed",
        "uniq_id": f"{base}_failed",
        "dev_cla": "problem",
        "pl_on": "failed",
        "pl_off": "ok",
        "stat_t": topics.state("loudspeaker", loudspeaker),
        "json_attr_t": topics.why("loudspeaker", loudspeaker),
    }
    return _payload(topics, origin, base, name, "Loudspeaker", {"failed": part})


def service_device(topics: Topics, origin: Origin) -> bytes:
    """Return the payload that announces the service itself: each notice as an event, and the last one."""
    base = topics.service_id
    parts: dict[str, dict[str, Any]] = {
        # Event entities take no retained message: a notice is told once, and not anew to who comes late.
        "notice": {
            "p": "event",
            "name": "Notice",
            "uniq_id": f"{base}_notice",
            "evt_typ": [cause.value for cause in Cause],
            "stat_t": topics.event,
        },
        "last": {
            "p": "sensor",
            "name": "Last notice",
            "uniq_id": f"{base}_last",
            "stat_t": topics.last,
            "val_tpl": f"{{{{ value_json.title[:{_STATE_LETTERS}] }}}}",
            "json_attr_t": topics.last,
            "ic": "mdi:bullhorn",
        },
    }
    return _payload(topics, origin, base, "Hearthwatch", "Service", parts)


def _payload(
    topics: Topics, origin: Origin, base: str, name: str, model: str, parts: dict[str, dict[str, Any]]
) -> bytes:
    device = {"ids": [base], "name": name, "mf": "Hearthwatch", "mdl": model, "sw": origin.version}
    if base != topics.service_id:
        device["via_device"] = topics.service_id
    if origin.url:
        device["cu"] = origin.url
    whole = {
        "dev": device,
        "o": {"name": "hearthwatch", "sw": origin.version},
        "cmps": parts,
        "avty_t": topics.status,
        "pl_avail": "online",
        "pl_not_avail": "offline",
        "qos": 1,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
