# SPDX-License-Identifier: Apache-2.0
"""Channels that were set up in the pages: their settings in one file, each secret in a file of its own.

Invariants: ``channels.json`` is always whole, and every secret that it names is there, whole. So a change
writes new secrets first, under names that no file had; then it replaces ``channels.json``; then the channels
are used as they are now; then it erases what is named no more. Where they cannot be used, the former
``channels.json`` is put back. What a crash leaves over in between is erased with the next change. Only the
service's account can read any of it.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec import Struct

from hearthwatch.model.errors import HearthwatchError, StorageError, UsageError
from hearthwatch.model.ids import ChannelId

from .form import Plain, is_secret_file, secrets_of, section_of, shown

_log = logging.getLogger(__name__)

_FILE, _SECRETS = "channels.json", "secrets"
_MOST_CHANNELS = 200


@dataclass(frozen=True, slots=True)
class KeptChannel:
    """A channel's settings. ``settings``: its struct; ``secrets``: the keys whose secret is set.

    ``is_from_file``: it stands in the configuration file, where alone it can be changed.
    """

    id: ChannelId
    kind: str
    settings: Struct
    secrets: frozenset[str] = frozenset()
    is_from_file: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Settings as a page sends them: plain ``values``, and ``secrets`` in clear; "" takes one away.

    A key that is in neither keeps what it was, or else has its default.
    """

    kind: str
    values: Mapping[str, Plain]
    secrets: Mapping[str, str] = field(repr=False)


class _Row(Struct, frozen=True):
    """A channel in the file; ``secrets``: the name of each secret's file by its key."""

    id: str
    kind: str
    values: dict[str, Plain]
    secrets: dict[str, str]


class _Whole(Struct, frozen=True):
    version: int
    channels: list[_Row]


class KeptChannels:
    """Keeps them in a folder. All calls belong to the loop's thread; the disk is waited for in another."""

    def __init__(
        self,
        folder: Path,
        kinds: Mapping[str, type[Struct]],
        from_file: Sequence[KeptChannel] = (),
        *,
        changed: Callable[[Sequence[KeptChannel]], Awaitable[None]],
    ) -> None:
        """Take the folder, which is made with the first change, and what the configuration file has.

        ``changed`` is awaited with all channels after each change; what it raises undoes the change, and goes
        to whoever asked.
        """
        self._folder = folder
        self._kinds = kinds
        self._from_file = tuple(from_file)
        self._changed = changed
        self._one_at_a_time = asyncio.Lock()

    def kinds(self) -> Mapping[str, type[Struct]]:
        """Return the struct of each kind of channel."""
        return self._kinds

    async def kept(self) -> Sequence[KeptChannel]:
        """Return all, but for what a later version cannot use: the log names it. Raises StorageError."""
        return await asyncio.to_thread(self._all)

    async def add(self, channel: ChannelId, wanted: Wanted) -> None:
        """Keep a new one. Raises UsageError, StorageError."""
        async with self._one_at_a_time:
            rows = await asyncio.to_thread(self._load)
            if channel in {row.id for row in rows} | {each.id for each in self._from_file}:
                raise UsageError(f"There is a channel {channel} already", do="Choose another id")
            if len(rows) >= _MOST_CHANNELS:
                raise UsageError(f"There are {_MOST_CHANNELS} channels already", do="Remove one first")
            await self._keep(rows, _Row(channel, wanted.kind, {}, {}), wanted)

    async def change(self, channel: ChannelId, wanted: Wanted) -> None:
        """Change one: a value or a secret that is not sent stays. Raises UsageError, StorageError."""
        async with self._one_at_a_time:
            rows = await asyncio.to_thread(self._load)
            row = self._row(rows, channel)
            if row.kind != wanted.kind:
                raise UsageError("A channel stays what it is", do="Add another")
            await self._keep(rows, row, wanted)

    async def remove(self, channel: ChannelId) -> None:
        """Forget one, and its secrets. Raises UsageError, StorageError."""
        async with self._one_at_a_time:
            rows = await asyncio.to_thread(self._load)
            row = self._row(rows, channel)
            await self._replaced(rows, [each for each in rows if each is not row], {})

    def _all(self) -> Sequence[KeptChannel]:
        found = list(self._from_file)
        for row in self._load():
            try:
                found.append(self._channel(row))
            except UsageError as error:
                # One that cannot be used must not keep the others from telling people.
                _log.error("channel %s cannot be used as it is kept: %s", row.id, error.line())
        return found

    def _row(self, rows: Sequence[_Row], channel: ChannelId) -> _Row:
        for row in rows:
            if row.id == channel:
                return row
        raise UsageError(f"No channel {channel} was set up in the pages")

    async def _keep(self, rows: Sequence[_Row], former: _Row, wanted: Wanted) -> None:
        kind = self._kinds[wanted.kind]
        new = {
            key: (f"{former.id}.{key}.{os.urandom(8).hex()}", text)
            for key, text in wanted.secrets.items()
            if text and key in secrets_of(kind)
        }
        stay = {key: name for key, name in former.secrets.items() if key not in wanted.secrets}
        names = stay | {key: name for key, (name, _) in new.items()}
        clear = dict(new.values())
        row = _Row(former.id, former.kind, {**former.values, **wanted.values}, names)
        # Judged before anything is written; what is kept is what the struct made of it.
        settings = await asyncio.to_thread(self._section, row, clear)
        kept = msgspec.structs.replace(row, values=shown(settings))
        await self._replaced(rows, [*(each for each in rows if each is not former), kept], clear)

    async def _replaced(self, former: Sequence[_Row], rows: Sequence[_Row], clear: Mapping[str, str]) -> None:
        await asyncio.to_thread(self._save, rows, clear)
        standing = rows
        try:
            await self._changed(await self.kept())
        except HearthwatchError:
            standing = former
            await asyncio.to_thread(self._save, former, {})
            raise
        finally:
            await asyncio.to_thread(self._erase_others, standing)

    def _channel(self, row: _Row) -> KeptChannel:
        if row.kind not in self._kinds:
            raise UsageError(f"There is no kind of channel {row.kind!r} any more")
        try:
            settings = self._section(row, {})
        except FileNotFoundError:
            raise UsageError("The file of a secret is missing", do="Set the secret again") from None
        return KeptChannel(ChannelId(row.id), row.kind, settings, frozenset(row.secrets))

    def _section(self, row: _Row, clear: Mapping[str, str]) -> Struct:
        """Return the struct: a secret that it wants as a file is the file's path, else the text itself."""
        kind = self._kinds[row.kind]
        secrets = {
            key: str(self._secret(name))
            if is_secret_file(kind, key)
            else clear.get(name) or self._read(self._secret(name)).decode()
            for key, name in row.secrets.items()
        }
        return section_of(kind, row.values, secrets, channel=row.id)

    def _load(self) -> list[_Row]:
        try:
            return msgspec.json.decode(self._read(self._folder / _FILE), type=_Whole).channels
        except FileNotFoundError:
            return []
        except msgspec.DecodeError:
            raise StorageError(
                f"{self._folder / _FILE} is damaged", do="Move it away and set the channels up again"
            ) from None

    def _save(self, rows: Sequence[_Row], clear: Mapping[str, str]) -> None:
        secrets = self._folder / _SECRETS
        try:
            secrets.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name, text in clear.items():
                _replace(self._secret(name), text.encode())
            _replace(self._folder / _FILE, msgspec.json.encode(_Whole(1, list(rows))))
        except OSError as error:
            raise StorageError(
                f"The settings in {self._folder} cannot be kept: {error.strerror}",
                do="Check the disk and who may write there",
            ) from None

    def _erase_others(self, rows: Sequence[_Row]) -> None:
        named = {name for row in rows for name in row.secrets.values()}
        for path in (self._folder / _SECRETS).iterdir():
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _secret(self, name: str) -> Path:
        return self._folder / _SECRETS / name

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {error.strerror}") from None


def _replace(path: Path, body: bytes) -> None:
    """Put a whole file in its place, or leave what was there; on the disk before this returns."""
    new = path.with_name(f"{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
