# SPDX-License-Identifier: Apache-2.0
"""Builds everything of machines from the configuration: sections in, channels and what else runs out.

What cannot work is refused here, with the section and the key, before anything is told to anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from aiomqtt import ProtocolVersion

from hearthwatch.config.cap import Cap
from hearthwatch.config.mqtt import Mqtt
from hearthwatch.config.notices import Notices
from hearthwatch.config.relay import Relay
from hearthwatch.config.webhook import Webhook
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId
from hearthwatch.model.incident import Severity
from hearthwatch.stages.notices.channel import Channel

from .addresses import is_allowed, require_url
from .alerts import AlertShelf
from .cap import CapArea, CapSettings
from .cap_channel import CapFeedChannel, CapPostChannel
from .exchange import Request
from .home_assistant import Origin
from .link import BrokerAddress, BrokerLink, tls_context
from .mqtt import MqttChannel
from .reach import guarded_client
from .relay import RelayChannel, RelayPolicy
from .states import MachineStates
from .switches import HttpSwitch, MqttSwitch, ShellySwitch, Switch, TasmotaSwitch
from .topics import Topics
from .webhook import WebhookChannel, WebhookSettings, signing_key

_DO = "See docs/ref/config.md for what there is"


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of the configuration that machines are of."""

    notices: Notices = field(default_factory=Notices)
    mqtt: Mqtt = field(default_factory=Mqtt)
    cap: Cap = field(default_factory=Cap)
    webhooks: tuple[Webhook, ...] = ()
    relays: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is given from outside. ``random``: 0..1, for jitter; ``cameras``: the ids that there are."""

    clock: Clock
    random: Callable[[], float]
    version: str
    cameras: frozenset[CameraId] = frozenset()


@dataclass(frozen=True, slots=True)
class Machines:
    """What there is. The channels are the outbox's to run; ``client`` is closed by `aclose`.

    ``link`` and ``states`` are None without a broker, ``shelf`` without a folder of alerts.
    """

    channels: tuple[Channel, ...]
    client: httpx.AsyncClient
    topics: Topics
    link: BrokerLink | None = None
    states: MachineStates | None = None
    shelf: AlertShelf | None = None

    async def aclose(self) -> None:
        """Close what was opened."""
        await self.client.aclose()


def machines(sections: Sections, around: Surroundings) -> Machines:
    """Return everything of machines. Must run in the event loop. Raises UsageError, StorageError."""
    client = guarded_client(sections.notices.allowed_hosts)
    topics = Topics(sections.mqtt.prefix, sections.mqtt.home_assistant)
    link = _link(sections.mqtt, around) if sections.mqtt.host else None
    states = (
        None if link is None else MachineStates(link, topics, Origin(around.version, sections.notices.link))
    )
    settings = _cap_settings(sections, around)
    shelf = _shelf(sections, settings)
    found: list[Channel] = []
    if link is not None and states is not None:
        found.append(MqttChannel(link, states, topics))
    if shelf is not None:
        found.append(CapFeedChannel(shelf, settings))
    if sections.cap.url:
        url = _checked("[cap] url", sections.cap.url, sections.notices)
        token = sections.cap.token_file.read() if sections.cap.token_file else None
        found.append(CapPostChannel(url, settings, client=client, clock=around.clock, token=token))
    found += _webhooks(sections, client, around.clock)
    found += _relays(sections, client, link, around.clock)
    _require_unique(found)
    return Machines(tuple(found), client, topics, link, states, shelf)


def _link(section: Mqtt, around: Surroundings) -> BrokerLink:
    try:
        context = tls_context(section.ca_file) if section.tls else None
    except OSError as error:
        why = error.strerror or "it holds no certificates"
        raise UsageError(f"[mqtt] ca_file: {section.ca_file} cannot be used: {why}", do=_DO) from None
    address = BrokerAddress(
        section.host,
        section.port,
        context,
        section.user,
        section.password_file.read() if section.password_file else None,
        ProtocolVersion.V5 if section.version == "5" else ProtocolVersion.V311,
        section.client_id,
        section.prefix,
    )
    return BrokerLink(address, around.clock, random=around.random)


def _cap_settings(sections: Sections, around: Surroundings) -> CapSettings:
    areas: dict[CameraId, CapArea] = {}
    for place in sections.cap.areas:
        if place.camera not in around.cameras:
            raise UsageError(f"[[cap.area]] camera: there is no camera {place.camera[:63]!r}", do=_DO)
        areas[CameraId(place.camera)] = CapArea(place.circle[0] if place.circle else None, place.polygon)
    return CapSettings(
        sections.notices.sender,
        sections.notices.sender_name,
        sections.cap.scope,
        sections.cap.restriction,
        sections.cap.contact,
        areas,
    )


def _shelf(sections: Sections, settings: CapSettings) -> AlertShelf | None:
    if not sections.cap.folder:
        return None
    return AlertShelf(Path(sections.cap.folder), settings, sections.notices.link)


def _webhooks(sections: Sections, client: httpx.AsyncClient, clock: Clock) -> Iterator[Channel]:
    for hook in sections.webhooks:
        settings = WebhookSettings(
            ChannelId(f"webhook-{hook.id}"),
            hook.name or hook.id,
            _checked(f"[[webhook]] {hook.id}: url", hook.url, sections.notices),
            signing_key(hook.secret_file.read()),
            hook.groups,
            hook.language,
            hook.timeout.seconds,
        )
        yield WebhookChannel(settings, client, clock)


def _relays(
    sections: Sections, client: httpx.AsyncClient, link: BrokerLink | None, clock: Clock
) -> Iterator[Channel]:
    for relay in sections.relays:
        policy = RelayPolicy(
            relay.longest.seconds,
            relay.again.seconds,
            Severity[relay.least.upper()],
            tuple(Hazard(hazard) for hazard in relay.hazards),
            relay.drills,
            relay.groups,
        )
        switch = _switch(relay, sections.notices, client, link, clock)
        yield RelayChannel(ChannelId(f"relay-{relay.id}"), relay.name or relay.id, switch, policy, clock)


def _switch(
    relay: Relay, notices: Notices, client: httpx.AsyncClient, link: BrokerLink | None, clock: Clock
) -> Switch:
    name, what = relay.name or relay.id, f"[[relay]] {relay.id}"
    if relay.kind == "mqtt":
        if link is None:
            raise UsageError(
                f"{what}: it is switched by MQTT, and there is no broker", do="Set host in [mqtt]"
            )
        return MqttSwitch(link, relay.topic, relay.on_payload, relay.off_payload)
    url = _checked(f"{what}: url", relay.url, notices)
    if relay.kind == "http":
        off = _checked(f"{what}: off_url", relay.off_url, notices)
        return HttpSwitch(client, clock, _fixed(name, url, relay.on_json), _fixed(name, off, relay.off_json))
    password = relay.password_file.read() if relay.password_file else None
    kind = ShellySwitch if relay.kind == "shelly" else TasmotaSwitch
    return kind(name, url, client, clock, relay.output, password)


def _fixed(name: str, url: str, body: str) -> Request:
    if not body:
        return Request(name, "GET", url)
    plain = json.dumps(json.loads(body), separators=(",", ":")).encode()
    return Request(name, "POST", url, plain, {"Content-Type": "application/json"})


def _checked(what: str, url: str, notices: Notices) -> str:
    try:
        return require_url(url, notices.allowed_hosts)
    except ValueError as error:
        raise UsageError(f"{what}: {error}", do=_DO) from None


def _require_unique(channels: list[Channel]) -> None:
    ids = [channel.id for channel in channels]
    for each in ids:
        if ids.count(each) > 1:
            raise UsageError(f"Two channels are called {each}", do="Give one another id")


def feed_client(url: str, notices: Notices, timeout_s: float = 15.0) -> httpx.AsyncClient:
    """Return a client for a feed and its links: of the inside it reaches the feed's own host alone.

    And that only where it is allowed. A link in a feed is a stranger's: it must not switch a relay.
    """
    host = urlsplit(url).hostname or ""
    return guarded_client([host] if is_allowed(host, notices.allowed_hosts) else [], timeout_s=timeout_s)
