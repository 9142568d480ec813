# SPDX-License-Identifier: Apache-2.0
"""Cuts a text into what is spoken, and kept, piece by piece. Pure.

Pieces are shared between announcements: "Keep away and warn others." is spoken once for all places. Where a
text is cut does not matter, only that it is always cut in the same way.
"""

from __future__ import annotations

import re

#: A full stop ends a sentence before a space, in Chinese and Japanese before anything.
_END = re.compile(r"(?<=[.!?\u061f])\s+|(?<=[\u3002\uff01\uff1f])\s*")
#: "St." and its like: a short last word is an abbreviation, so that no pause falls into a name.
_ABBREVIATED = re.compile(r"(?<![\w'\u2019])\w{1,3}\.$")


def sentences(text: str) -> tuple[str, ...]:
    """Return the pieces of ``text``; joined by spaces they are the text again, but for what was no word."""
    pieces: list[str] = []
    for part in filter(None, (part.strip() for part in _END.split(text))):
        if pieces and _ABBREVIATED.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {part}"
        elif any(letter.isalnum() for letter in part):
            pieces.append(part)
    return tuple(pieces)
