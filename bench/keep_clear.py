# SPDX-License-Identifier: Apache-2.0
"""Ways to be kept clear: how many blockings are told in time, and what else is told, in hundreds of cases.

Things, shadows, light, rain and infrared are drawn over real fire-free clips of fixed cameras
(HEARTHWATCH_DATA; to and fro, as they are short) and over views of the village; in its fire lane the
village's own vehicles stop and pass. Drawn cases say how the rule behaves, not how often it will be right.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.evaluation.hazards.intervals import recall_interval
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light
from hearthwatch.stages.hazards.keep_clear.watch import KeepClear
from keep_clear_cases import (
    AFTER_S,
    LATE_S,
    LENGTH_S,
    Case,
    drawn_cases,
    real_views,
    rendered_views,
    village_cases,
)

DATA = Path(os.environ.get("HEARTHWATCH_DATA", Path(__file__).parents[2] / "shared" / "data"))
#: Clips in which things or people do stand in the way for long, or the light of the whole view dances: seen
#: by eye. They are run and listed, and counted apart.
RESTLESS = {
    "TeerapongP__nonfire.mp4": "flecks of sun move over all of it",
    "sajadulakash__vdo2.mp4": "traffic stands",
    "intel-iot-devkit__bottle-detection.mp4": "bottles are put down",
    "intel-iot-devkit__one-by-one-person-detection.mp4": "people stand still",
}
#: How long after it has gone a way must be told clear: it drives off for four, and ten are waited for.
CLEAR_S = 24.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: when it was told, when that was over, and what is wrong with it, if anything."""

    view: str
    kind: str
    blocks: bool
    late_s: float | None
    wrong: str
    ms_a_look: float


def run(case: Case) -> Outcome:
    """Watch a case."""
    watch = KeepClear((case.zone,), np.zeros((45, 80), np.bool_))
    spans: list[tuple[float, float]] = []
    begun, busy = None, 0.0
    looks = 0
    for work in case.stream():
        start = time.process_time()
        watch.observe(_frame(work), work, Light.DAY)
        busy += time.process_time() - start
        looks += 1
        is_told, at_s = bool(watch.sightings(work.media_time_s)), work.media_time_s
        if is_told and begun is None:
            begun = at_s
        elif not is_told and begun is not None:
            spans.append((begun, at_s))
            begun = None
    if begun is not None:
        spans.append((begun, float("inf")))
    return _judged(case, spans, 1000 * busy / looks)


def _frame(work: WorkPicture) -> RawFrame:
    return RawFrame(work.grey, work.u, work.v, work.media_time_s, work.arrived_s)


def _judged(case: Case, spans: list[tuple[float, float]], ms: float) -> Outcome:
    told = spans[0][0] if spans else None
    if case.stands_s is None or case.goes_s is None:
        wrong = "" if told is None else f"told at {told:.0f} s, where nothing stood"
        return Outcome(case.view, case.kind, blocks=False, late_s=None, wrong=wrong, ms_a_look=ms)
    due = case.stands_s + AFTER_S
    late = None if told is None else told - due
    wrong = ""
    if late is None:
        wrong = "never told"
    elif late > LATE_S:
        wrong = f"told {late:.0f} s late"
    elif late < -5:
        wrong = f"told {-late:.0f} s early"
    elif case.goes_s + CLEAR_S < LENGTH_S and spans[0][1] > case.goes_s + CLEAR_S:
        wrong = f"not told clear {CLEAR_S:.0f} s after it went"
    elif spans[0][1] < case.goes_s:
        wrong = "told clear while it stood"
    return Outcome(case.view, case.kind, blocks=True, late_s=late, wrong=wrong, ms_a_look=ms)


def cases(data: Path, only: str, seed: int) -> Iterator[Case]:
    """Yield every case whose view or kind holds ``only``."""
    views = (*(real_views(data) if data.is_dir() else ()), *rendered_views())
    for view, pictures in views:
        yield from (case for case in drawn_cases(view, pictures, seed) if only in f"{case.view} {case.kind}")
    yield from (case for case in village_cases() if only in f"{case.view} {case.kind}")


def table(outcomes: Iterable[Outcome]) -> dict[str, object]:
    """Print a line a kind, all with an interval, and what went wrong; return the same as values."""
    found = list(outcomes)
    rows: dict[str, object] = {}
    for kind in dict.fromkeys(each.kind for each in found):
        mine = [each for each in found if each.kind == kind]
        right = sum(not each.wrong for each in mine)
        rows[kind] = {"blocks": mine[0].blocks, "cases": len(mine), "right": right}
        print(f"{'blocks' if mine[0].blocks else 'does not':9} {kind:26} {right:4} of {len(mine):4}")
    for blocks, calm, word in (
        (True, True, "blockings told in time"),
        (False, True, "cases without one left alone"),
        (True, False, "blockings told in time, restless views"),
        (False, False, "cases without one left alone, restless views"),
    ):
        mine = [each for each in found if each.blocks is blocks and (each.view not in RESTLESS) is calm]
        # Told, and in time; what is wrong with the end is listed and counted apart.
        right = sum(_in_time(each) if blocks else not each.wrong for each in mine)
        low, high = recall_interval(right, len(mine))
        part = right / max(len(mine), 1)
        rows[word] = {"right": right, "cases": len(mine), "low": low, "high": high}
        print(f"{word}: {right} of {len(mine)} = {part:.1%} (95 %: {low:.1%} to {high:.1%})")
    for each in found:
        if each.wrong:
            print(f"  {each.view} | {each.kind}: {each.wrong} {RESTLESS.get(each.view, '')}".rstrip())
    late = [each.late_s for each in found if each.late_s is not None]
    rows["late_s_median"] = float(np.median(late)) if late else None
    rows["ms_a_look"] = float(np.mean([each.ms_a_look for each in found]))
    rows["wrong"] = [f"{each.view} | {each.kind}: {each.wrong}" for each in found if each.wrong]
    print(f"told {rows['late_s_median']} s after it was due (median); {rows['ms_a_look']:.2f} ms a look")
    return rows


def _in_time(outcome: Outcome) -> bool:
    return outcome.late_s is not None and -5 <= outcome.late_s <= LATE_S


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", default="", help="cases alone whose view or kind holds this")
    parser.add_argument("--seed", type=int, default=0, help="other zones and things over the same views")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    found = table(run(case) for case in cases(asked.data, asked.only, asked.seed))
    if asked.json is not None:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
