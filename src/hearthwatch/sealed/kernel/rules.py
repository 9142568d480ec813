# SPDX-License-Identifier: Apache-2.0
"""Which system calls a sealed process may make: what it is for in, seccomp rules out.

Both stages are lists of what is allowed. What is not listed fails with EPERM; what no honest
process of ours could ever try ends it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

from .calls import PR_GET_DUMPABLE, PR_GET_NAME, PR_GET_NO_NEW_PRIVS, PR_SET_NAME
from .seccomp import KILL, Rule, Test, refuse

#: Work on memory, time, threads and descriptors that are already there.
_ALWAYS = """
    read write readv writev pread64 preadv close fstat lseek dup dup3
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
    futex set_robust_list rseq set_tid_address membarrier restart_syscall exit exit_group
    munmap mremap madvise brk
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getrusage
    getpid gettid getppid getuid geteuid getgid getegid uname sysinfo getrandom getrlimit
    sched_yield sched_getaffinity sched_getparam sched_getscheduler
    sched_get_priority_max sched_get_priority_min getcpu
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait sigaltstack
    recvfrom recvmsg getsockopt getsockname getpeername shutdown
"""

#: Reading files and loading libraries; and what the second stage of sealing itself needs.
_WHILE_OPENING = """
    readlink readlinkat access faccessat stat lstat newfstatat statx statfs fstatfs getdents64 getcwd
    fadvise64 arch_prctl mmap mprotect fcntl prctl
    seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self
"""

#: Finding a host's address and talking with it. No listen, no accept.
_NETWORK = "connect bind setsockopt sendto sendmsg sendmmsg recvmmsg"

#: No honest code of ours comes near these. ptrace also where it would fail anyway.
_FLAGRANT = """
    execve execveat fork vfork ptrace process_vm_readv process_vm_writev pidfd_getfd
    kexec_load kexec_file_load init_module finit_module delete_module bpf
    mount umount2 setns unshare keyctl add_key request_key
    perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register
"""

_PROT_EXEC = 0x4
#: O_WRONLY, O_RDWR, O_CREAT, O_TRUNC; O_TMPFILE cannot do without one of the first two.
_ANY_WRITING = 0x1 | 0x2 | 0o100 | 0o1000
_WRITING_OR_NEW = 0x1 | 0o100 | 0o1000
_AT_EMPTY_PATH = 0x1000
_THREAD_FLAGS = 0x100 | 0x800 | 0x10000  # CLONE_VM, CLONE_SIGHAND, CLONE_THREAD
_POINTER = 0xFFFFFFFF_FFFFFFFF
#: F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GET_SEALS; no locks, no signals.
_DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 4, 1030, 1034)
#: TCGETS (isatty), FIONREAD, FIONBIO, FIOCLEX.
_DEVICE_COMMANDS = (0x5401, 0x541B, 0x5421, 0x5451)
_VIDEO_COMMANDS = Test(1, ord("V") << 8, 0xFF00)
_STREAM, _DATAGRAM = 1, 2
_INTERNET = (2, 10)


def opening_rules(
    process: int, *, has_network: bool, has_datagrams: bool, has_device: bool
) -> tuple[Rule, ...]:
    """Return the rules of stage 1: files may be read, and a camera's connection opened.

    ``process`` is the id of the process that will be sealed.
    """
    rules = [*_common(process, has_device=has_device), *(Rule(name) for name in _WHILE_OPENING.split())]
    # A camera on USB is opened for reading and writing; Landlock leaves that device alone writable.
    forbidden = _WRITING_OR_NEW if has_device else _ANY_WRITING
    for name, index in (("open", 1), ("openat", 2)):
        rules += [Rule(name, (Test(index, 0, forbidden),)), Rule(name, action=refuse(errno.EACCES))]
    # Their flags lie in memory, where a filter cannot look; callers fall back on the older calls.
    rules += [Rule(name, action=refuse(errno.ENOSYS)) for name in ("openat2", "faccessat2")]
    if has_network:
        rules += _network(has_datagrams=has_datagrams)
    return tuple(rules)


def closed_rules(process: int, *, has_device: bool) -> tuple[Rule, ...]:
    """Return the rules of stage 2: work with what is open, and open nothing. ``process`` as above."""
    quiet = (PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_NO_NEW_PRIVS)
    return (
        *_common(process, has_device=has_device),
        # What is not code now never will be.
        *(Rule(name, (Test(2, 0, _PROT_EXEC),)) for name in ("mmap", "mprotect")),
        *(Rule("fcntl", (Test(1, command),)) for command in _DESCRIPTOR_COMMANDS),
        *(Rule("prctl", (Test(0, option),)) for option in quiet),
        # fstat(), as the C library writes it.
        Rule("newfstatat", (Test(3, _AT_EMPTY_PATH),)),
    )


def _common(process: int, *, has_device: bool) -> Iterator[Rule]:
    yield from (Rule(name, action=KILL) for name in _FLAGRANT.split())
    yield from (Rule(name) for name in _ALWAYS.split())
    # Threads, not processes. clone3 keeps its flags in memory; the C library falls back on clone.
    yield Rule("clone", (Test(0, _THREAD_FLAGS, _THREAD_FLAGS),))
    yield Rule("clone", action=KILL)
    yield Rule("clone3", action=refuse(errno.ENOSYS))
    # send(): to the peer that the socket has, and to nobody else.
    yield Rule("sendto", (Test(4, 0, _POINTER),))
    # abort(): a signal to itself.
    yield Rule("tgkill", (Test(0, process),))
    # getrlimit(), not setrlimit(): no new limits, and those of this process alone.
    yield Rule("prlimit64", (Test(0, 0), Test(2, 0, _POINTER)))
    yield from (Rule("ioctl", (Test(1, command),)) for command in _DEVICE_COMMANDS)
    if has_device:
        yield Rule("ioctl", (_VIDEO_COMMANDS,))


def _network(*, has_datagrams: bool) -> Iterator[Rule]:
    kinds = (_STREAM, _DATAGRAM) if has_datagrams else (_STREAM,)
    for family in _INTERNET:
        # The low four bits are the kind; flags (close on exec, non-blocking) are above.
        yield from (Rule("socket", (Test(0, family), Test(1, kind, 0xF))) for kind in kinds)
    yield Rule("socket", action=refuse(errno.EAFNOSUPPORT))
    yield from (Rule(name) for name in _NETWORK.split())
