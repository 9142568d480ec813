# SPDX-License-Identifier: Apache-2.0
"""Passwords: what is asked of one, and hashes by Argon2id, one at a time in a thread of its own.

A hash takes 64 MiB and a good part of a second of one core on purpose. Only a few may wait: whoever sends
many passwords at once gets a 429, and cameras keep their cores.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hearthwatch.model.access import name_key
from hearthwatch.model.errors import UsageError
from hearthwatch.web.rate import TooOftenError

_T = TypeVar("_T")

SHORTEST, LONGEST = 12, 128
#: Of so many different letters at least: "aaaaaaaaaaaa" is none.
_DIFFERENT = 5
_MOST_WAITING = 6
_WAIT_S = 5.0


def strong_hasher() -> PasswordHasher:
    """Return the hasher for service: RFC 9106's second choice (64 MiB, 3 passes), on one thread."""
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def check_password(password: str, name: str) -> None:
    """Raise UsageError where a password is too easily found (after NIST SP 800-63B, 3.1.1)."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters", do="Take a short sentence")
    if len(set(password)) < _DIFFERENT:
        raise UsageError("The password repeats a few characters", do="Take a short sentence")
    bare = name_key(name)
    if bare and bare in name_key(password) and len(password) - len(bare) < SHORTEST // 2:
        raise UsageError("The password is hardly more than the name", do="Take a short sentence")


class Passwords:
    """Hashes and compares; belongs to the loop's thread."""

    def __init__(self, hasher: PasswordHasher) -> None:
        """Take the hasher; its parameters go into every hash."""
        self._hasher = hasher
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """Return a hash with its parameters. Raises TooOftenError where too many wait."""
        return await self._in_turn(lambda: self._hasher.hash(password))

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one that was hashed; takes its time also where there is none."""
        if kept is None:
            if self._nobodys is None:
                self._nobodys = await self.hash("nobody has this password")
            await self._in_turn(lambda: self._compared(password, self._nobodys or ""))
            return False
        return await self._in_turn(lambda: self._compared(password, kept))

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _compared(self, password: str, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_turn(self, work: Callable[[], _T]) -> _T:
        if self._waiting >= _MOST_WAITING:
            raise TooOftenError(_WAIT_S)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1
