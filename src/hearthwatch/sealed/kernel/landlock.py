# SPDX-License-Identifier: Apache-2.0
"""Landlock: what of the file system and the network a process may still reach. See landlock(7).

The kernel's version of the interface is asked for, and everything that it offers is used.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .calls import system_call
from .syscalls import Machine

_VERSION = 1
_BENEATH, _PORT = 1, 2
_WRITE_FILE, _READ_FILE, _READ_DIR, _DEVICE_IOCTL = 1 << 1, 1 << 2, 1 << 3, 1 << 15
_TCP_CONNECT = 1 << 1
#: Number of file rights that each version of the interface knows; TCP since 4, scopes since 6.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_FILE_RIGHTS_NOW = 16
_TCP_SINCE, _DEVICE_SINCE, _SCOPES_SINCE = 4, 5, 6


@dataclass(frozen=True, slots=True)
class Reach:
    """What may still be reached: files and folders to read, one device to use, one TCP port.

    Paths that are not there are passed over.
    """

    readable: tuple[str, ...] = ()
    device: str | None = None
    port: int | None = None


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _Port(ctypes.Structure):
    _fields_ = (("rights", ctypes.c_uint64), ("port", ctypes.c_uint64))


def version(machine: Machine) -> int:
    """Return the kernel's version of Landlock, 0 where it has none or keeps it from us."""
    try:
        return system_call(machine.number("landlock_create_ruleset") or 0, None, 0, _VERSION)
    except OSError:
        return 0


def restrict(reach: Reach, machine: Machine) -> int:
    """Take from the calling thread, for ever, whatever is not in ``reach``. Needs no_new_privs.

    Returns the version used; 0 where the kernel has no Landlock and nothing was done.
    """
    has = version(machine)
    if has == 0:
        return 0
    handled = _Ruleset(
        (1 << _FILE_RIGHTS.get(has, _FILE_RIGHTS_NOW)) - 1,
        0b11 if has >= _TCP_SINCE else 0,  # bind, connect
        0b11 if has >= _SCOPES_SINCE else 0,  # abstract Unix sockets, signals
    )
    size = 24 if has >= _SCOPES_SINCE else 16 if has >= _TCP_SINCE else 8
    ruleset = system_call(machine.number("landlock_create_ruleset") or 0, handled, size, 0)
    try:
        for kind, rule in _rules(reach, has):
            system_call(machine.number("landlock_add_rule") or 0, ruleset, kind, rule, 0)
        system_call(machine.number("landlock_restrict_self") or 0, ruleset, 0)
    finally:
        os.close(ruleset)
    return has


def _rules(reach: Reach, has: int) -> Iterator[tuple[int, ctypes.Structure]]:
    for path in _present(reach.readable):
        rights = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE  # noqa: PTH112 - str in, str out
        with _held(path) as place:
            yield _BENEATH, _Beneath(rights, place)
    for path in _present(() if reach.device is None else (reach.device,)):
        ioctl = _DEVICE_IOCTL if has >= _DEVICE_SINCE else 0
        with _held(path) as place:
            yield _BENEATH, _Beneath(_READ_FILE | _WRITE_FILE | ioctl, place)
    if reach.port is not None and has >= _TCP_SINCE:
        yield _PORT, _Port(_TCP_CONNECT, reach.port)


def _present(paths: Iterable[str]) -> Iterator[str]:
    return (path for path in paths if os.path.exists(path))  # noqa: PTH110 - str in, str out


@contextmanager
def _held(path: str) -> Iterator[int]:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        yield place
    finally:
        os.close(place)
