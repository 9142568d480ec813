# SPDX-License-Identifier: Apache-2.0
"""Turns: as many at a time as there are cores, and nobody who dies keeps one."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

#: Takes a turn, says so, and holds it until told to end it.
HOLD = """
import sys
from hearthwatch.village.turns import turn
with turn(int(sys.argv[1]), int(sys.argv[2]), cores=2):
    print("mine", flush=True)
    sys.stdin.readline()
"""


def holder(turns: int, number: int) -> subprocess.Popen[str]:
    """Start a process that wants a turn."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(turns), str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        pass_fds=(turns,),
        text=True,
    )


def has_it(process: subprocess.Popen[str], within_s: float) -> bool:
    """Whether a process says that it has its turn."""
    assert process.stdout is not None
    return bool(select.select([process.stdout.fileno()], [], [], within_s)[0])


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_a_turn_is_had_by_one_until_it_ends(ends: str) -> None:
    """The third of two turns waits for the first of its own place, whether that ends or is killed."""
    turns = os.memfd_create("turns")
    with holder(turns, 0) as first:
        assert has_it(first, 20.0)
        with holder(turns, 1) as second, holder(turns, 2) as third:
            assert has_it(second, 20.0)
            assert not has_it(third, 3.0)
            if ends == "killed":
                first.kill()
            else:
                first.communicate("end\n")
            assert has_it(third, 20.0)
            second.communicate("end\n")
            third.communicate("end\n")
    os.close(turns)
    assert [each.returncode for each in (first, second, third)] == [-9 if ends == "killed" else 0, 0, 0]
