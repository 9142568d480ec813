# SPDX-License-Identifier: Apache-2.0
"""Channels of the configuration file and of the page, as one configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from hearthwatch.config.config import Config
from hearthwatch.config.contacts import Contact, Mail
from hearthwatch.config.form import secrets_of
from hearthwatch.config.kept_channels import KeptChannel
from hearthwatch.config.loudspeakers import Loudspeaker
from hearthwatch.config.mqtt import Mqtt
from hearthwatch.config.webhook import Webhook
from hearthwatch.model.ids import ChannelId

#: What can be set up in the page, by the word that the page has for it.
KINDS: Mapping[str, type[Struct]] = {
    "loudspeaker": Loudspeaker,
    "webhook": Webhook,
    "contact": Contact,
    "mail": Mail,
    "mqtt": Mqtt,
}
_Section = TypeVar("_Section", bound=Struct)


def of_the_file(config: Config) -> tuple[KeptChannel, ...]:
    """Return the channels of the configuration file, as the page shows them."""
    found: list[tuple[str, str, Struct]] = [
        *(("loudspeaker", each.id, each) for each in config.loudspeakers),
        *(("webhook", each.id, each) for each in config.webhooks),
        *(("contact", each.id, each) for each in config.contacts),
    ]
    if config.mail.host:
        found.append(("mail", "mail", config.mail))
    if config.mqtt.host:
        found.append(("mqtt", "mqtt", config.mqtt))
    return tuple(
        KeptChannel(ChannelId(number), kind, section, _secrets_set(section), is_from_file=True)
        for kind, number, section in found
    )


def effective(config: Config, kept: Sequence[KeptChannel]) -> Config:
    """Return the configuration with what was set up in the page; where both have one, the file's holds."""
    mails = _of(Mail, kept)
    brokers = _of(Mqtt, kept)
    return replace(
        config,
        loudspeakers=(*config.loudspeakers, *_of(Loudspeaker, kept)),
        webhooks=(*config.webhooks, *_of(Webhook, kept)),
        contacts=(*config.contacts, *_of(Contact, kept)),
        mail=mails[0] if mails and not config.mail.host else config.mail,
        mqtt=brokers[0] if brokers and not config.mqtt.host else config.mqtt,
    )


def _of(kind: type[_Section], kept: Sequence[KeptChannel]) -> tuple[_Section, ...]:
    return tuple(each.settings for each in kept if not each.is_from_file and isinstance(each.settings, kind))


def _secrets_set(section: Struct) -> frozenset[str]:
    return frozenset(key for key in secrets_of(type(section)) if getattr(section, key, None) is not None)
