# SPDX-License-Identifier: Apache-2.0
"""How far a long reading has come: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from tqdm import tqdm


class Progress:
    """Seconds of media time that have been read; ``now_s`` is how many."""

    def __init__(self, bar: tqdm[Never] | None) -> None:
        """Take the bar, None where nobody sees it."""
        self._bar = bar
        self.now_s = 0.0

    def reach(self, now_s: float, length_s: float) -> None:
        """Show that ``now_s`` of ``length_s`` seconds are read; a length of 0 is not known."""
        passed, self.now_s = max(0.0, now_s - self.now_s), max(self.now_s, now_s)
        if self._bar is not None:
            if length_s:
                self._bar.total = math.ceil(length_s)
            self._bar.update(passed)


@contextmanager
def progress() -> Iterator[Progress]:
    """Yield a `Progress`. The bar's library is loaded only on a terminal: it costs as much as NumPy."""
    if not sys.stderr.isatty():
        yield Progress(None)
        return
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(total=None, unit="s", leave=False) as bar:
        yield Progress(bar)
