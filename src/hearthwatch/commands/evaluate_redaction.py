# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch evaluate redaction``: annotated clips through `redact`, a report card out.

Each clip goes through the sealed processes exactly as with ``hearthwatch redact``; what that wrote is
compared with the masks. Only files that come with masks are looked at: there is no way to evaluate a camera.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hearthwatch.commands import redact
from hearthwatch.commands.film import replacing
from hearthwatch.evaluation.redaction import card
from hearthwatch.evaluation.redaction.measuring import measure
from hearthwatch.evaluation.redaction.published import read
from hearthwatch.evaluation.redaction.series import Series, found_in
from hearthwatch.model.errors import UsageError


@dataclass(frozen=True, slots=True)
class EvaluateOrder:
    """Which folders to evaluate, and which files to write."""

    folders: tuple[Path, ...]
    html: Path | None = None
    json: Path | None = None


def run(order: EvaluateOrder) -> int:
    """Evaluate, print, write; the status is 1 where a goal is missed."""
    for wanted in (order.html, order.json):
        if wanted is not None and not wanted.parent.is_dir():
            raise UsageError(f"There is no folder {wanted.parent}", do="Make it, or name another")
    found = [series for folder in order.folders for series in found_in(folder)]
    entries = []
    for series in found:
        entries.append(evaluated(series))
        sys.stdout.write(card.as_lines(entries[-1]) + "\n")
        sys.stdout.flush()
    for target, text in ((order.html, card.as_html(entries)), (order.json, card.as_json(entries))):
        if target is not None:
            with replacing(target) as beside:
                beside.write_text(text, encoding="utf-8")
    return 0 if all(each.is_met for each in entries) else 1


def evaluated(series: Series) -> card.Entry:
    """Redact a series' clip and return what is to be said of it."""
    with tempfile.TemporaryDirectory(prefix="hearthwatch-evaluate-") as folder:
        film, plate, maps = (Path(folder) / name for name in ("film.mp4", "plate.png", "maps.npz"))
        redact.run(redact.RedactOrder(str(series.folder / series.clip), film, None, plate, maps))
        published = read(film, plate, maps)
        return card.entry(series, measure(series, published), published)
