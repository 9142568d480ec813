# SPDX-License-Identifier: Apache-2.0
"""Seccomp filters: a list of rules in, a program of classic BPF out, and its installation.

The first rule that matches decides; what no rule names gets EPERM. See seccomp(2) and, for the
instructions, the kernel's Documentation/networking/filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearthwatch.model.errors import UsageError

from .calls import system_call
from .syscalls import NEWEST_KNOWN, Machine

ALLOW = 0x7FFF0000
KILL = 0x80000000
_ERRNO = 0x00050000
_FILTER_MODE = 1
#: Filter all threads of the process, or none.
_ALL_THREADS = 1

_LOAD = 0x20
_AND = 0x54
_EQUAL = 0x15
_GREATER = 0x25
_RETURN = 0x06
#: Offsets in struct seccomp_data.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_WORD = 0xFFFFFFFF

Instruction = tuple[int, int, int, int]


def refuse(error: int) -> int:
    """Return the action that makes a call fail with ``error``."""
    return _ERRNO | error


@dataclass(frozen=True, slots=True)
class Test:
    """A test on argument ``index`` (0..5): ``argument & mask == value``.

    The mask is of 32 bits unless a wider one is given, since the kernel reads no more of an int.
    """

    __test__ = False

    index: int
    value: int
    mask: int = _WORD


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a call by this name, where all ``tests`` hold."""

    name: str
    tests: tuple[Test, ...] = ()
    action: int = ALLOW


def compile_rules(rules: Sequence[Rule], machine: Machine) -> tuple[Instruction, ...]:
    """Return the BPF program for ``rules``, instructions as (code, jump true, jump false, k).

    Calls by another machine's numbers kill. Rules for calls that this machine has not are left out.
    """
    program: list[Instruction] = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, KILL),
    ]
    for rule in rules:
        number = machine.number(rule.name)
        if number is not None:
            program += _compiled(rule, number)
    program += [
        (_LOAD, 0, 0, _NUMBER),
        (_GREATER, 0, 1, NEWEST_KNOWN),
        (_RETURN, 0, 0, refuse(errno.ENOSYS)),
        (_RETURN, 0, 0, refuse(errno.EPERM)),
    ]
    return tuple(program)


def _compiled(rule: Rule, number: int) -> list[Instruction]:
    checks = list(_checks(rule.tests))
    length = 1 + sum(len(check) for check in checks)
    block: list[Instruction] = [(_LOAD, 0, 0, _NUMBER), (_EQUAL, 0, length, number)]
    left = length
    for check in checks:
        left -= len(check)
        code, then, _, value = check[-1]
        # Where the test fails: over what is left of this rule.
        block += [*check[:-1], (code, then, left, value)]
    return [*block, (_RETURN, 0, 0, rule.action)]


def _checks(tests: Iterable[Test]) -> Iterable[list[Instruction]]:
    for test in tests:
        for half in (0, 1):
            mask = test.mask >> 32 * half & _WORD
            if mask:
                # Both machines are little-endian: the low half comes first.
                load = (_LOAD, 0, 0, _ARGUMENTS + 8 * test.index + 4 * half)
                keep = [(_AND, 0, 0, mask)] if mask != _WORD else []
                yield [load, *keep, (_EQUAL, 0, 0, test.value >> 32 * half & _WORD)]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install(rules: Sequence[Rule], machine: Machine) -> None:
    """Put a filter on all threads of this process, for ever. Needs no_new_privs.

    Raises UsageError where the kernel has no seccomp filters.
    """
    program = compile_rules(rules, machine)
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    number = machine.number("seccomp")
    try:
        left_out = system_call(number or 0, _FILTER_MODE, _ALL_THREADS, _Program(len(program), packed))
    except OSError as error:
        raise UsageError(
            f"this kernel refuses seccomp filters ({error.strerror})",
            do="use a kernel with CONFIG_SECCOMP_FILTER, or a container that allows seccomp(2)",
        ) from error
    if left_out:
        raise UsageError("a thread could not be sealed", do="please report this")
