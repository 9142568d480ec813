# SPDX-License-Identifier: Apache-2.0
"""Tries each forbidden act in children: unsealed, under each layer alone, and sealed.

Run as ``python -m hearthwatch.sealed.trial reader|watcher|village``; prints a line for each act:
its name, its words, "held", "open" or "untried", and the layers that hold alone, parted by tabs.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Never, cast, get_args

from .acts import ACTS, Act, Place, make_place
from .kernel.calls import PR_SET_DUMPABLE, process_control
from .sandbox import ALL_LAYERS, Layer, ProfileName, SealProfile, close_seal, prepare

#: An account that owns nothing: root may do much that no seal forbids it, so root tries as this.
_NOBODY = 65534
#: How long an orphan may live before we call it alive: the kernel kills it at once.
_ORPHAN_MS = 300
_PATIENCE_S = 10
#: How a child ends.
_DONE, _REFUSED, _FAILED = 0, 1, 2

Seal = Callable[[], None]
Trial = Callable[[Seal], bool]


def main() -> None:
    """Try all acts and print the outcomes."""
    name = cast("ProfileName", sys.argv[1])
    if name not in get_args(ProfileName):
        sys.exit(2)
    _leave_root()
    with tempfile.TemporaryDirectory() as folder:
        place = make_place(Path(folder))
        profile = SealProfile(name, connect_port=place.tcp.getsockname()[1] if name == "reader" else None)
        for act in ACTS:
            _say(act.name, act.words, _verdict(_trial_of(act, place), profile))
        _say("outlive its parent", "the process that started it ends", _verdict(_outlives, profile))


def _say(name: str, words: str, verdict: tuple[str, str]) -> None:
    sys.stdout.write("\t".join((name, words, *verdict)) + "\n")


def _leave_root() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
        # Leaving root closed this process to tracing; the comparison must be with an open one.
        process_control(PR_SET_DUMPABLE, 1)


def _verdict(trial: Trial, profile: SealProfile) -> tuple[str, str]:
    if not trial(lambda: None):
        return "untried", ""
    layers = [str(layer.name).lower() for layer in Layer if not trial(_seal(profile, layer))]
    return "open" if trial(_seal(profile, ALL_LAYERS)) else "held", ",".join(layers)


def _seal(profile: SealProfile, layers: Layer) -> Seal:
    def seal() -> None:
        prepare(profile, layers)
        close_seal(profile, layers)

    return seal


def _trial_of(act: Act, place: Place) -> Trial:
    return lambda seal: (_from_outside if act.from_outside else _from_inside)(act, place, seal)


def _from_inside(act: Act, place: Place, seal: Seal) -> bool:
    """Return whether a child that sealed itself could do the act."""
    place.readable.write_text("x")
    target = os.getpid()
    child = os.fork()
    if child == 0:
        _as_child(seal, lambda: act.attempt(place, target))
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) not in (_DONE, _REFUSED):
        sys.exit(f"{act.name}: a child failed")
    return os.WCOREDUMP(status) or os.waitstatus_to_exitcode(status) == _DONE


def _from_outside(act: Act, place: Place, seal: Seal) -> bool:
    """Return whether the act could be done to a child that sealed itself."""
    ready, is_ready = os.pipe()
    stay, leave = os.pipe()
    child = os.fork()
    if child == 0:
        _as_child(seal, lambda: (os.write(is_ready, b"x"), os.read(stay, 1)))
    os.close(is_ready)
    if not os.read(ready, 1):
        sys.exit(f"{act.name}: a child failed")
    try:
        act.attempt(place, child)
    except OSError:
        return False
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for descriptor in (ready, stay, leave):
            os.close(descriptor)
    return True


def _outlives(seal: Seal) -> bool:
    """Return whether a child that sealed itself lives on when its parent ends."""
    alive, holds_alive = os.pipe()
    stay, leave = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.close(alive)
        os.close(leave)
        ready, is_ready = os.pipe()
        if os.fork() == 0:
            _as_child(seal, lambda: (os.write(is_ready, b"x"), os.read(stay, 1)))
        os.close(holds_alive)
        os.close(is_ready)
        os._exit(_DONE if os.read(ready, 1) else _FAILED)
    os.close(holds_alive)
    if os.waitpid(parent, 0)[1]:
        sys.exit("an orphan failed")
    poll = select.poll()
    poll.register(alive, select.POLLIN)
    lives = not poll.poll(_ORPHAN_MS)
    for descriptor in (alive, stay, leave):  # the orphan, where there is one, reads the end of its pipe
        os.close(descriptor)
    return lives


def _as_child(seal: Seal, attempt: Callable[[], object]) -> Never:
    """Seal this child and try; its exit status says whether it could."""
    status = _FAILED
    try:
        signal.alarm(_PATIENCE_S)
        seal()
        status = _REFUSED
        with suppress(OSError, MemoryError):
            attempt()
            status = _DONE
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
