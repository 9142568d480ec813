# SPDX-License-Identifier: Apache-2.0
"""Settings of channels as the pages see them, kept in memory; secrets are kept apart and given to nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from hearthwatch.config.form import Plain, secrets_of, section_of, shown
from hearthwatch.config.kept_channels import KeptChannel, Wanted
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import ChannelId

from .channel_kinds import KINDS


@dataclass(slots=True)
class FakeSettings:
    """``channels`` by id; ``secrets`` by id and key, in clear, for a test to look at."""

    channels: dict[ChannelId, KeptChannel] = field(default_factory=dict)
    secrets: dict[tuple[ChannelId, str], str] = field(default_factory=dict)

    def kinds(self) -> Mapping[str, type[Struct]]:
        """Return sections with every kind of field."""
        return KINDS

    async def kept(self) -> Sequence[KeptChannel]:
        """Return all."""
        return tuple(self.channels.values())

    async def add(self, channel: ChannelId, wanted: Wanted) -> None:
        """Keep a new one."""
        self._keep(channel, wanted, {})

    async def change(self, channel: ChannelId, wanted: Wanted) -> None:
        """Change one: what is not sent stays."""
        kept = self.channels[channel]
        if kept.kind != wanted.kind:
            raise UsageError("kind: a channel stays what it is; add another")
        self._keep(channel, wanted, shown(kept.settings))

    async def remove(self, channel: ChannelId) -> None:
        """Forget one and its secrets."""
        del self.channels[channel]
        self.secrets = {key: text for key, text in self.secrets.items() if key[0] != channel}

    def _keep(self, channel: ChannelId, wanted: Wanted, former: Mapping[str, Plain]) -> None:
        kind = self.kinds()[wanted.kind]
        former_secrets = {key: text for (of, key), text in self.secrets.items() if of == channel}
        secrets = {
            key: text
            for key, text in (former_secrets | dict(wanted.secrets)).items()
            if text and key in secrets_of(kind)
        }
        settings = section_of(kind, {**former, **wanted.values}, secrets, channel=channel)
        self.channels[channel] = KeptChannel(channel, wanted.kind, settings, frozenset(secrets))
        self.secrets = {key: text for key, text in self.secrets.items() if key[0] != channel}
        self.secrets |= {(channel, key): text for key, text in secrets.items()}
