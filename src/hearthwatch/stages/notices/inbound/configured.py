# SPDX-License-Identifier: Apache-2.0
"""Builds what others report to us by from the configuration: sections in, what listens out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx

from hearthwatch.config.call_point import CallPoint as CallPointSection
from hearthwatch.config.mqtt import Mqtt
from hearthwatch.config.notices import Notices
from hearthwatch.config.values import Secret
from hearthwatch.config.weather import Weather
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.inbound import InboundReport
from hearthwatch.stages.notices.machines.addresses import require_url
from hearthwatch.stages.notices.machines.configured import feed_client
from hearthwatch.stages.notices.machines.link import BrokerLink
from hearthwatch.stages.notices.machines.topics import Topics

from .call_points import Acknowledgements, CallPoint, CallPoints
from .weather import WeatherFilter, WeatherWarnings
from .weather_feed import WeatherFeed

_DO = "See docs/ref/config.md for what there is"


@dataclass(frozen=True, slots=True)
class WeatherParts:
    """What takes warnings, the feed that is polled with its client, the token of who may send them."""

    warnings: WeatherWarnings
    feed: WeatherFeed | None
    client: httpx.AsyncClient | None
    token: Secret | None

    async def aclose(self) -> None:
        """Close what was opened."""
        if self.client is not None:
            await self.client.aclose()


def listen(
    link: BrokerLink | None,
    topics: Topics,
    section: Mqtt,
    *,
    points: CallPoints | None,
    acknowledge: Callable[[IncidentId, str], None],
) -> None:
    """Listen at a broker to call points, and where it is allowed to acknowledgements; before it runs.

    Raises UsageError: there are call points, and no broker.
    """
    if link is None:
        if points is not None:
            raise UsageError("There are call points, and no broker", do="Set host in [mqtt]")
        return
    if points is not None:
        link.subscribe(topics.call("+"), points.take)
    if section.acknowledge:
        link.subscribe(topics.acknowledge, Acknowledgements(acknowledge).take)


def call_points(
    sections: Sequence[CallPointSection],
    cameras: Mapping[CameraId, str],
    clock: Clock,
    report: Callable[[InboundReport], None],
) -> CallPoints | None:
    """Return the call points, None for none. Raises UsageError: two of one id, an unknown camera."""
    found: dict[str, CallPoint] = {}
    for section in sections:
        if section.id in found:
            raise UsageError(f"Two call points are called {section.id}", do="Give one another id")
        if section.camera and section.camera not in cameras:
            raise UsageError(
                f"[[call_point]] {section.id}: there is no camera {section.camera[:63]!r}", do=_DO
            )
        camera = CameraId(section.camera) if section.camera else None
        found[section.id] = CallPoint(section.id, section.name or section.id, Hazard(section.hazard), camera)
    return CallPoints(tuple(found.values()), clock, report) if found else None


def weather(
    section: Weather, notices: Notices, clock: Clock, report: Callable[[InboundReport], None]
) -> WeatherParts | None:
    """Return what takes weather warnings, None where nothing does. Raises UsageError."""
    if not section.url and section.token_file is None:
        return None
    chosen = WeatherFilter(
        Hazard(section.hazard),
        section.events,
        section.areas,
        section.point[0] if section.point else None,
        section.least,
        section.place,
    )
    warnings = WeatherWarnings(chosen, report)
    token = section.token_file.read() if section.token_file else None
    if not section.url:
        return WeatherParts(warnings, None, None, token)
    try:
        url = require_url(section.url, notices.allowed_hosts)
    except ValueError as error:
        raise UsageError(f"[weather] url: {error}", do=_DO) from None
    client = feed_client(url, notices)
    feed = WeatherFeed(url, warnings, client=client, clock=clock, every_s=section.every.seconds)
    return WeatherParts(warnings, feed, client, token)
