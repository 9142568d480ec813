# SPDX-License-Identifier: Apache-2.0
"""All of it in one command: `python training/all.py DATA OUT`. What OUT already holds is not made again.

From the archives to the network that is shipped: a fold, its temperature, hard negatives, the fit on
everything, a second round of hard negatives that the first left, whole numbers, and the temporal weights.
Nothing outside OUT is written: to ship, copy OUT/flame-smoke.onnx and take the weights that are printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Steps of a fold, of the fit on everything, and of the fit after the second round.
FOLD_STEPS, STEPS, AGAIN_STEPS = 14000, 2800, 1400


@dataclass(frozen=True, slots=True)
class Step:
    """One program, the file in OUT that it leaves, and its arguments."""

    program: str
    leaves: str
    arguments: tuple[str, ...]


def steps(data: Path, out: Path, folds: str) -> Iterator[Step]:
    """Yield what is to be done, in order."""
    data_, out_ = str(data), str(out)
    for each in folds.split(","):
        fold = ("--only", each, "--fold-steps", str(FOLD_STEPS))
        yield Step("make", f"fold{each}.pt", (data_, out_, *fold))
    yield Step("calibrate", "calibration.json", (out_, str(out / "calibration.json")))
    yield _export(out, "fold0")
    yield _mine(data, out, "fold0", "mined")
    yield _fit(data, out, ("once", "fold0"), STEPS, ("mined",))
    yield _export(out, "once")
    yield _mine(data, out, "once", "mined-again")
    yield _fit(data, out, ("all", "once"), AGAIN_STEPS, ("mined", "mined-again"))
    yield _export(out, "all")
    whole = out / "flame-smoke.onnx"
    yield Step("quantize", whole.name, (data_, str(out / "all.onnx"), str(whole)))
    yield Step("weigh", "figures.npz", (data_, str(out / "fold0.onnx"), str(out / "figures.npz")))


def _export(out: Path, name: str) -> Step:
    files = (str(out / f"{name}.pt"), str(out / f"{name}.onnx"))
    return Step("export", f"{name}.onnx", (*files, "--calibration", str(out / "calibration.json")))


def _mine(data: Path, out: Path, model: str, name: str) -> Step:
    return Step("mine", f"{name}.npz", (str(data), str(out / f"{model}.onnx"), str(out / f"{name}.npz")))


def _fit(data: Path, out: Path, names: tuple[str, str], count: int, mined: tuple[str, ...]) -> Step:
    name, start = names
    how = ("--only", "all", "--name", name, "--steps", str(count), "--start", str(out / f"{start}.pt"))
    negatives = (str(out / f"{each}.npz") for each in mined)
    return Step("make", f"{name}.pt", (str(data), str(out), *how, "--mined", *negatives))


def main() -> None:
    """Do what is not done yet, and say how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/, clips/ and clips.csv")
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", default="0", help="folds to measure, by number: 0 or 0,1,2")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for step in steps(asked.data, asked.out, asked.folds):
        if (asked.out / step.leaves).exists():
            print(f"{step.leaves} is there", flush=True)
            continue
        begun = time.monotonic()
        command = [sys.executable, str(HERE / f"{step.program}.py"), *step.arguments]
        subprocess.run(command, check=True)  # noqa: S603 - our own programs
        print(f"{step.leaves} by {step.program} in {(time.monotonic() - begun) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
