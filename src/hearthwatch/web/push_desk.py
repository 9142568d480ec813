# SPDX-License-Identifier: Apache-2.0
"""What the residents' page needs of the rest: one port, which `stages.notices.phones.residents` provides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class PushDesk(Protocol):
    """Where browsers subscribe to web push."""

    @property
    def key(self) -> str:
        """Our public key (RFC 8292 section 3.2), 65 bytes in URL-safe base64."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """In which languages messages come, BCP 47; the first is that of those who choose none."""
        ...

    async def subscribe(self, body: bytes) -> str:
        """Keep a subscription that a browser sent as JSON; return its unguessable id. Raises UsageError."""
        ...

    async def unsubscribe(self, id_: str) -> bool:
        """End a subscription; return whether there was one."""
        ...
