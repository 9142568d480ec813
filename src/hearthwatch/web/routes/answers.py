# SPDX-License-Identifier: Apache-2.0
"""GET and POST /answer/{token}: the page that a link leads to. It works without any script.

Following the link shows a button and changes nothing: mail scanners and previews follow links too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from http import HTTPStatus

from fastapi import APIRouter, Response

from hearthwatch.model.errors import UsageError
from hearthwatch.model.incident import Incident, IncidentState, PersonsAct
from hearthwatch.stages.notices.answer_token import Answer
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.service import WebService

from .incidents import incident_shape, names_of

_STYLE = """
:root{color-scheme:light dark;font:18px/1.5 system-ui,"DejaVu Sans",sans-serif}
body{max-width:34rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.6rem;line-height:1.25}
.drill{display:inline-block;padding:.1em .5em;border:3px dashed;font-weight:700}
button{min-height:56px;width:100%;border:0;border-radius:6px;background:#0a4f86;color:#fff;font:inherit;font-weight:700}
:focus-visible{outline:4px solid;outline-offset:3px}
"""
_WAITING = {IncidentState.CONFIRMED, IncidentState.NOTIFIED}
_STATES: Mapping[IncidentState, str] = {
    IncidentState.ACKNOWLEDGED: "Somebody answers for it",
    IncidentState.RESOLVED: "It is over",
    IncidentState.FALSE_ALARM: "It was no hazard",
}


def router(service: WebService, alarms: AlarmService) -> APIRouter:
    """Return the routes of answers; they are for people and not in the schema."""
    routes = APIRouter(prefix="/answer", route_class=BoundedRoute, include_in_schema=False)
    headers = _headers()

    @routes.get("/{token}")
    async def show(token: str) -> Response:
        """Show what it is about, and a button."""
        answer = alarms.answers.read(token)
        found = None if answer is None else await alarms.incidents.incident(answer.incident)
        if answer is None or found is None:
            return _page(HTTPStatus.NOT_FOUND, _dead(), headers)
        return _page(HTTPStatus.OK, _question(found.incident, service), headers)

    @routes.post("/{token}")
    async def take(token: str) -> Response:
        """Acknowledge; where that was done before, say so."""
        answer = alarms.answers.read(token)
        found = None if answer is None else await alarms.incidents.incident(answer.incident)
        if answer is None or found is None:
            return _page(HTTPStatus.NOT_FOUND, _dead(), headers)
        words = await _taken(alarms, answer, found.incident)
        after = await alarms.incidents.incident(answer.incident) or found
        return _page(HTTPStatus.OK, _told(after.incident, service, words), headers)

    return routes


async def _taken(alarms: AlarmService, answer: Answer, incident: Incident) -> str:
    if incident.state not in _WAITING:
        return ""
    by = f"{answer.to}, by link" if answer.to else "a link"
    try:
        await alarms.incidents.act(answer.incident, PersonsAct.ACKNOWLEDGE, by)
    except UsageError as error:
        return error.line()
    return "Thank you: it is written down that somebody answers for it, and it is not told again."


def _question(incident: Incident, service: WebService) -> str:
    if incident.state not in _WAITING:
        return _told(incident, service, "")
    return (
        f"{_what(incident, service)}<p>Press this if you go and see, or know that somebody does. "
        "Nobody is told of it again then.</p>"
        '<form method="post"><button type="submit">I answer for it</button></form>'
    )


def _told(incident: Incident, service: WebService, words: str) -> str:
    state = _STATES.get(incident.state, "Nobody answers for it yet")
    by = f" ({escape(incident.by)})" if incident.by else ""
    thanks = f'<p role="status">{escape(words)}</p>' if words else ""
    return f"{_what(incident, service)}{thanks}<p>{state}{by}.</p>"


def _what(incident: Incident, service: WebService) -> str:
    shape = incident_shape(incident, names_of(service))
    drill = '<p class="drill">DRILL: an exercise, no danger</p>' if incident.drill else ""
    what = escape(", ".join(shape.hazards).capitalize())
    return (
        f"{drill}<h1>{what}: {escape(', '.join(shape.where))}</h1>"
        f'<p>Since <time datetime="{shape.opened}">{incident.opened:%d %B %Y, %H:%M} UTC</time>.</p>'
        f'<p><a href="/incidents/{incident.id}">All about incident {incident.id}</a></p>'
    )


def _dead() -> str:
    return (
        "<h1>This link does not hold</h1><p>It is too old, or it is not whole: open the newest message "
        'that you got, or answer on <a href="/">the wall</a>. Nothing was changed.</p>'
    )


def _page(status: HTTPStatus, body: str, headers: Mapping[str, str]) -> Response:
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>Hearthwatch</title><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>"
    )
    return Response(page, status, headers=dict(headers), media_type="text/html")


def _headers() -> dict[str, str]:
    style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        ),
        # With no-referrer a browser sends "Origin: null" from a form, which the guard refuses (Fetch, 3.2).
        "Referrer-Policy": "same-origin",
    }
