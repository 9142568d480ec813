# SPDX-License-Identifier: Apache-2.0
"""The forbidden acts, as code that tries them: run inside a process, or on it from outside.

Each raises OSError or MemoryError where it is refused, or the kernel ends the process. Used by
`trial` alone, in processes of its own.
"""

from __future__ import annotations

import mmap
import os
import resource
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .kernel.calls import PR_GET_DUMPABLE, PR_SET_DUMPABLE, process_control, system_call
from .kernel.syscalls import machine_named

_TRACE_ME, _TRACE_ATTACH, _TRACE_DETACH = 0, 16, 17
_LOOPBACK = "127.0.0.1"
#: More than any profile's bound.
_TOO_MUCH = 64 << 30


@dataclass(frozen=True, slots=True)
class Place:
    """What the acts act on, made ready outside the seal: files, and sockets that would answer."""

    folder: Path
    readable: Path
    written: int
    tcp: socket.socket
    udp: socket.socket
    unix: socket.socket
    pair: tuple[socket.socket, socket.socket]


def make_place(folder: Path) -> Place:
    """Make one in an empty folder."""
    readable = folder / "readable"
    readable.write_text("x")
    tcp, udp = socket.create_server((_LOOPBACK, 0)), socket.socket(type=socket.SOCK_DGRAM)
    udp.bind((_LOOPBACK, 0))
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(folder / "unix"))
    unix.listen()
    written = os.open(folder / "open", os.O_WRONLY | os.O_CREAT, 0o600)
    return Place(folder, readable, written, tcp, udp, unix, socket.socketpair())


@dataclass(frozen=True, slots=True)
class Act:
    """A forbidden act: what tries it, and whether that is done from outside, on the process's id."""

    name: str
    words: str
    attempt: Callable[[Place, int], object]
    from_outside: bool = False


def _connect(kind: socket.AddressFamily, address: tuple[str, int] | str) -> None:
    with socket.socket(kind) as link:
        link.connect(address)


def _send_datagram(place: Place, _: int) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as link:
        link.sendto(b"x", place.udp.getsockname())


def _fork(_place: Place, _: int) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _trace(request: int, process: int) -> None:
    machine = machine_named(os.uname().machine)
    system_call(machine.number("ptrace") or 0, request, process, None, None)


def _be_traced(_place: Place, process: int) -> None:
    _trace(_TRACE_ATTACH, process)
    os.waitpid(process, 0)
    _trace(_TRACE_DETACH, process)


def _dump(place: Place, _: int) -> None:
    if Path("/proc/sys/kernel/core_pattern").read_text().startswith("|"):
        # Dumps go to the system's crash reporter: leave it in peace and ask the kernel's flag.
        if process_control(PR_GET_DUMPABLE) == 0:
            raise PermissionError("not dumpable")
        return
    os.chdir(place.folder)
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    os.abort()


def _take_memory(_place: Place, _: int) -> None:
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    mmap.mmap(-1, _TOO_MUCH, flags=flags, prot=mmap.PROT_READ).close()


def _make_code(_place: Place, _: int) -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def _read_memory(_place: Place, process: int) -> None:
    os.close(os.open(f"/proc/{process}/mem", os.O_RDONLY))


ACTS: tuple[Act, ...] = (
    Act("write a file", "a new file", lambda place, _: (place.folder / "new").write_text("x")),
    Act("write an open file", "a file that was open before", lambda place, _: os.write(place.written, b"x")),
    Act("remove a file", "unlink", lambda place, _: place.readable.unlink()),
    Act("read a file", "open", lambda place, _: place.readable.read_text()),
    Act(
        "connect",
        "TCP to a listener here",
        lambda place, _: _connect(socket.AF_INET, place.tcp.getsockname()),
    ),
    Act("connect here", "a Unix socket", lambda place, _: _connect(socket.AF_UNIX, place.unix.getsockname())),
    Act("listen", "TCP on a free port", lambda _, __: socket.create_server((_LOOPBACK, 0)).close()),
    Act("send a datagram", "UDP to a stranger", _send_datagram),
    Act("pass a descriptor", "SCM_RIGHTS", lambda place, _: socket.send_fds(place.pair[0], [b"x"], [0])),
    Act("share memory", "memfd_create", lambda _, __: os.memfd_create("x")),
    Act("start a program", "execve", lambda _, __: os.execv("/bin/true", ["true"])),  # noqa: S606 - the act itself
    Act("start a process", "fork", _fork),
    Act("signal another", "kill, with no signal", lambda _, process: os.kill(process, 0)),
    Act("trace another", "ptrace", lambda _, __: _trace(_TRACE_ME, 0)),
    Act("make code", "memory to write and execute", _make_code),
    Act("take more memory", "64 GiB of addresses", _take_memory),
    Act("open itself up", "PR_SET_DUMPABLE", lambda _, __: process_control(PR_SET_DUMPABLE, 1)),
    Act("dump core", "by a crash", _dump),
    Act("be traced", "by a process of the same account", _be_traced, from_outside=True),
    Act("be read", "/proc/PID/mem, by the same account", _read_memory, from_outside=True),
)
