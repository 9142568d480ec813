# SPDX-License-Identifier: Apache-2.0
"""Signing in and out, and what belongs to one's own account.

Who guesses passwords is slowed down three ways, none of which locks anybody out: by the client's network, by
the account for devices that it never used, and by each device that it has used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearthwatch.model.access import Visitor, name_key
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.store import Store
from hearthwatch.store.access import Account, Session

from .passwords import Passwords, check_password
from .roll import STREAM, Roll
from .throttle import Throttle, network_of
from .tokens import device_of, device_token, fresh_token, key_of

#: So much of a key's hash, hexadecimal, names a session or a link in lists: far too little to use it.
PUBLIC = 16
SIGNED_IN = "signed in"


class RefusedError(UsageError):
    """Somebody is not let in. It never says whether the name or the password was wrong."""


@dataclass(frozen=True, slots=True)
class Client:
    """From where somebody asks: a network address, the device's token, and what kind of program it is."""

    address: str
    device: str | None = None
    program: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a browser gets to keep, and who it is now."""

    token: str
    device: str
    visitor: Visitor


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of somebody's sessions; ``number`` names it in the list."""

    number: str
    session: Session
    is_this: bool


class AccessDesk:
    """See the module. All calls belong to the loop's thread; what writes raises StorageError."""

    def __init__(self, roll: Roll, passwords: Passwords, clock: Clock, secret: str) -> None:
        """Take the roll and the secret by which known devices are told."""
        self.roll, self._passwords, self._secret = roll, passwords, secret
        self._networks = Throttle(clock, burst=20, every_s=10.0)
        self._accounts = Throttle(clock, burst=20, every_s=60.0)
        self._devices = Throttle(clock, burst=10, every_s=60.0)

    async def sign_in(self, name: str, password: str, client: Client) -> SignedIn:
        """Let somebody in by a password. Raises RefusedError, TooOftenError."""
        account = self.roll.account_called(name_key(name))
        self._slow_down(account, client, name_key(name))
        kept = None if account is None else account.password
        if not await self._passwords.fits(password, kept) or account is None:
            raise RefusedError("The name or the password is wrong")
        if kept is not None and self._passwords.is_outdated(kept):
            await self._keep(replace(account, password=await self._passwords.hash(password)))
        return await self.let_in(account, client, SIGNED_IN)

    async def let_in(self, account: Account, client: Client, how: str) -> SignedIn:
        """Begin a session of an account; ``how`` goes into the record.

        When residents look at their own places is nobody's business: their signing in is not recorded.
        """
        token, now = fresh_token(), self.roll.clock.now()
        session = Session(key_of(token), account.id, now, now, client.program)
        await self.roll.archive.call(lambda store: store.access.keep_session(session))
        if how != SIGNED_IN or account.visitor.serves:
            await self.roll.note(account.visitor.name, how)
        await self.roll.read()
        known = device_of(self._secret, client.device, account.id)
        if known is not None:
            self._devices.refill(known)
        device = client.device if known and client.device else device_token(self._secret, account.id)
        return SignedIn(token, device, account.visitor)

    async def new_stream(self, token: str) -> str:
        """Return a token for a stream's address, as one more session of the account that asks."""
        account, made, now = self._mine(token), fresh_token(), self.roll.clock.now()
        session = Session(key_of(made), account.id, now, now, STREAM)
        await self.roll.archive.call(lambda store: store.access.keep_session(session))
        await self.roll.note(account.visitor.name, "made an address for a player of the stream")
        await self.roll.read()
        return made

    async def sign_out(self, token: str) -> None:
        """End a session; one that is not there is none."""
        await self._end([key_of(token)])

    def own_sessions(self, token: str) -> Sequence[OwnSession]:
        """Return the sessions of the account that a token belongs to, the newest first."""
        mine = self._mine(token)
        return [
            OwnSession(each.key[:PUBLIC], each, each.key == key_of(token))
            for each in sorted(self.roll.sessions.values(), key=lambda each: each.made, reverse=True)
            if each.account == mine.id and self.roll.counts(each)
        ]

    async def end_session(self, token: str, number: str) -> bool:
        """End one of one's own sessions; return whether there was one of this number."""
        keys = [each.session.key for each in self.own_sessions(token) if each.number == number]
        if keys:
            await self._end(keys)
            await self.roll.note(self.roll.visitor(token).name, "ended a session of their own")
        return bool(keys)

    async def change_password(self, token: str, former: str, password: str, client: Client) -> None:
        """Set one's own password; all other sessions end. Raises RefusedError, UsageError, TooOftenError."""
        account = self._mine(token)
        self._slow_down(account, client, account.key)
        if account.password is not None and not await self._passwords.fits(former, account.password):
            raise RefusedError("That is not your present password")
        check_password(password, account.visitor.name)
        await self._keep(replace(account, password=await self._passwords.hash(password)))
        await self._end([each.session.key for each in self.own_sessions(token) if not each.is_this])
        await self.roll.note(account.visitor.name, "set a new password; all other sessions ended")

    async def hashed(self, password: str, name: str) -> str:
        """Return the hash of a new password. Raises UsageError where it is too easily found."""
        check_password(password, name)
        return await self._passwords.hash(password)

    def mine(self, token: str | None) -> Account:
        """Return the account that a token belongs to. Raises RefusedError where it belongs to none."""
        return self._mine(token or "")

    def close(self) -> None:
        """End the thread of passwords."""
        self._passwords.close()

    def _mine(self, token: str) -> Account:
        session = self.roll.session(token)
        account = None if session is None else self.roll.accounts.get(session.account)
        if account is None:
            raise RefusedError("You are not signed in")
        return account

    def _slow_down(self, account: Account | None, client: Client, key: str) -> None:
        known = None if account is None else device_of(self._secret, client.device, account.id)
        if known is not None:
            self._devices.spend(known)
            return
        self._networks.spend(network_of(client.address))
        self._accounts.spend(key)

    async def _keep(self, account: Account) -> None:
        await self.roll.archive.call(lambda store: store.access.keep_account(account))
        await self.roll.read()

    async def _end(self, keys: Sequence[str]) -> None:
        def erase(store: Store) -> None:
            store.access.remove_sessions(keys)

        await self.roll.archive.call(erase)
        await self.roll.read()
