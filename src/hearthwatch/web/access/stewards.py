# SPDX-License-Identifier: Apache-2.0
"""What stewards do to accounts: invite by a link, change roles, remove. And the first link of all.

Nobody types a password for somebody else, and none is ever sent: an invitation is a link that is used once,
within some days; so is what gives somebody a new password.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

from hearthwatch.model.access import Role, Visitor, name_key
from hearthwatch.model.errors import UsageError
from hearthwatch.store import Store
from hearthwatch.store.access import Account, Invitation, Used

from .desk import PUBLIC, AccessDesk, Client, RefusedError, SignedIn
from .roll import Roll
from .throttle import Throttle, network_of
from .tokens import fresh_token, key_of

#: How long a link can be used; the first of a new service is shown on its own console.
LINK_HOLDS, FIRST_HOLDS = timedelta(days=3), timedelta(hours=24)
_FIRST = Visitor("", frozenset({Role.OPERATOR, Role.STEWARD}))
_MOST_LINKS = 500
#: Who puts up the first link, in the record.
MACHINE = "the machine's own console"


def invitation(roll: Roll, by: str, visitor: Visitor, account: str | None) -> tuple[str, Invitation]:
    """Return a new link's token and what is kept of it."""
    token, now = fresh_token(), roll.clock.now()
    holds = FIRST_HOLDS if by == MACHINE else LINK_HOLDS
    return token, Invitation(key_of(token), account, replace(visitor, name=""), by, now, now + holds)


class Stewards:
    """See the module. Raises StorageError where nothing could be written, and then nothing was changed."""

    def __init__(self, roll: Roll, desk: AccessDesk) -> None:
        """Take the roll and the desk at which people sign in."""
        self._roll, self._desk = roll, desk
        self._tries = Throttle(roll.clock, burst=20, every_s=10.0)

    async def first_link(self) -> str | None:
        """Return the token of a link for the first steward, None where there is a steward already.

        Links put up at earlier starts end: the newest console's is the one that counts.
        """
        if self._roll.has_steward:
            return None
        token, made = invitation(self._roll, MACHINE, _FIRST, None)
        former = [each.key for each in self._roll.invitations.values() if each.by == MACHINE]

        def put_up(store: Store) -> None:
            for key in former:
                store.access.remove_invitation(key)
            store.access.keep_invitation(made)

        await self._roll.archive.call(put_up)
        await self._roll.read()
        return token

    async def invite(
        self, by: Visitor, visitor: Visitor, account: str | None = None
    ) -> tuple[str, Invitation]:
        """Return a new link's token, for a new account with these roles or for one that there is.

        Raises UsageError: no role, no such account, or hundreds of links that nobody has used.
        """
        if account is not None:
            visitor = self._known(account).visitor
        _check(visitor)
        if len(self._roll.invitations) >= _MOST_LINKS:
            raise UsageError("Hundreds of links are out already", do="Withdraw some, or wait until they end")
        token, made = invitation(self._roll, by.name, visitor, account)
        await self._roll.archive.call(lambda store: store.access.keep_invitation(made))
        whom = "somebody new" if account is None else visitor.name
        await self._roll.note(by.name, f"made a link for {whom} ({_roles(visitor)})")
        await self._roll.read()
        return token, made

    def look(self, token: str, client: Client) -> Invitation:
        """Return what a link gives. Raises RefusedError where it gives nothing; TooOftenError."""
        self._tries.spend(network_of(client.address))
        found = self._roll.invitations.get(key_of(token))
        if found is None or found.ends <= self._roll.clock.now():
            raise RefusedError("This link has been used, was withdrawn or is too old", do="Ask for another")
        return found

    async def redeem(self, token: str, name: str, password: str, client: Client) -> SignedIn:
        """Use a link: make the account, or give it this password, and sign in.

        Raises RefusedError, TooOftenError, and UsageError where name or password cannot be used.
        """
        found = self.look(token, client)
        known = None if found.account is None else self._known(found.account)
        name = known.visitor.name if known is not None else name
        hashed = await self._desk.hashed(password, name)
        return await self.use(found, name, hashed, client)

    async def use(self, found: Invitation, name: str, password: str | None, client: Client) -> SignedIn:
        """Use a link that was looked at; without a password where a passkey is set up after it."""
        account = self._account(found, name, password)
        match await self._roll.archive.call(lambda store: store.access.use_invitation(found, account)):
            case Used.GONE:
                raise RefusedError("This link has been used, was withdrawn or is too old")
            case Used.NAME_TAKEN:
                raise UsageError("There is an account of this name", do="Take another name")
            case Used.DONE:
                pass
        await self._roll.read()
        how = "took an invitation" if found.account is None else "got a new password by a link"
        return await self._desk.let_in(account, client, f"{how} from {found.by} ({_roles(account.visitor)})")

    async def withdraw(self, by: Visitor, number: str) -> bool:
        """Make a link useless; return whether there was one of this number (see `PUBLIC`)."""
        key = next((key for key in self._roll.invitations if number and key[:PUBLIC] == number), None)
        if key is None:
            return False
        await self._roll.archive.call(lambda store: store.access.remove_invitation(key))
        await self._roll.note(by.name, "withdrew a link")
        await self._roll.read()
        return True

    async def change(self, by: Visitor, number: str, visitor: Visitor) -> Account:
        """Give an account other roles and places. Raises UsageError, and where no steward would be left."""
        account = self._known(number)
        _check(visitor)
        self._leaves_a_steward(account, visitor)
        changed = replace(account, visitor=replace(visitor, name=account.visitor.name))
        await self._roll.archive.call(lambda store: store.access.keep_account(changed))
        await self._roll.note(by.name, f"gave {account.visitor.name} other rights ({_roles(visitor)})")
        await self._roll.read()
        return changed

    async def remove(self, by: Visitor, number: str) -> None:
        """Remove an account: it is signed out everywhere. Raises UsageError as `change`."""
        account = self._known(number)
        self._leaves_a_steward(account, None)
        await self._roll.archive.call(lambda store: store.access.remove_account(number))
        await self._roll.note(by.name, f"removed the account of {account.visitor.name}")
        await self._roll.read()

    def _known(self, number: str) -> Account:
        account = self._roll.accounts.get(number)
        if account is None:
            raise UsageError("There is no such account", do="Load the page again")
        return account

    def _leaves_a_steward(self, account: Account, visitor: Visitor | None) -> None:
        stewards = {each.id for each in self._roll.accounts.values() if Role.STEWARD in each.visitor.roles}
        if stewards == {account.id} and (visitor is None or Role.STEWARD not in visitor.roles):
            raise UsageError("Nobody could invite anybody any more", do="Make somebody else a steward first")

    def _account(self, found: Invitation, name: str, password: str | None) -> Account:
        if found.account is not None:
            return replace(self._known(found.account), password=password)
        visitor = replace(found.visitor, name=" ".join(name.split()))
        return Account(secrets.token_hex(8), visitor, name_key(name), password, self._roll.clock.now())


def _check(visitor: Visitor) -> None:
    """Raise UsageError where rights make no sense: who serves the place serves all of it."""
    if not visitor.roles:
        raise UsageError("An account needs a role", do="Choose one at least")
    if visitor.places is not None and visitor.roles != {Role.RESIDENT}:
        raise UsageError("Only residents can be shown some places and not others", do="Choose all places")


def _roles(visitor: Visitor) -> str:
    return ", ".join(sorted(role.value for role in visitor.roles))
