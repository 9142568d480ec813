# SPDX-License-Identifier: Apache-2.0
"""Everything about accounts that the routes ask, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from hearthwatch.archive import Archive
from hearthwatch.model.clock import Clock

from .desk import AccessDesk
from .passkeys import Passkeys
from .passwords import Passwords
from .roll import Roll
from .stewards import Stewards
from .tokens import fresh_token


@dataclass(frozen=True, slots=True)
class Access:
    """See the module."""

    roll: Roll
    desk: AccessDesk
    stewards: Stewards
    passkeys: Passkeys

    @classmethod
    async def open(cls, archive: Archive, clock: Clock, passwords: Passwords) -> Self:
        """Read what the store has. Raises StorageError."""
        roll = Roll(archive, clock)
        await roll.read()
        secret = await archive.call(lambda store: store.access.device_key(fresh_token()))
        desk = AccessDesk(roll, passwords, clock, secret)
        return cls(roll, desk, Stewards(roll, desk), Passkeys(roll, desk))
