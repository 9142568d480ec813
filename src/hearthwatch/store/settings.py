# SPDX-License-Identifier: Apache-2.0
"""Channels that were set up in the web page, as rows. Their secrets lie in files of their own."""

from __future__ import annotations

from dataclasses import dataclass

from .database import Database


@dataclass(frozen=True, slots=True)
class Setting:
    """A channel of the web page: ``body`` is its section as JSON, with the path of a file for each secret."""

    kind: str
    id: str
    body: str


def settings(database: Database) -> tuple[Setting, ...]:
    """Return all, by kind and id."""
    return tuple(Setting(*row) for row in database.rows("channel_settings"))


def keep(database: Database, setting: Setting) -> None:
    """Keep a channel's settings as they are now."""
    database.change("keep_channel_setting", kind=setting.kind, id=setting.id, body=setting.body)


def remove(database: Database, kind: str, channel: str) -> int:
    """Erase a channel; return how many there were."""
    return database.change("erase_channel_setting", kind=kind, id=channel)
