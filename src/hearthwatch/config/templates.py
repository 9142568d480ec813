# SPDX-License-Identifier: Apache-2.0
"""Templates of what is said: text with fields in braces, such as ``Fire at {place}``.

A field stands for one value and for nothing else: no attribute, index or format is read out of one, and
what is put in is never looked at for fields again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping

_FIELD = re.compile(r"\{([A-Za-z_]*)\}")
_LONGEST = 300


def fields_of(template: str) -> tuple[str, ...]:
    """Return the names of a template's fields, in their order."""
    return tuple(_FIELD.findall(template))


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its fields' values put in. KeyError: a field without a value."""
    return _FIELD.sub(lambda match: values[match[1]], template)


def require_template(template: str, known: Collection[str]) -> None:
    """Refuse a template with a field that is not ``known``, with a stray brace, or too long (ValueError)."""
    if not template.strip() or len(template) > _LONGEST or not template.isprintable():
        raise ValueError(f"text of at most {_LONGEST} letters, on one line")
    for name in fields_of(template):
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            there = ", ".join(f"{{{each}}}" for each in known) or "none"
            hint = f"did you mean {{{nearest[0]}}}?" if nearest else f"there are {there}"
            raise ValueError(f"there is no field {{{name}}} here; {hint}")
    if re.search(r"[{}]", _FIELD.sub("", template)):
        raise ValueError("a brace that is no field's: a field is a word in braces, such as {place}")
