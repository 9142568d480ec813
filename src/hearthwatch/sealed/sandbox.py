# SPDX-License-Identifier: Apache-2.0
"""The seal: a process gives up, for ever, whatever its work does not need. docs/adr/0004.

Stage 1, `prepare`, comes before the first byte of a camera is read; stage 2, `close_seal`, when all
is open. Neither needs root. Both fail with an error rather than leave a process half sealed.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import Flag, auto
from typing import Literal

from .kernel import landlock, limits
from .kernel.landlock import Reach
from .kernel.rules import closed_rules, opening_rules
from .kernel.seccomp import install
from .kernel.syscalls import Machine, machine_named

#: Bytes of addresses. Measured: libraries take 0.35 GiB, and decoding 7680x4320 pixels 0.55 GiB in all.
ADDRESS_SPACE = 2 << 30

#: Where libraries, and what Python has not loaded yet, are found; beside the folders of sys.path.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/dev/null")
#: What the C library reads to find a host's address, and TLS to know whom to trust.
_NAMES = (
    "resolv.conf",
    "hosts",
    "nsswitch.conf",
    "gai.conf",
    "host.conf",
    "services",
    "protocols",
    "ssl",
    "pki",
)


class Layer(Flag):
    """The kernel's features that make the seal; the probe tries each alone."""

    LIMITS = auto()
    LANDLOCK = auto()
    SECCOMP = auto()


ALL_LAYERS = Layer.LIMITS | Layer.LANDLOCK | Layer.SECCOMP


ProfileName = Literal["reader", "watcher", "village"]


@dataclass(frozen=True, slots=True)
class SealProfile:
    """What a sealed process may do before `close_seal`; after it, all are alike but for ``device``.

    ``connect_port``: the TCP port of its camera, None for no network at all. ``has_datagrams``: UDP
    sockets too, for finding a host's address and for RTP over UDP. ``readable``: files and folders
    that may be opened for reading. ``device``: a video device. ``address_space``: bytes.
    """

    name: ProfileName
    connect_port: int | None = None
    address_space: int = ADDRESS_SPACE
    has_datagrams: bool = True
    readable: tuple[str, ...] = ()
    device: str | None = None

    @classmethod
    def reader(
        cls,
        connect_port: int | None,
        *,
        has_datagrams: bool = True,
        readable: tuple[str, ...] = (),
        device: str | None = None,
    ) -> SealProfile:
        """Return the profile of a reader."""
        return cls(
            "reader", connect_port, has_datagrams=has_datagrams, readable=readable, device=device
        )  # fmt: skip

    @classmethod
    def watcher(cls) -> SealProfile:
        """Return the profile of a watcher: no network, no device."""
        return cls("watcher")

    @classmethod
    def village(cls) -> SealProfile:
        """Return the profile of a process that renders a village's view into a pipe."""
        return cls("village")


def prepare(profile: SealProfile, layers: Layer = ALL_LAYERS) -> None:
    """Stage 1: from now on no writing of files, no programs, no network but the camera's.

    Must come while the process has one thread (BugError). Raises UsageError where the kernel cannot
    seal; a kernel without Landlock still can, by seccomp alone.
    """
    limits.require_one_thread()
    machine = this_machine()
    limits.gain_nothing()
    if Layer.LIMITS in layers:
        limits.die_with_parent()
        limits.hide_memory()
        limits.limit(profile.address_space)
    if Layer.LANDLOCK in layers:
        landlock.restrict(_reach(profile), machine)
    if Layer.SECCOMP in layers:
        rules = opening_rules(
            os.getpid(),
            has_network=profile.connect_port is not None,
            has_datagrams=profile.has_datagrams,
            has_device=profile.device is not None,
        )
        install(rules, machine)


def close_seal(profile: SealProfile, layers: Layer = ALL_LAYERS) -> None:
    """Stage 2, once all is open: from now on nothing more is opened, by any thread.

    Whatever is to be imported must have been: a later import fails. Raises UsageError.
    """
    machine = this_machine()
    if Layer.LANDLOCK in layers:
        landlock.restrict(Reach(), machine)
    if Layer.SECCOMP in layers:
        install(closed_rules(os.getpid(), has_device=profile.device is not None), machine)


def this_machine() -> Machine:
    """Return the kind of machine that this is. Raises UsageError where it cannot seal."""
    return machine_named(os.uname().machine)


def _reach(profile: SealProfile) -> Reach:
    names = () if profile.connect_port is None else tuple(f"/etc/{name}" for name in _NAMES)
    modules = tuple(path for path in sys.path if path)
    return Reach((*_LIBRARIES, *modules, *names, *profile.readable), profile.device, profile.connect_port)
