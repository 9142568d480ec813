# SPDX-License-Identifier: Apache-2.0
"""Starts sealed processes by forking a server that has all their code loaded already.

A fork of the server costs some ten milliseconds and shares its memory, where a fresh interpreter
would cost a third of a second and 60 MiB for each process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.reduction import DupFd
from typing import Protocol

#: Libraries would start threads as they load, and a process with threads cannot be forked safely.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Nursery:
    """Starts processes. One for the whole program; create it before any thread is started."""

    def __init__(self, preload: Sequence[str]) -> None:
        """Take the modules that the server loads before it forks."""
        os.environ.update(_ONE_THREAD)
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))

    def start(self, main: Callable[..., None], *arguments: object, name: str) -> ForkServerProcess:
        """Start a process that runs ``main(*arguments)``, an importable function, silently.

        Sockets and `Descriptor` may be among the arguments; both are duplicated for the process.
        """
        process = self._context.Process(target=_silently, args=(main, *arguments), name=name, daemon=True)
        process.start()
        return process


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A file descriptor to hand to a process that is being started."""

    number: int

    def __reduce__(self) -> tuple[Callable[[_Sent], Descriptor], tuple[_Sent]]:
        """Be sent as a duplicate."""
        return _received, (DupFd(self.number),)


class _Sent(Protocol):
    def detach(self) -> int: ...


def _received(sent: _Sent) -> Descriptor:
    return Descriptor(sent.detach())


def end(process: ForkServerProcess) -> None:
    """Kill a process, now, whatever it is doing, and collect it."""
    if process.is_alive() and process.pid is not None:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    process.close()


def _silently(main: Callable[..., None], *arguments: object) -> None:
    """Run with standard output and error gone: what a library prints could hold anything."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(*arguments)
