# SPDX-License-Identifier: Apache-2.0
"""Starts sealed processes by forking a server that has all their code loaded already.

A fork of the server costs some ten milliseconds and shares its memory, where a fresh interpreter
would cost a third of a second and 60 MiB for each process. The server is itself a fork of this process
where it can be: half of what it needs is loaded here. ADR 8.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import connection, forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any, NoReturn, Protocol

#: Libraries would start threads as they load, and a process with threads cannot be forked safely.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

#: What the standard library keeps of its server, and how it names sockets: not public, see `_fork_server`.
_SERVER: Any = forkserver._forkserver  # noqa: SLF001
_CONNECTION: Any = connection


class Nursery:
    """Starts processes. One for the whole program.

    Create it before any thread is started, and before anything is read that a sealed process must not
    know, such as passwords of other cameras: what is in memory now is in the memory of all of them.
    """

    def __init__(self, preload: Sequence[str]) -> None:
        """Take the modules that the server loads before it forks."""
        os.environ.update(_ONE_THREAD)
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preload))
        if _can_fork():
            _fork_server(list(preload))

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


def _can_fork() -> bool:
    """Whether this process has one thread, and no server yet: `ForkServer` then begins a new interpreter."""
    threads = len(list(Path("/proc/self/task").iterdir()))
    return threads == 1 and _SERVER._forkserver_pid is None  # noqa: SLF001 - see `_fork_server`


def _fork_server(preload: list[str]) -> None:
    """Do what `ForkServer.ensure_running` does, by a fork of this process instead of a new interpreter.

    Its state has no public way in: the names are those of Python 3.8 to 3.13. Where this server dies, the
    library starts one of its own.
    """
    address = _CONNECTION.arbitrary_address("AF_UNIX")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        Path(address).chmod(0o600)
        listener.listen()
        alive_read, alive_write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(alive_write)
            _serve(listener.detach(), alive_read, preload)
    os.close(alive_read)
    _SERVER._forkserver_address = address  # noqa: SLF001
    _SERVER._forkserver_alive_fd = alive_write  # noqa: SLF001
    _SERVER._forkserver_pid = pid  # noqa: SLF001


def _serve(listener: int, alive: int, preload: list[str]) -> NoReturn:
    """Be the server until the process that it was forked from is gone; run nothing of that one's end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = 1
    try:
        forkserver.main(listener, alive, preload)
    except SystemExit:
        status = 0
    finally:
        os._exit(status)


def _silently(main: Callable[..., None], *arguments: object) -> None:
    """Run with standard output and error gone: what a library prints could hold anything."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(*arguments)
