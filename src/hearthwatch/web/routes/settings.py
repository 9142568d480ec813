# SPDX-License-Identifier: Apache-2.0
"""Settings of channels: what there is to fill in for each kind, what is set, and changes to it.

Secrets only come in. No answer holds one: it says of each whether it is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Response
from msgspec import Struct
from pydantic import Field

from hearthwatch.config.form import Plain, form_of, secrets_of, shown
from hearthwatch.config.kept_channels import KeptChannel, Wanted
from hearthwatch.model.ids import ChannelId
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.problems import ProblemError

from .channels import ChannelName
from .forms import Form, asked

_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"
_Key = Annotated[str, Field(min_length=1, max_length=60)]
_Text = Annotated[str, Field(max_length=2000)]
_Value = _Text | bool | int | float | Annotated[list[_Text], Field(max_length=100)] | None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field: ``kind`` is text, number, yes-no, choice, list or secret; ``words`` say what it means."""

    key: str
    kind: str
    words: str
    is_required: bool
    default: Plain
    choices: list[str]


@dataclass(frozen=True, slots=True)
class KindShape:
    """A kind of channel, and what there is to fill in."""

    kind: str
    words: str
    fields: list[FieldShape]


@dataclass(frozen=True, slots=True)
class SecretShape:
    """Whether a secret is set."""

    key: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class KeptShape:
    """What a channel's settings are; those of the file are shown and cannot be changed here."""

    id: str
    kind: str
    is_from_file: bool
    values: dict[str, Plain]
    secrets: list[SecretShape]


@dataclass(frozen=True, slots=True)
class SettingsShape:
    """The answer of GET /api/channels/settings."""

    kinds: list[KindShape]
    channels: list[KeptShape]


class WantedForm(Form):
    """Settings as a page sends them; a key of ``secrets`` that is "" takes the secret away."""

    kind: Annotated[str, Field(min_length=1, max_length=60)]
    values: Annotated[dict[_Key, _Value], Field(default_factory=dict, max_length=60)]
    secrets: Annotated[dict[_Key, _Text], Field(default_factory=dict, max_length=20)]


class NewForm(WantedForm):
    """A channel that is to be."""

    id: Annotated[str, Field(pattern=_ID)]


def router(alarms: AlarmService) -> APIRouter:
    """Return the routes of settings."""
    routes = APIRouter(prefix="/api/channels/settings", route_class=BoundedRoute)
    port = alarms.settings

    @routes.get("")
    async def settings(response: Response) -> SettingsShape:
        """Return the kinds of channels, and what is set of each channel."""
        response.headers["Cache-Control"] = "no-store"
        kinds = [_kind(name, struct) for name, struct in port.kinds().items()]
        return SettingsShape(kinds, [_kept(each) for each in await port.kept()])

    @routes.post("", status_code=HTTPStatus.CREATED)
    async def add(form: NewForm) -> KeptShape:
        """Keep a new channel."""
        if form.id in {each.id for each in await port.kept()}:
            raise ProblemError(HTTPStatus.CONFLICT, "There is a channel of this id already.")
        await asked(port.add(ChannelId(form.id), _wanted(form, port.kinds())))
        return _kept(await _known(alarms, form.id))

    @routes.put("/{channel}")
    async def change(channel: ChannelName, form: WantedForm) -> KeptShape:
        """Change a channel; a secret that is not sent stays as it is."""
        await _changeable(alarms, channel)
        await asked(port.change(ChannelId(channel), _wanted(form, port.kinds())))
        return _kept(await _known(alarms, channel))

    @routes.delete("/{channel}", status_code=HTTPStatus.NO_CONTENT)
    async def remove(channel: ChannelName) -> None:
        """End a channel and forget what was set of it."""
        await _changeable(alarms, channel)
        await asked(port.remove(ChannelId(channel)))

    return routes


async def _known(alarms: AlarmService, channel: str) -> KeptChannel:
    for kept in await alarms.settings.kept():
        if kept.id == channel:
            return kept
    raise ProblemError(HTTPStatus.NOT_FOUND, "There is no channel of this id.")


async def _changeable(alarms: AlarmService, channel: str) -> None:
    if (await _known(alarms, channel)).is_from_file:
        raise ProblemError(
            HTTPStatus.CONFLICT, "This channel stands in the configuration file: change it there."
        )


def _wanted(form: WantedForm, kinds: Mapping[str, type[Struct]]) -> Wanted:
    """Return what is wanted; ProblemError where a secret stands among the values or is none."""
    if form.kind not in kinds:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "There is no such kind of channel.")
    secrets = secrets_of(kinds[form.kind])
    if set(form.values) & secrets or not set(form.secrets) <= secrets:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "A secret is sent apart from the other settings.")
    return Wanted(form.kind, form.values, form.secrets)


def _kind(name: str, struct: type[Struct]) -> KindShape:
    words = (struct.__doc__ or "").split("\n")[0]
    fields = [
        FieldShape(each.key, each.kind.value, each.words, each.is_required, each.default, list(each.choices))
        for each in form_of(struct)
    ]
    return KindShape(name, words, fields)


def _kept(kept: KeptChannel) -> KeptShape:
    secrets = sorted(secrets_of(type(kept.settings)))
    return KeptShape(
        kept.id,
        kept.kind,
        kept.is_from_file,
        shown(kept.settings),
        [SecretShape(key, key in kept.secrets) for key in secrets],
    )
