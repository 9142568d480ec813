# SPDX-License-Identifier: Apache-2.0
"""A secret that lies in a file of its own, so that the configuration can be shown to anybody."""

from __future__ import annotations

from pathlib import Path

from hearthwatch.model.errors import UsageError

from .values import Secret


class SecretFile:
    """The path of a file whose one line is a secret."""

    __slots__ = ("_path",)

    def __init__(self, text: str) -> None:
        """Take the path; raises ValueError where it is empty."""
        if not text.strip():
            raise ValueError("the path of a file with the secret")
        self._path = text

    def read(self) -> Secret:
        """Return what the file holds. Raises UsageError, which never holds the secret."""
        try:
            words = Path(self._path).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not text"
            raise UsageError(
                f"The secret's file {self._path} cannot be read: {why}",
                do="Check the path and who may read it",
            ) from None
        if not words or "\n" in words:
            raise UsageError(
                f"The secret's file {self._path} must hold one line", do="Write the secret into it, alone"
            )
        return Secret(words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretFile) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __str__(self) -> str:
        return self._path

    def __repr__(self) -> str:
        return f"SecretFile({self._path!r})"
