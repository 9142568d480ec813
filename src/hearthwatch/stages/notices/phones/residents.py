# SPDX-License-Identifier: Apache-2.0
"""The desk at which browsers subscribe: what a stranger sent in; a kept subscription, or a sentence, out."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import IncidentKind, Severity

from .choice import Choice
from .endpoint import LONGEST_ENDPOINT, check_auth, check_endpoint, check_point
from .subscriptions import Subscription, Subscriptions

MOST_BODY_BYTES = 16 * 1024
_ID_BYTES = 24
_Word = Annotated[str, Meta(min_length=1, max_length=80)]


class Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """A browser's keys in URL-safe base64, as PushSubscription.toJSON() gives them."""

    p256dh: Annotated[str, Meta(max_length=200)]
    auth: Annotated[str, Meta(max_length=60)]


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """What a browser sends: how it is reached, and what is chosen on it."""

    endpoint: Annotated[str, Meta(max_length=LONGEST_ENDPOINT)]
    keys: Keys
    language: Annotated[str, Meta(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$")] = "en"
    places: Annotated[tuple[_Word, ...], Meta(max_length=100)] = ()
    hazards: Annotated[tuple[Literal["fire", "water", "blocked", "camera"], ...], Meta(max_length=4)] = ()
    least: Literal["notice", "warning", "danger"] = "notice"
    hours: Annotated[str, Meta(max_length=11)] = ""
    exercises: bool = False


class ResidentsDesk:
    """See the module. ``key``: our public key for browsers; ``languages``: in which messages come."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        key: str,
        *,
        languages: Sequence[str] = ("en",),
        groups: Sequence[str] = (),
        allowed_hosts: Collection[str] = (),
    ) -> None:
        """Wire. ``groups``: which rungs of the ladder mean residents' phones."""
        self._subscriptions = subscriptions
        self._groups = tuple(groups)
        self._allowed = frozenset(allowed_hosts)
        self.key = key
        self.languages = tuple(languages)

    async def subscribe(self, body: bytes) -> str:
        """Keep what a browser sent as JSON; return the id by which it can be ended.

        Raises UsageError, whose words hold nothing of what was sent.
        """
        if len(body) > MOST_BODY_BYTES:
            raise UsageError(f"A subscription has at most {MOST_BODY_BYTES} bytes")
        try:
            wanted = msgspec.json.decode(body, type=Wanted)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UsageError(f"This is no subscription: {_words(error)}") from None
        try:
            subscription = self._subscription(wanted)
        except ValueError as error:
            raise UsageError(f"This subscription cannot be used: {error}") from None
        await self._subscriptions.add(subscription)
        return subscription.id

    async def unsubscribe(self, id_: str) -> bool:
        """End a subscription; return whether there was one of this id."""
        return await self._subscriptions.remove(id_)

    def _subscription(self, wanted: Wanted) -> Subscription:
        return Subscription(
            secrets.token_urlsafe(_ID_BYTES),
            check_endpoint(wanted.endpoint, self._allowed),
            check_point(wanted.keys.p256dh),
            check_auth(wanted.keys.auth),
            self._choice(wanted),
            wanted.language,
        )

    def _choice(self, wanted: Wanted) -> Choice:
        return Choice(
            places=wanted.places,
            hazards=tuple(IncidentKind(each) for each in wanted.hazards),
            least=Severity[wanted.least.upper()],
            hours=Hours.parse(wanted.hours) if wanted.hours else None,
            exercises=wanted.exercises,
            groups=self._groups,
        )


def _words(error: Exception) -> str:
    """Return where and what, without values: a decoder's message may hold what was sent."""
    if not isinstance(error, msgspec.ValidationError):
        return "it is not JSON"
    _, at, place = str(error).partition(" - at `$.")
    return f"`{place.rstrip('`')}` is not as it must be" if at else "a part is missing or too much"
