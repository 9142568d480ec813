# SPDX-License-Identifier: Apache-2.0
"""The configuration's values as types: text with a unit in, a number with a meaning out.

Each raises ValueError with a sentence for a person; no sentence ever holds a secret.
"""

from __future__ import annotations

import difflib
import re
from datetime import timedelta
from typing import Self
from urllib.parse import quote

_AMOUNT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([A-Za-z]+)")
_SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_DECIMAL = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_BINARY = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_NETWORK = ("rtsp", "rtsps")
_SCHEMES = (*_NETWORK, "file", "v4l2", "village")
#: Nobody means a longer time; it also keeps far from what dates can hold.
_LONGEST_S = 100 * 366 * 86400.0


class Duration:
    """A length of time: a number and ``ms``, ``s``, ``min``, ``h`` or ``d``, such as "72 h"."""

    __slots__ = ("_text", "seconds")

    def __init__(self, text: str) -> None:
        """Read ``text``. ``seconds`` is a float; raises ValueError."""
        amount, unit = _amount(text, _SECONDS, "72 h")
        self._text = text
        self.seconds = amount * _SECONDS[unit]
        if self.seconds > _LONGEST_S:
            raise ValueError("a time of more than a hundred years")

    @property
    def timedelta(self) -> timedelta:
        """The same as a timedelta."""
        return timedelta(seconds=self.seconds)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Duration) and other.seconds == self.seconds

    def __hash__(self) -> int:
        return hash(self.seconds)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Duration({self._text!r})"


class ByteSize(int):
    """A number of bytes: ``B``, ``kB`` .. ``TB`` in powers of 1000, ``KiB`` .. ``TiB`` in powers of 1024."""

    _text: str

    def __new__(cls, text: str) -> Self:
        """Read ``text``; raises ValueError."""
        units = _DECIMAL | _BINARY
        amount, unit = _amount(text, units, "20 GB")
        size = super().__new__(cls, round(amount * units[unit]))
        size._text = text
        return size

    def __str__(self) -> str:
        return self._text


class Secret:
    """Text that is never printed: whoever needs it calls `reveal`."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep ``text``."""
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return "***"

    def __repr__(self) -> str:
        return "Secret('***')"


class CameraUrl:
    """Where a camera is: ``rtsp://``, ``rtsps://``, ``v4l2:``, ``village:``, ``file:`` or a file's path."""

    __slots__ = ("_text", "kind")

    def __init__(self, text: str) -> None:
        """Keep ``text``; raises ValueError where no camera is reached that way."""
        self.kind = _kind(text)
        self._text = text

    def reveal(self) -> str:
        """Return the whole address, credentials and all."""
        return self._text

    def with_password(self, password: Secret) -> CameraUrl:
        """Return the address with a password put in. ValueError: it names no user, or has one already."""
        login, at, place = self._text.removeprefix(f"{self.kind}://").rpartition("@")
        if self.kind not in _NETWORK or not at or not login:
            raise ValueError(f"a password needs an address with a user, such as rtsp://user@{_HOST}")
        if ":" in login:
            raise ValueError("there is a password in the address and in a file")
        return CameraUrl(f"{self.kind}://{login}:{quote(password.reveal(), safe='')}@{place}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CameraUrl) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        """Return the address without credentials, and without the path: some cameras keep them there."""
        if self.kind not in _NETWORK:
            return self._text
        authority = self._text.removeprefix(f"{self.kind}://").partition("/")[0]
        login, at, host = authority.rpartition("@")
        shown = host if re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?", host) else "..."
        return f"{self.kind}://{'***@' if login or at else ''}{shown}/..."

    def __repr__(self) -> str:
        return f"CameraUrl({str(self)!r})"


_HOST = "192.0.2.7/stream"


def _kind(text: str) -> str:
    if not text.strip() or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise ValueError("an address that is empty or holds control characters")
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else "file"
    if scheme not in _SCHEMES:
        nearest = difflib.get_close_matches(scheme, _SCHEMES, n=1, cutoff=0.5) or ["rtsp"]
        raise ValueError(
            f'no camera is reached by "{scheme}:"; did you mean "{nearest[0]}:"? '
            f"There are {', '.join(_SCHEMES)}, and a file's path"
        )
    if scheme in _NETWORK and not re.match(r"://[^/]", text[len(scheme) :]):
        raise ValueError(f"an address by {scheme} begins with {scheme}://HOST")
    return scheme


def _amount(text: str, units: dict[str, float] | dict[str, int], example: str) -> tuple[float, str]:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'{text[:40]!r} is not a number and a unit, such as "{example}"')
    known = {unit.casefold(): unit for unit in units}
    unit = known.get(match[2].casefold())
    if unit is None:
        raise ValueError(f"{match[2][:20]!r} is no unit here; there are {', '.join(units)}")
    return float(match[1]), unit
