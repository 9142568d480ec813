# SPDX-License-Identifier: Apache-2.0
"""Limits and flags of a process: what it may use up, and who may look into it."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

from hearthwatch.model.errors import BugError

from .calls import PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, process_control

#: A reader has some ten descriptors open, and while it loads libraries a few more.
OPEN_FILES = 64


def limit(address_space: int) -> None:
    """Bound memory (bytes of address space) and descriptors; end core dumps and the growing of files.

    The size limit also holds for files that are open already: every write to one fails with EFBIG.
    """
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, address_space),
    ):
        _, hard = resource.getrlimit(kind)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))


def die_with_parent() -> None:
    """Be killed when the thread that started this process ends."""
    process_control(PR_SET_PDEATHSIG, signal.SIGKILL)


def hide_memory() -> None:
    """Let no process of the same account trace this one or read its memory, and let it not be dumped.

    This also stops dumps that are piped to a program, which a limit of 0 does not.
    """
    process_control(PR_SET_DUMPABLE, 0)


def gain_nothing() -> None:
    """Never gain rights by starting a program; a condition for what follows."""
    process_control(PR_SET_NO_NEW_PRIVS, 1)


def require_one_thread() -> None:
    """Raise BugError where there is a second thread: Landlock holds for the calling thread alone."""
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        raise BugError(f"a process cannot be sealed with {threads} threads in it")
