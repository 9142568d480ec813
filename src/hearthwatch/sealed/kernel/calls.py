# SPDX-License-Identifier: Apache-2.0
"""The kernel's calls that Python has no function for: numbers and buffers in, OSError out."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
PR_GET_NAME = 16
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39

Argument = int | bytes | ctypes.Structure | None


def system_call(number: int, *arguments: Argument) -> int:
    """Make system call ``number`` and return its result; structures go as pointers, None as NULL.

    Raises OSError with the kernel's error number.
    """
    library = ctypes.CDLL(None, use_errno=True)
    passed = [_passed(argument) for argument in arguments]
    result: int = ctypes.c_long(library.syscall(ctypes.c_long(number), *passed)).value
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def process_control(option: int, value: int = 0) -> int:
    """Call prctl with one argument and return its result. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    rest = [ctypes.c_ulong(number) for number in (value, 0, 0, 0)]
    result = int(library.prctl(ctypes.c_int(option), *rest))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def _passed(argument: Argument) -> object:
    if isinstance(argument, ctypes.Structure):
        return ctypes.byref(argument)
    if isinstance(argument, int):
        return ctypes.c_ulong(argument)
    return argument
