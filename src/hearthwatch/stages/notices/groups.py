# SPDX-License-Identifier: Apache-2.0
"""Whether a message's rung of the ladder names one of a channel's groups. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*(?:,|\band\b)\s*")


def is_for(whom: str, groups: Sequence[str]) -> bool:
    """Return whether ``whom`` names one of ``groups``; all where either is empty or it says everybody."""
    parts = _BETWEEN.split(whom.strip().lower())
    if not groups or not whom.strip() or "everybody" in parts:
        return True
    return any(group.strip().lower() in parts for group in groups)
