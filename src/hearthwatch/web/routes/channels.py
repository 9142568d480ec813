# SPDX-License-Identifier: Apache-2.0
"""GET /api/channels: how each channel is; POST /api/channels/{channel}/test: say a test on it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from hearthwatch.model.ids import ChannelId
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import ChannelStanding
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import signed
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.rate import RateLimit, TooOftenError

from .forms import ByForm, asked, stamp, too_often

ChannelName = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
#: A test reaches people: a few in a row, to mend something, and then one a minute.
_TESTS, _TEST_EVERY_S = 6, 60.0


@dataclass(frozen=True, slots=True)
class ChannelShape:
    """A channel; ``state`` is working, failing or untried. ``reason``: why it fails."""

    id: str
    kind: str
    name: str
    state: str
    since: str | None
    reason: str
    last_delivery: str | None
    last_heartbeat: str | None


@dataclass(frozen=True, slots=True)
class ChannelsShape:
    """The answer of GET /api/channels."""

    channels: list[ChannelShape]


@dataclass(frozen=True, slots=True)
class TrialShape:
    """What came of a test; ``state`` is a delivery's."""

    state: str
    words: str


def router(alarms: AlarmService) -> APIRouter:
    """Return the routes of channels."""
    routes = APIRouter(prefix="/api/channels", route_class=BoundedRoute)
    limit = RateLimit(alarms.clock, burst=_TESTS, every_s=_TEST_EVERY_S)

    @routes.get("")
    async def channels(response: Response) -> ChannelsShape:
        """Return all channels as they are now."""
        response.headers["Cache-Control"] = "no-store"
        return ChannelsShape([channel_shape(each) for each in alarms.channels.channels()])

    @routes.post("/{channel}/test")
    async def test(channel: ChannelName, form: ByForm, request: Request) -> TrialShape:
        """Say a test on one channel, and tell what came of it."""
        if channel not in {each.id for each in alarms.channels.channels()}:
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no channel of this id.")
        try:
            limit.spend()
        except TooOftenError as error:
            raise too_often(error) from None
        trial = await asked(alarms.channels.test(ChannelId(channel), signed(request, form.by)))
        return TrialShape(trial.state.value, trial.words)

    return routes


def channel_shape(channel: ChannelStanding) -> ChannelShape:
    """Return a channel as the pages get it."""
    return ChannelShape(
        channel.id,
        channel.kind,
        channel.name,
        channel.state.value,
        stamp(channel.since),
        channel.reason,
        stamp(channel.last_delivery),
        stamp(channel.last_heartbeat),
    )
