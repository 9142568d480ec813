# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch check``: is what is stored sound? Changes nothing; a service may be running."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Never

from tqdm import tqdm

from hearthwatch.config.load import load_config
from hearthwatch.model.errors import StorageError
from hearthwatch.store import Severity, open_for_reading


def run(config: Path | None, folder: Path | None) -> int:
    """Check a data folder and say what was found. Raises StorageError where it is not sound."""
    place = folder or Path(load_config(config).store.folder)
    with open_for_reading(place) as store, tqdm(unit="min", disable=None, leave=False) as bar:
        findings = store.check(lambda done, total: _advance(bar, done, total))
    for finding in findings:
        sys.stdout.write(f"{finding.severity}: {finding.text}\n")
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise StorageError(
            f"{place} is not sound: {len(errors)} errors",
            do="Keep a copy of it, then begin with a new data folder",
        )
    sys.stdout.write(f"{place} is sound.\n")
    return 0


def _advance(bar: tqdm[Never], done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
