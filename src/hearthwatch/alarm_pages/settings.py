# SPDX-License-Identifier: Apache-2.0
"""Channels of the configuration file and of the page, as one configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hearthwatch.config.call_point import CallPoint
from hearthwatch.config.cap import Cap
from hearthwatch.config.config import Config
from hearthwatch.config.contacts import Contact, Mail, Push
from hearthwatch.config.form import secrets_of
from hearthwatch.config.kept_channels import KeptChannel
from hearthwatch.config.loudspeakers import Loudspeaker
from hearthwatch.config.mqtt import Mqtt
from hearthwatch.config.relay import Relay
from hearthwatch.config.weather import Weather
from hearthwatch.config.webhook import Webhook
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import ChannelId


@dataclass(frozen=True, slots=True)
class _Kind:
    """What can be set up: its struct, the configuration's attribute that holds it, and how many may be.

    ``is_set`` of what there is once: whether the configuration file has it.
    """

    struct: type[Struct]
    attribute: str
    is_set: Callable[[Any], bool] | None = None


#: By the word that the page has for it.
_KINDS: Mapping[str, _Kind] = {
    "loudspeaker": _Kind(Loudspeaker, "loudspeakers"),
    "contact": _Kind(Contact, "contacts"),
    "mail": _Kind(Mail, "mail", lambda mail: bool(mail.host)),
    "push": _Kind(Push, "push", lambda push: bool(push.contact)),
    "mqtt": _Kind(Mqtt, "mqtt", lambda mqtt: bool(mqtt.host)),
    "webhook": _Kind(Webhook, "webhooks"),
    "relay": _Kind(Relay, "relays"),
    "cap": _Kind(Cap, "cap", lambda cap: bool(cap.folder or cap.url)),
    "call-point": _Kind(CallPoint, "call_points"),
    "weather": _Kind(Weather, "weather", lambda weather: bool(weather.url or weather.token_file)),
}
KINDS: Mapping[str, type[Struct]] = {word: kind.struct for word, kind in _KINDS.items()}


def of_the_file(config: Config) -> tuple[KeptChannel, ...]:
    """Return the channels of the configuration file, as the page shows them."""
    return tuple(
        KeptChannel(ChannelId(id_), word, section, _secrets_set(section), is_from_file=True)
        for word, kind in _KINDS.items()
        for id_, section in _sections(word, kind, config)
    )


def effective(config: Config, kept: Sequence[KeptChannel]) -> Config:
    """Return the configuration with what was set up in the page.

    Raises UsageError where there would be two of what there is once: one of them would do nothing.
    """
    changes: dict[str, object] = {}
    for word, kind in _KINDS.items():
        added = [each for each in kept if not each.is_from_file and each.kind == word]
        before = getattr(config, kind.attribute)
        if kind.is_set is None:
            changes[kind.attribute] = (*before, *(each.settings for each in added))
        elif added:
            others = ["the configuration file"] if kind.is_set(before) else []
            others += [f"the channel {each.id}" for each in added]
            if len(others) > 1:
                raise UsageError(f"There is one {word} alone, and {others[0]} has it", do="Change that one")
            changes[kind.attribute] = added[0].settings
    return replace(config, **changes)


def _sections(word: str, kind: _Kind, config: Config) -> Iterator[tuple[str, Struct]]:
    """Yield the file's sections of a kind with their ids; what there is once is called as its kind."""
    held = getattr(config, kind.attribute)
    if kind.is_set is None:
        yield from ((each.id, each) for each in held)
    elif kind.is_set(held):
        yield word, held


def _secrets_set(section: Struct) -> frozenset[str]:
    return frozenset(key for key in secrets_of(type(section)) if getattr(section, key, None) is not None)
