# SPDX-License-Identifier: Apache-2.0
"""Errors, named by whose fault it is.

::

    HearthwatchError
    ├─ UsageError     2   the command or the configuration; the operator mends it
    ├─ CameraError    3   a camera or another peer; the world mends it, we try again
    ├─ StorageError   4   disk or database
    └─ BugError      70   ours

One error is one line: what happened, whose fault it is, what to do.
"""

from __future__ import annotations

from .health import FaultCode


class HearthwatchError(Exception):
    """Anything that we report as one line. ``exit_code`` is the program's exit status."""

    exit_code = 70

    def __init__(self, what: str, *, do: str = "") -> None:
        """Take what happened and, where there is something to do, what to do."""
        super().__init__(what)
        self.what = what
        self.do = do

    def line(self) -> str:
        """Return the one line for a person."""
        return f"{self.what}. {self.do}." if self.do else f"{self.what}."


class UsageError(HearthwatchError):
    """The command line or the configuration cannot be used as it is."""

    exit_code = 2


class CameraError(HearthwatchError):
    """A camera or another peer failed. ``transient``: trying again may help."""

    exit_code = 3

    def __init__(self, what: str, *, do: str = "", code: FaultCode, transient: bool) -> None:
        """Take the fault's code beside the words."""
        super().__init__(what, do=do)
        self.code = code
        self.transient = transient


class PeerError(HearthwatchError):
    """Whom we tell something did not take it. ``transient``: trying again may help.

    ``after_s``: how long the peer asks us to wait before that, None where it says nothing.
    """

    exit_code = 3

    def __init__(
        self, what: str, *, do: str = "", transient: bool = True, after_s: float | None = None
    ) -> None:
        """Take whether it is worth trying again beside the words."""
        super().__init__(what, do=do)
        self.transient = transient
        self.after_s = after_s


class StorageError(HearthwatchError):
    """The disk or the database failed."""

    exit_code = 4


class BugError(HearthwatchError):
    """A fault of ours; please report it."""

    exit_code = 70
