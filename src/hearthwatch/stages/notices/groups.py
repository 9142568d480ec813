# SPDX-License-Identifier: Apache-2.0
"""Whom a notice is for: the words of the ladder's rung against the groups of a channel or a contact."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*(?:,|\band\b)\s*")


def is_for(whom: str, groups: Sequence[str]) -> bool:
    """Whether a notice for ``whom``, such as "operators and stewards", is for one of ``groups``.

    Without groups everything is; what is for "everybody" or for "" is for all.
    """
    parts = set(_BETWEEN.split(whom.strip().lower()))
    wanted = {group.strip().lower() for group in groups}
    return not wanted or not whom.strip() or "everybody" in parts or bool(parts & wanted)
