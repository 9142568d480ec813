# SPDX-License-Identifier: Apache-2.0
"""CPU seconds and peak memory of a program with all its descendants, also those that it disowned."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import psutil

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost. ``peak_mib`` is the largest sum of proportional set sizes (PSS) seen."""

    cpu_s: float
    wall_s: float
    peak_mib: float
    processes: int
    status: int


def run(command: Sequence[str], *, seconds: float | None = None, ending: int = signal.SIGINT) -> Cost:
    """Run a command to its end, or for ``seconds`` and then end it with a signal."""
    # A shell starts background programs with SIGINT ignored, and what we start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Orphans come to us, so that their CPU time is in our account once they are reaped.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    known = {child.pid for child in psutil.Process().children()}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watch = _MemoryWatch(process.pid)
        try:
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(ending)
            status = process.wait(timeout=30)
        wall = time.monotonic() - begun
        watch.stop()
    _reap(known | {process.pid})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, watch.peak / 2**20, watch.processes, status)


def _reap(known: AbstractSet[int]) -> None:
    """Wait for the orphans of a run that has ended, but not for programs started by others."""
    while orphans := [child for child in psutil.Process().children() if child.pid not in known]:
        for orphan in orphans:
            try:
                os.waitpid(orphan.pid, 0)
            except ChildProcessError:
                return


class _MemoryWatch:
    def __init__(self, pid: int) -> None:
        self.peak = 0
        self.processes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample)
        self._thread.start()

    def _sample(self) -> None:
        while not self._over.wait(0.25):
            try:
                root = psutil.Process(self._pid)
                family = [root, *root.children(recursive=True)]
            except psutil.Error:
                return
            total = sum(_pss(member.pid) for member in family)
            self.peak, self.processes = max(self.peak, total), max(self.processes, len(family))

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeError):
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
