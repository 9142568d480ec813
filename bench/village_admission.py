# SPDX-License-Identifier: Apache-2.0
"""Do people get into plates? Seeded village runs with people standing from the first picture on.

Each run is half an hour of one view at 1280x720, a sample each 5 s as the preset `private` takes
them, rendered without encoding; people stand for up to 20 minutes. Prints how many cells are wrong (at
least 5 % of their published pixels are a person's), the known share, and for each view why cells are
unknown; a table and JSON. With ``--records`` the evidence of each run is kept (numbers, no pixels);
``--rejudge`` applies the rules of today to kept evidence in seconds, with ``--share`` and others changed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from hearthwatch.model.plate import CellReason
from hearthwatch.stages.plates.judgement import judge
from hearthwatch.stages.plates.presets import PRIVATE, AdmissionPreset
from standing_runs import WRONG_PART, Outcome, Plan, admitted, load, run

#: What must be known of a day scene after half an hour.
KNOWN_GOAL = 0.9
#: An admitted cell that was covered in more of the samples than this deserves a look, whatever its pixels.
LONG = 0.4
_REASONS = list(CellReason)
_SHORT = {
    CellReason.TOO_FEW: "few",
    CellReason.NO_MAJORITY: "share",
    CellReason.NOT_RECURRING: "recur",
    CellReason.MOTION: "motion",
    CellReason.VETO: "people?",
    CellReason.TEXT: "writing?",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One run's figures. ``why`` are parts of the view, 0..1, by reason."""

    run: int
    view: str
    is_night: bool
    wrong: int
    wrong_without_guards: int
    long_covered: int
    known: float
    known_without_guards: float
    why: dict[str, float]


def row_of(outcome: Outcome) -> Row:
    """Return the figures of an outcome."""
    shown = admitted(outcome.reasons)
    open_cells = shown | (held_back(outcome) & ~shown)
    wrong = outcome.person >= WRONG_PART
    counts = Counter(outcome.reasons.ravel().tolist())
    return Row(
        outcome.plan.number,
        outcome.plan.view,
        outcome.plan.is_night,
        int((shown & wrong).sum()),
        int((open_cells & wrong).sum()),
        int((shown & (outcome.covered > LONG)).sum()),
        float(shown.mean()),
        float(open_cells.mean()),
        {name: counts[_REASONS.index(reason)] / outcome.reasons.size for reason, name in _SHORT.items()},
    )


def held_back(outcome: Outcome) -> Any:
    """Return the cells that the rules admit and a guard alone holds back, bool [45, 80]."""
    return admitted(judge(outcome.record, PRIVATE)) & outcome.held.any(axis=0)


def rejudged(outcome: Outcome, preset: AdmissionPreset) -> Outcome:
    """Return the outcome under the rules of today."""
    reasons = judge(outcome.record, preset)
    if outcome.plan.has_detectors:
        for held, reason in zip(outcome.held, (CellReason.VETO, CellReason.TEXT), strict=True):
            reasons[held & admitted(reasons)] = _REASONS.index(reason)
    return dataclasses.replace(outcome, reasons=reasons)


def printed(rows: list[Row]) -> None:
    """Print a line for each view and light, then the whole."""
    print(f"{'view':13} {'light':6} runs wrong long  known%  least%  open%   " + _heading())
    for view, is_night in sorted({(row.view, row.is_night) for row in rows}, key=lambda each: each[::-1]):
        _line(f"{view:13} {'night' if is_night else 'day':6}", [
            row for row in rows if (row.view, row.is_night) == (view, is_night)
        ])  # fmt: skip
    for name, is_night in (("day", False), ("night", True)):
        some = [row for row in rows if row.is_night == is_night]
        if some:
            _line(f"{'all':13} {name:6}", some)


def _heading() -> str:
    return " ".join(f"{name:>8}" for name in _SHORT.values())


def _line(name: str, rows: list[Row]) -> None:
    known = [row.known for row in rows]
    why = " ".join(f"{100 * np.mean([row.why[each] for row in rows]):8.1f}" for each in _SHORT.values())
    print(
        f"{name} {len(rows):4} {sum(row.wrong for row in rows):5} {sum(row.long_covered for row in rows):4}"
        f" {100 * np.mean(known):7.1f} {100 * min(known):7.1f}"
        f" {100 * np.mean([row.known_without_guards for row in rows]):6.1f}   {why}",
        flush=True,
    )


def summary(rows: list[Row]) -> dict[str, object]:
    """Return the figures that the goals are about."""
    day = [row.known for row in rows if not row.is_night]
    night = [row.known for row in rows if row.is_night]
    return {
        "runs": len(rows),
        "wrong_cells": sum(row.wrong for row in rows),
        "runs_with_wrong_cells": [row.run for row in rows if row.wrong],
        "wrong_cells_without_guards": sum(row.wrong_without_guards for row in rows),
        "admitted_though_long_covered": sum(row.long_covered for row in rows),
        "known_day_mean": float(np.mean(day)) if day else None,
        "known_day_least": min(day, default=None),
        "day_runs_below_goal": sum(known < KNOWN_GOAL for known in day),
        "known_night_mean": float(np.mean(night)) if night else None,
        "goal_wrong": 0,
        "goal_known_day": KNOWN_GOAL,
    }


def outcomes(chosen: argparse.Namespace) -> Iterator[Outcome]:
    """Yield runs, made now or kept."""
    if chosen.rejudge:
        changes = {
            name: value
            for name in ("share", "beside_share", "beside_off", "narrowest", "absent_slices")
            if (value := getattr(chosen, name)) is not None
        }
        preset = dataclasses.replace(PRIVATE, **changes)
        kept = (load(path) for path in sorted(chosen.rejudge.glob("run-*.npz")))
        yield from (rejudged(each, preset) for each in kept if _is_chosen(each.plan, chosen.views))
        return
    numbers: Iterable[int] = range(chosen.first, chosen.first + chosen.runs)
    for number in numbers:
        plan = Plan(number, chosen.minutes, chosen.stay * 60, not chosen.no_detectors)
        if not _is_chosen(plan, chosen.views):
            continue
        begun = time.process_time()
        outcome = run(plan)
        if chosen.records:
            outcome.save(chosen.records)
        row = row_of(outcome)
        print(
            f"run {number:3} {plan.view:13} {'night' if plan.is_night else 'day':6} wrong {row.wrong}"
            f" known {100 * row.known:5.1f} %  {time.process_time() - begun:.0f} s",
            flush=True,
        )
        yield outcome


def _is_chosen(plan: Plan, views: list[str] | None) -> bool:
    return views is None or plan.view in views


def arguments() -> argparse.Namespace:
    """Read the command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--runs", type=int, default=16, help="the documents say 200: 45 minutes")
    words.add_argument("--first", type=int, default=0, help="number of the first run")
    words.add_argument("--minutes", type=float, default=30.0)
    words.add_argument("--stay", type=float, default=20.0, help="how long the longest stands, minutes")
    words.add_argument("--views", nargs="+", help="only runs of these views")
    words.add_argument("--no-detectors", action="store_true", help="without vetoes and guards")
    words.add_argument("--records", type=Path, help="keep each run's evidence in this folder")
    words.add_argument("--rejudge", type=Path, help="judge the runs kept in this folder anew; nothing is run")
    for name in ("share", "beside-share", "beside-off", "absent-slices"):
        words.add_argument(f"--{name}", type=float, help="with --rejudge: this instead of the preset's")
    words.add_argument("--narrowest", type=int, help="the same")
    words.add_argument("--json", type=Path, help="write the figures here too")
    return words.parse_args()


def main() -> None:
    """Run the bench."""
    cv2.setNumThreads(1)
    chosen = arguments()
    if chosen.records:
        chosen.records.mkdir(parents=True, exist_ok=True)
    rows = [row_of(each) for each in outcomes(chosen)]
    printed(rows)
    figures = summary(rows)
    print(json.dumps(figures, indent=2))
    if chosen.json:
        whole = {"bench": "village_admission", **figures, "rows": [dataclasses.asdict(row) for row in rows]}
        chosen.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
