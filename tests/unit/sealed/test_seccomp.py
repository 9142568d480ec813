# SPDX-License-Identifier: Apache-2.0
"""Filters, run by a small interpreter of BPF, so that both machines' can be tried on one."""

from __future__ import annotations

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.sealed.kernel.rules import closed_rules, opening_rules
from hearthwatch.sealed.kernel.seccomp import ALLOW, KILL, Instruction, Rule, Test, compile_rules, refuse
from hearthwatch.sealed.kernel.syscalls import AARCH64, X86_64, Machine, machine_named

_MACHINES = (X86_64, AARCH64)
_PROCESS = 4321
_OPENING = opening_rules(_PROCESS, has_network=True, has_datagrams=True, has_device=False)
_CLOSED = closed_rules(_PROCESS, has_device=False)
_FULL = 0xFFFFFFFF_FFFFFFFF


def _run(program: tuple[Instruction, ...], machine: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    data = struct.pack("<IIQ6Q", number, machine, 0, *arguments, *(0,) * (6 - len(arguments)))
    at = accumulator = 0
    while True:
        code, then, otherwise, value = program[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                at += then if accumulator == value else otherwise
            case 0x25:
                at += then if accumulator > value else otherwise
            case 0x06:
                return value
            case _:
                raise AssertionError(code)


def _decide(rules: tuple[Rule, ...], machine: Machine, name: str, *arguments: int) -> int:
    number = machine.number(name)
    assert number is not None
    return _run(compile_rules(rules, machine), machine.audit, number, arguments)


@pytest.mark.parametrize("machine", _MACHINES)
@pytest.mark.parametrize("rules", [_OPENING, _CLOSED])
def test_flagrant_acts_kill(machine: Machine, rules: tuple[Rule, ...]) -> None:
    """Starting a program or a process, and tracing, end the process in both stages."""
    acts = "execve execveat ptrace process_vm_readv bpf io_uring_setup"
    assert {_decide(rules, machine, act) for act in acts.split()} == {KILL}
    assert _decide(rules, machine, "clone", 0x11) == KILL


@pytest.mark.parametrize("machine", _MACHINES)
def test_threads_are_allowed(machine: Machine) -> None:
    """A thread as the C library starts it is allowed; clone3 says that it is not there."""
    assert _decide(_CLOSED, machine, "clone", 0x3D0F00) == ALLOW
    assert _decide(_CLOSED, machine, "clone3") == refuse(errno.ENOSYS)


@pytest.mark.parametrize("machine", _MACHINES)
def test_nothing_is_opened_when_closed(machine: Machine) -> None:
    """In stage 2 no call that opens, connects or hands on is allowed, whatever its arguments."""
    calls = (
        "openat openat2 socket connect bind setsockopt sendmsg sendmmsg memfd_create newfstatat statx seccomp"
    )
    assert {_decide(_CLOSED, machine, name) for name in calls.split()} == {refuse(errno.EPERM)}


@pytest.mark.parametrize("machine", _MACHINES)
@pytest.mark.parametrize("flags", [0x1, 0x2, 0x3, 0o100, 0o1000, 0o20000002])
def test_no_file_is_opened_for_writing(machine: Machine, flags: int) -> None:
    """In stage 1 a file can be opened for reading, and with no flag that writes or makes one."""
    assert _decide(_OPENING, machine, "openat", 0, 0, 0o2000000) == ALLOW
    assert _decide(_OPENING, machine, "openat", 0, 0, flags | 0o2000000) == refuse(errno.EACCES)


@pytest.mark.parametrize("machine", _MACHINES)
def test_only_the_internet(machine: Machine) -> None:
    """In stage 1 sockets are of the internet's two families; none listens."""
    assert _decide(_OPENING, machine, "socket", 2, 0o2000001) == ALLOW
    assert _decide(_OPENING, machine, "socket", 10, 2) == ALLOW
    assert _decide(_OPENING, machine, "socket", 1, 1) == refuse(errno.EAFNOSUPPORT)
    assert _decide(_OPENING, machine, "socket", 2, 3) == refuse(errno.EAFNOSUPPORT)
    assert _decide(_OPENING, machine, "mmap", 0, 0, 5) == ALLOW


@pytest.mark.parametrize("machine", _MACHINES)
def test_without_a_network_there_is_none(machine: Machine) -> None:
    """A reader of a file cannot make a socket in stage 1 either."""
    rules = opening_rules(_PROCESS, has_network=False, has_datagrams=True, has_device=False)
    assert _decide(rules, machine, "socket", 2, 1) == refuse(errno.EPERM)


@pytest.mark.parametrize("machine", _MACHINES)
@pytest.mark.parametrize("address", [1, 1 << 32, _FULL])
def test_send_goes_to_the_peer_alone(machine: Machine, address: int) -> None:
    """A send is allowed with no address, and with none that is not null in either half."""
    assert _decide(_CLOSED, machine, "sendto", 3, 1, 1, 0, 0, 0) == ALLOW
    assert _decide(_CLOSED, machine, "sendto", 3, 1, 1, 0, address, 16) == refuse(errno.EPERM)


@pytest.mark.parametrize("machine", _MACHINES)
@pytest.mark.parametrize("call", ["mmap", "mprotect"])
def test_nothing_becomes_code_when_closed(machine: Machine, call: str) -> None:
    """In stage 2 memory can be had for reading and writing, never for execution."""
    assert _decide(_CLOSED, machine, call, 0, 4096, 3) == ALLOW
    assert _decide(_CLOSED, machine, call, 0, 4096, 5) == refuse(errno.EPERM)


@pytest.mark.parametrize("machine", _MACHINES)
def test_limits_are_read_only(machine: Machine) -> None:
    """Limits can be asked for, not set; signals go to the process itself alone."""
    assert _decide(_CLOSED, machine, "prlimit64", 0, 7, 0, 99) == ALLOW
    assert _decide(_CLOSED, machine, "prlimit64", 0, 7, 99, 0) == refuse(errno.EPERM)
    assert _decide(_CLOSED, machine, "prlimit64", 1, 7, 0, 99) == refuse(errno.EPERM)
    assert _decide(_CLOSED, machine, "tgkill", _PROCESS, 1, 6) == ALLOW
    assert _decide(_CLOSED, machine, "tgkill", _PROCESS + 1, 1, 6) == refuse(errno.EPERM)


@pytest.mark.parametrize("machine", _MACHINES)
def test_a_device_takes_its_own_commands(machine: Machine) -> None:
    """Commands for video devices are allowed where there is such a device, and then alone."""
    has, queue_buffer = closed_rules(_PROCESS, has_device=True), 0xC058560F
    assert _decide(has, machine, "ioctl", 3, queue_buffer) == ALLOW
    assert _decide(_CLOSED, machine, "ioctl", 3, queue_buffer) == refuse(errno.EPERM)
    assert _decide(has, machine, "ioctl", 3, 0x5412) == refuse(errno.EPERM)  # TIOCSTI: typing for others
    opening = opening_rules(_PROCESS, has_network=False, has_datagrams=False, has_device=True)
    assert _decide(opening, machine, "openat", 0, 0, 2) == ALLOW
    assert _decide(opening, machine, "openat", 0, 0, 2 | 0o100) == refuse(errno.EACCES)


def test_another_machines_calls_kill() -> None:
    """Calls by another machine's numbers (32-bit programs) end the process."""
    program = compile_rules(_CLOSED, X86_64)
    assert _run(program, 0x40000003, 1) == KILL
    assert _run(program, AARCH64.audit, 64) == KILL


def test_calls_of_a_newer_kernel_are_not_there() -> None:
    """A call that came after the tables, and the second table of x86_64, answer ENOSYS."""
    program = compile_rules(_CLOSED, X86_64)
    assert _run(program, X86_64.audit, 451) == refuse(errno.ENOSYS)
    assert _run(program, X86_64.audit, 0x40000000 | 59) == refuse(errno.ENOSYS)


def test_programs_fit_the_kernel() -> None:
    """No program is longer than the kernel takes."""
    assert max(len(compile_rules(rules, X86_64)) for rules in (_OPENING, _CLOSED)) < 4096


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(0, _FULL), st.sampled_from([0xFFFFFFFF, _FULL, 0xFF00, 1 << 40])
        ),
        max_size=4,
    ),
    st.lists(st.integers(0, _FULL), min_size=6, max_size=6),
)
def test_a_rule_means_what_it_says(tests: list[tuple[int, int, int]], arguments: list[int]) -> None:
    """For any tests and arguments the program decides as the sentence in `Test` does."""
    wanted = tuple(Test(index, value & mask, mask) for index, value, mask in tests)
    rule = Rule("read", wanted)
    holds = all(arguments[test.index] & test.mask == test.value for test in wanted)
    decided = _run(compile_rules([rule], X86_64), X86_64.audit, 0, tuple(arguments))
    assert (decided == ALLOW) == holds


def test_other_machines_cannot_seal() -> None:
    """On a machine that has no table there is an error, and no unsealed process."""
    with pytest.raises(UsageError, match="riscv64"):
        machine_named("riscv64")
