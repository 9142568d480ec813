# SPDX-License-Identifier: Apache-2.0
"""Which right each route needs: one table for the whole application.

A route that is not in it is answered to nobody. A test holds the table to the routes that there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.routing import compile_path

from hearthwatch.model.access import Act

SOCKET = "SOCKET"

#: (method, path) -> act, as the routes are declared. The first that fits counts.
RIGHTS_OF_ROUTES: Mapping[tuple[str, str], Act] = MappingProxyType(
    {
        # The pages' files hold nothing of any place; what they show they ask for below.
        ("GET", "/"): Act.KNOCK,
        ("GET", "/camera/{camera}"): Act.KNOCK,
        ("GET", "/incidents"): Act.KNOCK,
        ("GET", "/incidents/{incident}"): Act.KNOCK,
        ("GET", "/channels"): Act.KNOCK,
        ("GET", "/announce"): Act.KNOCK,
        ("GET", "/plates"): Act.KNOCK,
        ("GET", "/plates/{plate}"): Act.KNOCK,
        ("GET", "/zones/{camera}"): Act.KNOCK,
        ("GET", "/tv"): Act.KNOCK,
        ("GET", "/sign-in"): Act.KNOCK,
        ("GET", "/invitation"): Act.KNOCK,
        ("GET", "/account"): Act.KNOCK,
        ("GET", "/people"): Act.KNOCK,
        ("GET", "/app/{path:path}"): Act.KNOCK,
        # These bear a signed token, or are published for everybody by configuration.
        ("GET", "/answer/{token}"): Act.KNOCK,
        ("POST", "/answer/{token}"): Act.KNOCK,
        ("POST", "/api/inbound/cap"): Act.KNOCK,
        ("GET", "/feeds/alerts.atom"): Act.KNOCK,
        ("GET", "/feeds/alerts/{name}"): Act.KNOCK,
        # Signing in.
        ("GET", "/api/session"): Act.KNOCK,
        ("POST", "/api/session"): Act.KNOCK,
        ("POST", "/api/session/passkey/options"): Act.KNOCK,
        ("POST", "/api/session/passkey"): Act.KNOCK,
        ("POST", "/api/invitations/look"): Act.KNOCK,
        ("POST", "/api/invitations/redeem"): Act.KNOCK,
        # One's own account.
        ("DELETE", "/api/session"): Act.OWN,
        ("GET", "/api/account"): Act.OWN,
        ("POST", "/api/account/password"): Act.OWN,
        ("DELETE", "/api/account/sessions/{session}"): Act.OWN,
        ("POST", "/api/account/streams"): Act.OWN,
        ("POST", "/api/account/passkeys/options"): Act.OWN,
        ("POST", "/api/account/passkeys"): Act.OWN,
        ("DELETE", "/api/account/passkeys/{passkey}"): Act.OWN,
        ("GET", "/api/openapi.json"): Act.OWN,
        # Others' accounts.
        ("GET", "/api/accounts"): Act.INVITE,
        ("PUT", "/api/accounts/{account}"): Act.INVITE,
        ("DELETE", "/api/accounts/{account}"): Act.INVITE,
        ("POST", "/api/accounts/{account}/link"): Act.INVITE,
        ("POST", "/api/invitations"): Act.INVITE,
        ("DELETE", "/api/invitations/{invitation}"): Act.INVITE,
        ("GET", "/api/access/record"): Act.SEE_RECORD,
        # Places.
        ("GET", "/api/cameras"): Act.SEE_PLACES,
        ("GET", "/api/plates/{plate}.png"): Act.SEE_PLACES,
        (SOCKET, "/api/live"): Act.SEE_PLACES,
        ("GET", "/tv/list.m3u"): Act.SEE_WHOLE,
        ("GET", "/tv/stream.m3u8"): Act.SEE_WHOLE,
        ("GET", "/tv/init.mp4"): Act.SEE_WHOLE,
        ("GET", "/tv/segment/{number}.m4s"): Act.SEE_WHOLE,
        ("GET", "/tv/camera/{camera}/stream.m3u8"): Act.SEE_PLACES,
        ("GET", "/tv/camera/{camera}/init.mp4"): Act.SEE_PLACES,
        ("GET", "/tv/camera/{camera}/segment/{number}.m4s"): Act.SEE_PLACES,
        ("GET", "/api/plates"): Act.COMMISSION,
        ("GET", "/api/plates/{plate}"): Act.COMMISSION,
        ("GET", "/api/plates/{plate}/candidate.png"): Act.COMMISSION,
        ("POST", "/api/plates/{plate}/strike"): Act.COMMISSION,
        ("POST", "/api/plates/{plate}/clear"): Act.COMMISSION,
        ("POST", "/api/plates/{plate}/approve"): Act.COMMISSION,
        ("POST", "/api/plates/{plate}/retire"): Act.COMMISSION,
        ("GET", "/api/zones/{camera}"): Act.COMMISSION,
        ("POST", "/api/zones/{camera}/check"): Act.COMMISSION,
        ("GET", "/api/cameras/{camera}/history"): Act.SEE_HISTORY,
        ("GET", "/api/cameras/{camera}/history/extent"): Act.SEE_HISTORY,
        # Alarms.
        (SOCKET, "/api/alarms/live"): Act.SEE_ALARMS,
        ("POST", "/api/reports"): Act.REPORT,
        ("GET", "/api/incidents"): Act.SEE_INCIDENTS,
        ("GET", "/api/incidents/{incident}"): Act.SEE_INCIDENTS,
        ("POST", "/api/incidents/{incident}/acknowledge"): Act.ANSWER,
        ("POST", "/api/incidents/{incident}/resolve"): Act.ANSWER,
        ("POST", "/api/incidents/{incident}/not-a-hazard"): Act.ANSWER,
        ("POST", "/api/drills"): Act.ANSWER,
        ("GET", "/api/announcements"): Act.ANNOUNCE,
        ("POST", "/api/announcements"): Act.ANNOUNCE,
        ("POST", "/api/announcements/preview"): Act.ANNOUNCE,
        ("POST", "/api/announcements/stop"): Act.ANNOUNCE,
        ("GET", "/api/push/key"): Act.SUBSCRIBE,
        ("POST", "/api/push/subscriptions"): Act.SUBSCRIBE,
        ("DELETE", "/api/push/subscriptions/{subscription}"): Act.SUBSCRIBE,
        # Channels.
        ("GET", "/api/deliveries"): Act.SEE_DELIVERIES,
        ("GET", "/api/channels"): Act.SEE_CHANNELS,
        ("POST", "/api/channels/{channel}/test"): Act.TEST_CHANNELS,
        ("GET", "/api/channels/settings"): Act.SET_UP,
        ("POST", "/api/channels/settings"): Act.SET_UP,
        ("PUT", "/api/channels/settings/{channel}"): Act.SET_UP,
        ("DELETE", "/api/channels/settings/{channel}"): Act.SET_UP,
        # The machine.
        ("GET", "/api/health"): Act.SEE_FIGURES,
        ("GET", "/metrics"): Act.SEE_FIGURES,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the act, and the words of its path that name objects."""

    act: Act
    objects: Mapping[str, str]


def _compiled() -> tuple[tuple[str, re.Pattern[str], Act], ...]:
    return tuple((method, compile_path(path)[0], act) for (method, path), act in RIGHTS_OF_ROUTES.items())


_COMPILED = _compiled()


def asked_of(method: str, path: str) -> Asked | None:
    """Return what a request asks for, None where no route is known; HEAD asks for what GET does."""
    wanted = "GET" if method == "HEAD" else method
    for known, pattern, act in _COMPILED:
        if known == wanted and (match := pattern.match(path)):
            return Asked(act, MappingProxyType(match.groupdict()))
    return None


def methods_of(path: str) -> frozenset[str]:
    """Return by which methods a path can be asked for; none where it is no route's."""
    return frozenset(method for method, pattern, _ in _COMPILED if pattern.match(path)) - {SOCKET}
