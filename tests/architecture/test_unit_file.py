# SPDX-License-Identifier: Apache-2.0
"""The systemd unit keeps what the documents rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "docs" / "hearthwatch.service"

#: What each line is there for is said in the unit itself.
REQUIRED = """
    DynamicUser=yes StateDirectoryMode=0700 UMask=0077
    MemorySwapMax=0 MemoryZSwapMax=0 LimitCORE=0 CoredumpReceive=no
    ProtectSystem=strict ProtectHome=yes PrivateTmp=yes PrivateMounts=yes PrivateIPC=yes RemoveIPC=yes
    ProtectProc=invisible ProcSubset=pid NoExecPaths=/
    ProtectKernelTunables=yes ProtectKernelModules=yes ProtectKernelLogs=yes ProtectControlGroups=yes
    ProtectClock=yes ProtectHostname=yes KeyringMode=private DevicePolicy=closed
    CapabilityBoundingSet= AmbientCapabilities= NoNewPrivileges=yes RestrictSUIDSGID=yes
    RestrictNamespaces=yes RestrictRealtime=yes LockPersonality=yes MemoryDenyWriteExecute=yes
    SystemCallArchitectures=native SystemCallErrorNumber=EPERM
    SocketBindDeny=ipv4:tcp SocketBindDeny=ipv6:tcp
"""


def lines() -> list[str]:
    """Return the unit's settings, comments left out."""
    text = UNIT.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in text if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("setting", REQUIRED.split())
def test_the_unit_keeps_its_hardening(setting: str) -> None:
    """Each setting that hardens the service stands in the unit, once."""
    assert lines().count(setting) == 1


def test_the_unit_lets_the_seal_be_made() -> None:
    """The filter of system calls leaves what a sealed process needs to seal itself."""
    calls = " ".join(line for line in lines() if line.startswith("SystemCallFilter="))
    for call in ("seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"):
        assert call in calls
