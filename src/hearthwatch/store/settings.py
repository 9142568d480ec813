# SPDX-License-Identifier: Apache-2.0
"""Channels that were set up in the web page, as rows; their secrets apart, written and never shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .database import Database


@dataclass(frozen=True, slots=True)
class Setting:
    """A channel of the web page: ``body`` is its section as JSON; ``secrets``: which keys have one."""

    kind: str
    id: str
    body: str
    secrets: frozenset[str] = frozenset()


def settings(database: Database) -> tuple[Setting, ...]:
    """Return all, by kind and id, without secrets."""
    keys: dict[tuple[str, str], set[str]] = {}
    for kind, number, key in database.rows("channel_secret_keys"):
        keys.setdefault((kind, number), set()).add(key)
    return tuple(
        Setting(kind, number, body, frozenset(keys.get((kind, number), ())))
        for kind, number, body in database.rows("channel_settings")
    )


def keep(database: Database, setting: Setting, secrets: Mapping[str, str]) -> None:
    """Keep a channel's settings. A secret that is not among ``secrets`` stays; an empty one is erased."""
    with database.transaction():
        database.change("keep_channel_setting", kind=setting.kind, id=setting.id, body=setting.body)
        for key, value in secrets.items():
            statement = "keep_channel_secret" if value else "erase_channel_secret"
            values = {"kind": setting.kind, "id": setting.id, "key": key}
            database.change(statement, **(values | {"value": value} if value else values))


def secrets_of(database: Database, kind: str, channel: str) -> Mapping[str, str]:
    """Return a channel's secrets in clear: for the channel itself, and for nothing that is shown."""
    return dict(database.rows("channel_secrets", kind=kind, id=channel))


def remove(database: Database, kind: str, channel: str) -> int:
    """Erase a channel with its secrets; return how many there were."""
    return database.change("erase_channel_setting", kind=kind, id=channel)
