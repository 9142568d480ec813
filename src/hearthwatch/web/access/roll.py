# SPDX-License-Identifier: Apache-2.0
"""Accounts and sessions as the store has them, in memory: asked at every request, written at every change.

A command beside the service (`hearthwatch account`) writes the store too, so it is read again every few
seconds; what that finds gone ends at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType

from hearthwatch.archive import Archive
from hearthwatch.model.access import STRANGER, Role, Visitor
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import StorageError
from hearthwatch.store import Store
from hearthwatch.store.access import AccessEntry, Account, Invitation, Passkey, Session

from .tokens import key_of

_log = logging.getLogger(__name__)

#: A session ends when it was not used for so long, and in any case after the longer time.
UNUSED, LONGEST = timedelta(days=14), timedelta(days=90)
#: A session of a set-top box or player, which cannot sign in: its token stands in the stream's address, so it
#: shows what residents see and nothing else, and lasts for as long as somebody watches.
STREAM = "a player of the stream"
STREAM_UNUSED = timedelta(days=90)
#: That a session was used is written down as rarely as this.
_SEEN_EVERY = timedelta(hours=1)
READ_AGAIN_S = 3.0


@dataclass(frozen=True, slots=True)
class _Held:
    accounts: Mapping[str, Account] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    passkeys: Mapping[str, Passkey] = field(default_factory=dict)
    invitations: Mapping[str, Invitation] = field(default_factory=dict)


def _read(store: Store) -> _Held:
    shelf = store.access
    return _Held(
        MappingProxyType({each.id: each for each in shelf.accounts()}),
        MappingProxyType({each.key: each for each in shelf.sessions()}),
        MappingProxyType({each.id: each for each in shelf.passkeys()}),
        MappingProxyType({each.key: each for each in shelf.invitations()}),
    )


class Roll:
    """See the module. All calls belong to the loop's thread."""

    def __init__(self, archive: Archive, clock: Clock) -> None:
        """Begin with nobody; `read` reads the store."""
        self.archive, self.clock = archive, clock
        self._held = _Held()

    async def read(self) -> None:
        """Read everything anew. Raises StorageError."""
        self._held = await self.archive.call(_read)

    async def follow(self) -> None:
        """Read again and again, for ever; a disk that fails changes nothing."""
        while True:
            await asyncio.sleep(READ_AGAIN_S)
            try:
                await self._forget()
                await self.read()
            except StorageError as error:
                _log.error("accounts cannot be read: %s", error.line())

    @property
    def accounts(self) -> Mapping[str, Account]:
        """Accounts by id."""
        return self._held.accounts

    @property
    def sessions(self) -> Mapping[str, Session]:
        """Sessions by the hash of their tokens, ended ones among them for a few seconds."""
        return self._held.sessions

    @property
    def passkeys(self) -> Mapping[str, Passkey]:
        """Passkeys by id."""
        return self._held.passkeys

    @property
    def invitations(self) -> Mapping[str, Invitation]:
        """Invitations that were not used, by the hash of their tokens; ended ones among them."""
        return self._held.invitations

    @property
    def has_steward(self) -> bool:
        """Whether anybody can invite others."""
        return any(Role.STEWARD in account.visitor.roles for account in self.accounts.values())

    def account_called(self, key: str) -> Account | None:
        """Return the account with a name, as names are compared."""
        return next((each for each in self.accounts.values() if each.key == key), None)

    def session(self, token: str | None, *, stream: bool = False) -> Session | None:
        """Return the session of a token that counts now, else None; a stream's is no other's."""
        session = self.sessions.get(key_of(token)) if token else None
        if session is None or (session.program == STREAM) != stream:
            return None
        return session if self.counts(session) else None

    def counts(self, session: Session) -> bool:
        """Whether a session has not ended by its age."""
        now = self.clock.now()
        if session.program == STREAM:
            return now - session.seen < STREAM_UNUSED
        # What is dated far ahead was made while the clock was wrong: it ends too.
        return now - session.seen < UNUSED and timedelta(days=-1) < now - session.made < LONGEST

    def visitor(self, token: str | None, *, stream: bool = False) -> Visitor:
        """Return who asks; ``stream``: by the token in a stream's address."""
        session = self.session(token, stream=stream)
        account = None if session is None else self.accounts.get(session.account)
        return STRANGER if account is None else account.visitor

    async def seen(self, token: str | None, *, stream: bool = False) -> None:
        """Note that a session is used, once an hour."""
        session = self.session(token, stream=stream)
        now = self.clock.now()
        if session is not None and now - session.seen > _SEEN_EVERY:
            later = replace(session, seen=now)
            await self.archive.call(lambda store: store.access.keep_session(later))
            await self.read()

    async def note(self, by: str, what: str) -> None:
        """Write a line into the record of access."""
        entry = AccessEntry(self.clock.now(), by, what)
        await self.archive.call(lambda store: store.access.note(entry))

    async def _forget(self) -> None:
        """Erase sessions and invitations that have ended."""
        now = self.clock.now()
        sessions = [key for key, each in self.sessions.items() if not self.counts(each)]
        links = [key for key, each in self.invitations.items() if each.ends <= now]

        def erase(store: Store) -> None:
            store.access.remove_sessions(sessions)
            for key in links:
                store.access.remove_invitation(key)

        if sessions or links:
            await self.archive.call(erase)
