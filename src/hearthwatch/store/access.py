# SPDX-License-Identifier: Apache-2.0
"""Accounts, what they sign in with, invitations, and the record of access. Secrets come in as hashes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from hearthwatch.model.access import Role, Visitor
from hearthwatch.model.ids import CameraId

from .chunks import milliseconds, moment
from .database import Database

#: How long the record of access stays.
KEEP_ENTRIES = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Account:
    """Who may use the pages; ``password`` is an Argon2id hash with its parameters, None for none."""

    id: str
    visitor: Visitor
    key: str
    password: str | None
    made: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Where an account is signed in; ``key`` is the hash of its token, ``program`` what kind it is."""

    key: str
    account: str
    made: datetime
    seen: datetime
    program: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A credential of WebAuthn; ``id`` is base64url, ``count`` the signatures that it said it made."""

    id: str
    account: str
    label: str
    public_key: bytes
    count: int
    made: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link used once: it makes an account, or, with ``account``, lets that one sign in anew."""

    key: str
    account: str | None
    visitor: Visitor
    by: str
    made: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """A line of the record: when, who, and what was done."""

    at: datetime
    by: str
    what: str


class Used(Enum):
    """What came of using an invitation."""

    DONE = "done"
    GONE = "used before, or withdrawn"
    NAME_TAKEN = "another account has the name"


class AccessShelf:
    """What the store keeps of accounts. Belongs to the store's thread; raises StorageError as it does."""

    def __init__(self, database: Database) -> None:
        """Take the open database."""
        self._database = database

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts, the oldest first."""
        return tuple(
            Account(number, _visitor(roles, places, name), key, password, moment(made))
            for number, name, key, password, roles, places, made in self._database.rows("accounts")
        )

    def keep_account(self, account: Account) -> bool:
        """Add or change an account; False, and nothing is changed, where another has its name."""
        if [key for (key,) in self._database.rows("account_of_key", key=account.key, id=account.id)]:
            return False
        self._database.change(
            "keep_account",
            id=account.id,
            name=account.visitor.name,
            key=account.key,
            password=account.password,
            roles=_written(role.value for role in account.visitor.roles),
            places=None if account.visitor.places is None else _written(account.visitor.places),
            made=milliseconds(account.made),
        )
        return True

    def remove_account(self, number: str) -> None:
        """Erase an account with its sessions, passkeys and the links made for it."""
        self._database.change("erase_account", id=number)

    def sessions(self) -> tuple[Session, ...]:
        """Return all sessions, the oldest first."""
        return tuple(
            Session(key, account, moment(made), moment(seen), program)
            for key, account, made, seen, program in self._database.rows("sessions")
        )

    def keep_session(self, session: Session) -> None:
        """Add a session, or note when it was last seen."""
        self._database.change(
            "keep_session",
            key=session.key,
            account=session.account,
            made=milliseconds(session.made),
            seen=milliseconds(session.seen),
            program=session.program,
        )

    def remove_sessions(self, keys: Collection[str]) -> None:
        """Erase sessions."""
        self._database.change_many("erase_session", [{"key": key} for key in keys])

    def passkeys(self) -> tuple[Passkey, ...]:
        """Return all passkeys, the oldest first."""
        return tuple(
            Passkey(number, account, label, public_key, count, moment(made))
            for number, account, label, public_key, count, made in self._database.rows("passkeys")
        )

    def keep_passkey(self, passkey: Passkey) -> None:
        """Add a passkey, or note its count."""
        self._database.change(
            "keep_passkey",
            id=passkey.id,
            account=passkey.account,
            label=passkey.label,
            public_key=passkey.public_key,
            count=passkey.count,
            made=milliseconds(passkey.made),
        )

    def remove_passkey(self, number: str) -> None:
        """Erase a passkey."""
        self._database.change("erase_passkey", id=number)

    def invitations(self) -> tuple[Invitation, ...]:
        """Return all invitations that were not used, the oldest first."""
        return tuple(
            Invitation(
                key, account, Visitor("", _roles(roles), _places(places)), by, moment(made), moment(ends)
            )
            for key, account, roles, places, by, made, ends in self._database.rows("invitations")
        )

    def keep_invitation(self, invitation: Invitation) -> None:
        """Add an invitation."""
        places = invitation.visitor.places
        self._database.change(
            "keep_invitation",
            key=invitation.key,
            account=invitation.account,
            roles=_written(role.value for role in invitation.visitor.roles),
            places=None if places is None else _written(places),
            by=invitation.by,
            made=milliseconds(invitation.made),
            ends=milliseconds(invitation.ends),
        )

    def remove_invitation(self, key: str) -> bool:
        """Erase an invitation; return whether there was one: of two who use it, one is told so."""
        return self._database.change("erase_invitation", key=key) > 0

    def use_invitation(self, invitation: Invitation, account: Account) -> Used:
        """Make an account, or change the one that the link is for, whose sessions and passkeys then end.

        All or nothing; of two who use a link at once, one is told that it is gone.
        """
        with self._database.transaction():
            if not self._database.rows("invitation", key=invitation.key):
                return Used.GONE
            if not self.keep_account(account):
                return Used.NAME_TAKEN
            self.remove_invitation(invitation.key)
            self._database.change("erase_sessions_of", account=account.id)
            self._database.change("erase_passkeys_of", account=account.id)
        return Used.DONE

    def note(self, entry: AccessEntry) -> None:
        """Write a line into the record, and forget what is older than a year."""
        self._database.change("add_access_entry", at=milliseconds(entry.at), by=entry.by, what=entry.what)
        self._database.change("erase_access_entries", before=milliseconds(entry.at - KEEP_ENTRIES))

    def entries(self, last: int) -> tuple[AccessEntry, ...]:
        """Return the newest lines of the record, newest first."""
        rows = self._database.rows("access_entries", last=last)
        return tuple(AccessEntry(moment(at), by, what) for at, by, what in rows)

    def device_key(self, fresh: str) -> str:
        """Return the secret by which known devices are told; ``fresh`` becomes it where there is none."""
        self._database.change("keep_device_key", value=fresh)
        ((value,),) = self._database.rows("device_key")
        return str(value)


def _roles(text: str) -> frozenset[Role]:
    """Return roles; what a later version knows and this one does not gives no right."""
    known = {role.value: role for role in Role}
    return frozenset(known[name] for name in json.loads(text) if name in known)


def _visitor(roles: str, places: str | None, name: str = "") -> Visitor:
    return Visitor(name, _roles(roles), _places(places))


def _places(text: str | None) -> frozenset[CameraId] | None:
    return None if text is None else frozenset(CameraId(name) for name in json.loads(text))


def _written(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))
