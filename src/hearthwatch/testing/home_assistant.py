# SPDX-License-Identifier: Apache-2.0
"""Home Assistant's side of MQTT discovery: messages in, entities out, or why it would refuse them.

No schema is published as a file; the rules here are those of Home Assistant's own code, read and put in our
words: homeassistant/components/mqtt ``schemas.py`` (device, origin, availability, what all entities share),
``discovery.py`` (topics, short keys, removal), ``util.py`` (topics), ``binary_sensor.py``, ``sensor.py``,
``event.py`` (keys of each platform), ``abbreviations.py``; homeassistant/components/binary_sensor
(device classes); and its documentation of "Device discovery payload".
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

_TOPIC = re.compile(r"(?P<component>\w+)/(?:(?P<node>[a-zA-Z0-9_-]+)/)?(?P<object>[a-zA-Z0-9_-]+)/config")
#: abbreviations.py, those that a service like ours has a use for. Unknown short forms stay as they are, and
#: are then refused as unknown keys.
_SHORT = {
    "avty": "availability", "avty_mode": "availability_mode", "avty_t": "availability_topic",
    "avty_tpl": "availability_template", "cmps": "components", "dev": "device", "dev_cla": "device_class",
    "e": "encoding", "en": "enabled_by_default", "ent_cat": "entity_category", "ent_pic": "entity_picture",
    "evt_typ": "event_types", "exp_aft": "expire_after", "frc_upd": "force_update", "ic": "icon",
    "json_attr_t": "json_attributes_topic", "json_attr_tpl": "json_attributes_template", "o": "origin",
    "obj_id": "object_id", "off_dly": "off_delay", "ops": "options", "p": "platform",
    "pl_avail": "payload_available",
    "pl_not_avail": "payload_not_available", "pl_off": "payload_off", "pl_on": "payload_on",
    "stat_cla": "state_class", "stat_t": "state_topic", "t": "topic", "uniq_id": "unique_id",
    "unit_of_meas": "unit_of_measurement", "val_tpl": "value_template", "cmd_t": "command_topic",
    "sug_dsp_prc": "suggested_display_precision", "def_ent_id": "default_entity_id",
}  # fmt: skip
_SHORT_DEVICE = {
    "cns": "connections", "cu": "configuration_url", "hw": "hw_version", "ids": "identifiers", "mdl": "model",
    "mdl_id": "model_id", "mf": "manufacturer", "name": "name", "sa": "suggested_area", "sn": "serial_number",
    "sw": "sw_version",
}  # fmt: skip
_SHORT_ORIGIN = {"sw": "sw_version", "url": "support_url"}
_DEVICE = {*_SHORT_DEVICE.values(), "via_device"}
_ORIGIN = {"name", "sw_version", "support_url"}
_AVAILABILITY = {
    "availability", "availability_mode", "availability_template", "availability_topic", "payload_available",
    "payload_not_available",
}  # fmt: skip
_SHARED = {
    "device",
    "components",
    "origin",
    "state_topic",
    "command_topic",
    "qos",
    "encoding",
} | _AVAILABILITY
_ENTITY = _AVAILABILITY | {
    "platform", "enabled_by_default", "entity_category", "entity_picture", "icon", "json_attributes_topic",
    "json_attributes_template", "object_id", "default_entity_id", "unique_id", "name", "state_topic", "qos",
    "encoding", "value_template", "device_class",
}  # fmt: skip
_PLATFORMS: Mapping[str, Collection[str]] = {
    "binary_sensor": {"expire_after", "force_update", "off_delay", "payload_off", "payload_on"},
    "sensor": {
        "expire_after", "force_update", "last_reset_value_template", "options", "state_class",
        "suggested_display_precision", "unit_of_measurement",
    },
    "event": {"event_types"},
}  # fmt: skip
BINARY_SENSOR_CLASSES = {
    "battery", "battery_charging", "carbon_monoxide", "cold", "connectivity", "door", "garage_door", "gas",
    "heat",
    "light", "lock", "moisture", "motion", "moving", "occupancy", "opening", "plug", "power", "presence",
    "problem",
    "running", "safety", "smoke", "sound", "tamper", "update", "vibration", "window",
}  # fmt: skip
#: Of sensors those that are no measurement; a service like ours measures nothing for Home Assistant.
_SENSOR_CLASSES = {"enum", "timestamp", "date"}
_EVENT_CLASSES = {"button", "doorbell", "motion"}
_STATE_LETTERS = 255


class DiscoveryError(Exception):
    """Why Home Assistant would refuse a message, or make something else of it than is meant."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity that Home Assistant would have: the platform, and its settings with the device's in them."""

    unique_id: str
    platform: str
    device: str
    settings: Mapping[str, Any]


def parse_discovery(topic: str, payload: bytes, discovery: str = "homeassistant") -> tuple[Entity, ...]:
    """Return the entities that a device's message announces; none for an empty one, which takes it away.

    Raises DiscoveryError.
    """
    match = _TOPIC.fullmatch(topic.removeprefix(f"{discovery}/"))
    if match is None or not topic.startswith(f"{discovery}/"):
        raise DiscoveryError(f"{topic} is no topic of discovery")
    if match["component"] != "device":
        raise DiscoveryError("a device is announced below device/")
    if not payload:
        return ()
    try:
        whole = json.loads(payload)
    except ValueError as error:
        raise DiscoveryError(f"no JSON: {error}") from None
    if not isinstance(whole, dict):
        raise DiscoveryError("no object")
    return _entities(_long(whole, _SHORT))


def _entities(whole: dict[str, Any]) -> tuple[Entity, ...]:
    _known(whole, _SHARED, "the message")
    for key in ("device", "origin", "components"):
        if not isinstance(whole.get(key), dict):
            raise DiscoveryError(f"{key} is missing")
    device = _device(_long(whole["device"], _SHORT_DEVICE))
    _origin(_long(whole["origin"], _SHORT_ORIGIN))
    _availability(whole)
    shared = {
        key: value
        for key, value in whole.items()
        if key in _AVAILABILITY | {"state_topic", "qos", "encoding"}
    }
    entities = tuple(
        _entity(name, shared | _long(part, _SHORT), device) for name, part in whole["components"].items()
    )
    if not entities:
        raise DiscoveryError("a device without components")
    if len({(each.platform, each.unique_id) for each in entities}) != len(entities):
        raise DiscoveryError("two components have one unique_id")
    return entities


def _device(device: dict[str, Any]) -> str:
    _known(device, _DEVICE, "the device")
    identifiers = device.get("identifiers", [])
    identifiers = [identifiers] if isinstance(identifiers, str) else identifiers
    if not (identifiers or device.get("connections")):
        raise DiscoveryError("a device needs identifiers or connections")
    for key in _DEVICE - {"identifiers", "connections"}:
        if key in device:
            _text(device[key], key)
    if "configuration_url" in device and not re.match(
        r"(https?|homeassistant)://.", device["configuration_url"]
    ):
        raise DiscoveryError("configuration_url begins with http:// or https://")
    return _text(identifiers[0], "identifiers")


def _origin(origin: dict[str, Any]) -> None:
    _known(origin, _ORIGIN, "the origin")
    if not _text(origin.get("name"), "origin.name"):
        raise DiscoveryError("the origin has no name")


def _availability(settings: Mapping[str, Any]) -> None:
    if "availability_topic" in settings:
        if "availability" in settings:
            raise DiscoveryError("availability and availability_topic exclude each other")
        _topic(settings["availability_topic"])


def _entity(name: str, settings: dict[str, Any], device: str) -> Entity:
    platform = str(settings.get("platform"))
    if platform not in _PLATFORMS:
        raise DiscoveryError(f"{name}: {platform!r} is no platform that is known here")
    _known(settings, _ENTITY | set(_PLATFORMS[platform]), name)
    unique_id = _text(settings.get("unique_id"), f"{name}: unique_id, which device discovery requires")
    for key in ("state_topic", "json_attributes_topic"):
        if key in settings:
            _topic(settings[key])
    if "state_topic" not in settings:
        raise DiscoveryError(f"{name}: state_topic is missing")
    if settings.get("qos", 0) not in {0, 1, 2}:
        raise DiscoveryError(f"{name}: qos is 0, 1 or 2")
    if settings.get("entity_category", "diagnostic") != "diagnostic":
        raise DiscoveryError(f"{name}: what only tells is diagnostic, or in no category")
    if "icon" in settings and ":" not in settings["icon"]:
        raise DiscoveryError(f"{name}: an icon is PREFIX:NAME")
    _of_platform(name, platform, settings)
    return Entity(unique_id, platform, device, settings)


def _of_platform(name: str, platform: str, settings: Mapping[str, Any]) -> None:
    device_class = settings.get("device_class")
    classes = {"binary_sensor": BINARY_SENSOR_CLASSES, "sensor": _SENSOR_CLASSES, "event": _EVENT_CLASSES}
    if device_class is not None and device_class not in classes[platform]:
        raise DiscoveryError(f"{name}: {device_class!r} is no device class of {platform}")
    if platform == "event":
        types = settings.get("event_types")
        if not isinstance(types, list) or not types or not all(isinstance(each, str) for each in types):
            raise DiscoveryError(f"{name}: event_types is a list of words")
    if "options" in settings:
        if not settings["options"] or device_class != "enum":
            raise DiscoveryError(f"{name}: options go with the device class enum, and are not empty")
        if "unit_of_measurement" in settings or "state_class" in settings:
            raise DiscoveryError(f"{name}: options and units exclude each other")


def _long(settings: Any, short: Mapping[str, str]) -> dict[str, Any]:
    if not isinstance(settings, dict):
        raise DiscoveryError("an object is wanted")
    return {short.get(key, key): value for key, value in settings.items()}


def _known(settings: Mapping[str, Any], keys: Collection[str], what: str) -> None:
    if unknown := set(settings) - set(keys):
        raise DiscoveryError(f"{what} has unknown keys: {', '.join(sorted(unknown))}")


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise DiscoveryError(f"{what}: text is wanted")
    return value


def _topic(value: Any) -> None:
    """Refuse what is no topic (util.py, valid_topic; a state is never read by wildcards here)."""
    text = _text(value, "a topic")
    is_plain = all(ord(letter) >= 32 and not 127 <= ord(letter) <= 159 for letter in text)
    if not is_plain or len(text.encode()) > 65_535 or not set("+#").isdisjoint(text):
        raise DiscoveryError(f"{text[:80]!r} is no topic")


@dataclass
class HomeAssistant:
    """What a Home Assistant would know: devices by topic, and each entity's state. Feed it every message."""

    devices: dict[str, tuple[Entity, ...]] = field(default_factory=dict)
    retained: dict[str, str] = field(default_factory=dict)
    events: list[Mapping[str, Any]] = field(default_factory=list)
    discovery: str = "homeassistant"

    def take(self, topic: str, payload: bytes, *, retained: bool = False) -> None:
        """Take a message. Raises DiscoveryError."""
        if topic == f"{self.discovery}/status":
            return
        if topic.startswith(f"{self.discovery}/"):
            entities = parse_discovery(topic, payload, self.discovery)
            if entities:
                self.devices[topic] = entities
            else:
                self.devices.pop(topic, None)
            return
        self.retained[topic] = payload.decode()
        for entity in self.entities.values():
            if entity.platform == "event" and entity.settings["state_topic"] == topic and not retained:
                self._event(entity, payload)

    def _event(self, entity: Entity, payload: bytes) -> None:
        event = json.loads(payload)
        if event.get("event_type") not in entity.settings["event_types"]:
            raise DiscoveryError(f"{event.get('event_type')!r} is no type of this event")
        self.events.append(event)

    @property
    def entities(self) -> dict[str, Entity]:
        """All entities by unique_id."""
        return {each.unique_id: each for device in self.devices.values() for each in device}

    def state(self, unique_id: str) -> str:
        """Return an entity's state as Home Assistant would show it. KeyError: there is no such entity."""
        entity = self.entities[unique_id]
        if self.retained.get(entity.settings.get("availability_topic", "")) != entity.settings.get(
            "payload_available", "online"
        ):
            return "unavailable"
        payload = self.retained.get(entity.settings["state_topic"], "")
        if entity.platform == "binary_sensor":
            words = {
                entity.settings.get("payload_on", "ON"): "on",
                entity.settings.get("payload_off", "OFF"): "off",
            }
            return words.get(payload, "unknown")
        options = entity.settings.get("options")
        if options is not None and payload not in options:
            return "unknown"
        return payload[:_STATE_LETTERS]
