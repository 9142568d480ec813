# SPDX-License-Identifier: Apache-2.0
"""Announcements: words of an operator, shown back, spoken only once they are confirmed, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import Announced, Preview
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import signed
from hearthwatch.web.rate import RateLimit, TooOftenError

from .forms import ByForm, ByName, Form, asked, stamp, too_often

#: Each one is synthesised, which costs a second of a core.
_PREVIEWS, _PREVIEW_EVERY_S = 10, 6.0
#: What is shown is spoken within this page of text; how much may be said is the service's to judge.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class VoiceShape:
    """A language: its tag (BCP 47), and its name in itself."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class LoudspeakerShape:
    """Where can be spoken."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AnnouncedShape:
    """A line of the log; ``words`` say what became of it."""

    at: str | None
    by: str
    text: str
    language: str
    loudspeakers: list[str]
    words: str


@dataclass(frozen=True, slots=True)
class AnnouncementsShape:
    """The answer of GET /api/announcements: what can be chosen, and the log, newest first."""

    voices: list[VoiceShape]
    loudspeakers: list[LoudspeakerShape]
    log: list[AnnouncedShape]


@dataclass(frozen=True, slots=True)
class PreviewShape:
    """What would be spoken, and the token that confirms just this until ``expires``."""

    text: str
    language: str
    loudspeakers: list[LoudspeakerShape]
    length_s: float
    warnings: list[str]
    token: str
    expires: str | None


@dataclass(frozen=True, slots=True)
class StoppedShape:
    """How many announcements were silenced."""

    stopped: int


class PreviewForm(Form):
    """What somebody wants spoken; no loudspeaker named means all."""

    by: ByName

    text: Annotated[str, Field(min_length=1, max_length=_LONGEST)]
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$")]
    loudspeakers: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=63)]],
        Field(default_factory=list, max_length=200),
    ]


class ConfirmForm(Form):
    """The preview that is confirmed, and by whom."""

    token: Annotated[str, Field(min_length=1, max_length=400)]
    by: ByName


def router(alarms: AlarmService) -> APIRouter:
    """Return the routes of announcements."""
    routes = APIRouter(prefix="/api/announcements", route_class=BoundedRoute)
    port = alarms.announcements
    limit = RateLimit(alarms.clock, burst=_PREVIEWS, every_s=_PREVIEW_EVERY_S)

    @routes.get("")
    async def announcements(
        response: Response, last: Annotated[int, Query(ge=0, le=200)] = 20
    ) -> AnnouncementsShape:
        """Return languages, loudspeakers and the log."""
        response.headers["Cache-Control"] = "no-store"
        return AnnouncementsShape(
            [VoiceShape(each.language, each.name) for each in port.voices()],
            [LoudspeakerShape(each.id, each.name) for each in port.loudspeakers()],
            [_announced(each) for each in await port.log(last)],
        )

    @routes.post("/preview")
    async def preview(form: PreviewForm, request: Request) -> PreviewShape:
        """Show back what would be spoken. Nothing is spoken."""
        try:
            limit.spend()
        except TooOftenError as error:
            raise too_often(error) from None
        where, by = frozenset(form.loudspeakers), signed(request, form.by)
        return _preview(await asked(port.preview(form.text, form.language, where, by)))

    @routes.post("", status_code=HTTPStatus.CREATED)
    async def speak(form: ConfirmForm, request: Request) -> AnnouncedShape:
        """Speak what was shown back."""
        return _announced(await asked(port.speak(form.token, signed(request, form.by))))

    @routes.post("/stop")
    async def stop(form: ByForm, request: Request) -> StoppedShape:
        """Silence announcements; what warns of danger goes on."""
        return StoppedShape(await asked(port.stop(signed(request, form.by))))

    return routes


def _announced(line: Announced) -> AnnouncedShape:
    return AnnouncedShape(
        stamp(line.at), line.by, line.text, line.language, list(line.loudspeakers), line.words
    )


def _preview(preview: Preview) -> PreviewShape:
    return PreviewShape(
        preview.text,
        preview.language,
        [LoudspeakerShape(each.id, each.name) for each in preview.loudspeakers],
        round(preview.length_s, 2),
        list(preview.warnings),
        preview.token,
        stamp(preview.expires),
    )
