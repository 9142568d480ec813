# SPDX-License-Identifier: Apache-2.0
"""A store that is asked in this thread, in place of an `Archive`, and can be made to fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hearthwatch.store import Store

_T = TypeVar("_T")


@dataclass(slots=True)
class OpenStore:
    """With ``failure`` set, whatever is asked of the store raises it and nothing is done."""

    store: Store
    failure: Exception | None = None

    async def call(self, use: Callable[[Store], _T]) -> _T:
        """Return ``use(store)``."""
        if self.failure is not None:
            raise self.failure
        return use(self.store)
