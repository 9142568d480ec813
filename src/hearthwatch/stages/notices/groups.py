# SPDX-License-Identifier: Apache-2.0
"""Whether a channel or a contact is one of those whom a rung of the ladder names."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*(?:,|\band\b)\s*")


def is_for(whom: str, groups: Sequence[str]) -> bool:
    """Return whether ``whom``, such as "operators and stewards", names one of ``groups``.

    Without groups, without a ``whom``, and for "everybody": always.
    """
    parts = set(_BETWEEN.split(whom.lower().strip()))
    wanted = {group.lower() for group in groups}
    return not wanted or not whom.strip() or "everybody" in parts or bool(wanted & parts)
