# SPDX-License-Identifier: Apache-2.0
"""Accounts in a real store of a folder, with hashes that cost next to nothing, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from argon2 import PasswordHasher

from hearthwatch.archive import Archive
from hearthwatch.model.access import Role, Visitor
from hearthwatch.model.clock import Clock
from hearthwatch.model.ids import CameraId
from hearthwatch.web.access.desk import Client, SignedIn
from hearthwatch.web.access.passwords import Passwords
from hearthwatch.web.access.service import Access

PASSWORD = "the mill wheel turns at noon"  # noqa: S105 - of tests alone
HERE = Client("192.0.2.7")
STEWARD = Visitor("a test", frozenset({Role.STEWARD}))


def cheap_hasher() -> PasswordHasher:
    """Return a hasher of the real kind with the least cost that there is."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@asynccontextmanager
async def open_accounts(folder: Path, clock: Clock) -> AsyncIterator[Access]:
    """Yield accounts over the store of a folder."""
    async with Archive(folder, clock, keep=timedelta(hours=72), keep_bytes=None) as archive:
        access = await Access.open(archive, clock, Passwords(cheap_hasher()))
        try:
            yield access
        finally:
            access.desk.close()


async def join(
    access: Access, name: str, roles: Collection[Role], places: Collection[str] | None = None
) -> SignedIn:
    """Invite somebody and let them take the invitation; return how they are signed in."""
    where = None if places is None else frozenset(CameraId(place) for place in places)
    token, _ = await access.stewards.invite(STEWARD, Visitor("", frozenset(roles), where))
    return await access.stewards.redeem(token, name, PASSWORD, HERE)
