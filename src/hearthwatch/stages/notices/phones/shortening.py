# SPDX-License-Identifier: Apache-2.0
"""Makes a text fit: cut after a word, with an ellipsis, never within a letter and its marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
#: Looked back so far for the end of a word: scripts without blanks are cut where they must be.
_WORD = 40
_JOINERS = {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """Return the text, or the longest beginning of it that ``fits`` with an ellipsis behind; "" if none does.

    ``fits`` must hold of every shorter text where it holds of a longer one.
    """
    if fits(text):
        return text
    fitting, failing = 0, len(text)
    while failing - fitting > 1:
        middle = (fitting + failing) // 2
        if fits(text[:middle] + _ELLIPSIS):
            fitting = middle
        else:
            failing = middle
    cut = text[: _whole(text, fitting)].rstrip()
    return cut + _ELLIPSIS if cut else ""


def _whole(text: str, end: int) -> int:
    """Return the last place up to ``end`` at which a word ends, or else a letter with its marks."""
    for place in range(end, max(end - _WORD, 0), -1):
        if text[place].isspace():
            return place
    while end > 0 and (_is_joined(text[end]) or text[end - 1] in _JOINERS):
        end -= 1
    return end


def _is_joined(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.combining(letter) != 0 or unicodedata.category(letter) == "Mn"
