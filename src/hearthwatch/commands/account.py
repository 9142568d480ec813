# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch account``: who has one; links for new ones and for those who got locked out; removal.

For whoever has the machine's own console: nothing of it asks for a password, and each act is recorded.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hearthwatch.config.load import load_config
from hearthwatch.first_link import base_url
from hearthwatch.model.access import Role, Visitor, name_key
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.store import Stewarding, open_for_steward
from hearthwatch.store.access import AccessEntry, Account, Invitation
from hearthwatch.web.access.tokens import fresh_token, key_of
from hearthwatch.web.bind import parts_of

_HOLDS = timedelta(hours=24)


def run(arguments: argparse.Namespace) -> int:
    """Do one act."""
    config = load_config(arguments.config)
    folder = arguments.folder or Path(config.store.folder)
    clock = SystemClock()
    by = f"{getpass.getuser()}, at the machine"
    with open_for_steward(folder, clock) as store:
        match arguments.act:
            case "list":
                _list(store)
            case "remove":
                account = _called(store, arguments.name)
                store.access.remove_account(account.id)
                store.access.note(
                    AccessEntry(clock.now(), by, f"removed the account of {account.visitor.name}")
                )
            case _:
                token, made = _link(store, arguments, by, clock)
                store.access.keep_invitation(made)
                sys.stdout.write(
                    f"{base_url(config.web, *parts_of(config.web.address))}/invitation#{token}\n"
                )
    return 0


def _list(store: Stewarding) -> None:
    for account in store.access.accounts():
        visitor = account.visitor
        where = "all places" if visitor.places is None else ", ".join(sorted(visitor.places))
        sys.stdout.write(
            f"{visitor.name}: {', '.join(sorted(role.value for role in visitor.roles))}; {where}\n"
        )


def _link(
    store: Stewarding, arguments: argparse.Namespace, by: str, clock: SystemClock
) -> tuple[str, Invitation]:
    account = _called(store, arguments.name) if arguments.act == "link" else None
    visitor = _invited(arguments.roles) if account is None else replace(account.visitor, name="")
    token, now = fresh_token(), clock.now()
    whom = "somebody new" if account is None else account.visitor.name
    store.access.note(AccessEntry(now, by, f"made a link for {whom}"))
    number = None if account is None else account.id
    return token, Invitation(key_of(token), number, visitor, by, now, now + _HOLDS)


def _invited(names: str) -> Visitor:
    known = {role.value: role for role in Role}
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in known:
            raise UsageError(f"{name!r} is no role", do=f"Use {', '.join(known)}")
    return Visitor("", frozenset(known[name] for name in wanted))


def _called(store: Stewarding, name: str) -> Account:
    for account in store.access.accounts():
        if account.key == name_key(name):
            return account
    raise UsageError(f"There is no account {name!r}", do="`hearthwatch account list` names all")
