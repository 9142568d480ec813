# SPDX-License-Identifier: Apache-2.0
"""What the seal holds on this kernel: starts processes that try each forbidden act, and reports."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from hearthwatch.model.errors import BugError

from .kernel import landlock
from .sandbox import ProfileName, this_machine

_PATIENCE_S = 60


class Verdict(StrEnum):
    """How an act went in a sealed process."""

    HELD = "held"
    #: The sealed process could do it.
    OPEN = "open"
    #: An unsealed process could not do it either, so nothing is shown.
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Enforcement:
    """What became of one forbidden act. ``layers``: what refuses it by itself (limits, landlock, seccomp)."""

    act: str
    words: str
    verdict: Verdict
    layers: tuple[str, ...]

    def line(self) -> str:
        """Return one line for a person."""
        by = f", by {' and '.join(self.layers)}" if self.layers else ""
        meaning = {
            Verdict.HELD: f"refused{by}",
            Verdict.OPEN: "NOT refused on this kernel",
            Verdict.UNTRIED: "nothing shown: not possible here without a seal either",
        }
        return f"{self.act} ({self.words}): {meaning[self.verdict]}"


def landlock_version() -> int:
    """Return this kernel's version of Landlock, 0 where it has none."""
    return landlock.version(this_machine())


def probe(name: ProfileName) -> tuple[Enforcement, ...]:
    """Try every forbidden act in sealed processes of this profile; takes about two seconds.

    Raises BugError where the trial itself fails.
    """
    command = [sys.executable, "-m", "hearthwatch.sealed.trial", name]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)  # noqa: S603 - our own module
    except (subprocess.SubprocessError, OSError) as error:
        raise BugError(
            f"the seal could not be tried ({type(error).__name__})", do="please report this"
        ) from error
    return tuple(_enforcement(line) for line in ended.stdout.splitlines())


def _enforcement(line: str) -> Enforcement:
    act, words, verdict, layers = line.split("\t")
    return Enforcement(act, words, Verdict(verdict), tuple(layers.split(",")) if layers else ())
