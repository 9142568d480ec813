# SPDX-License-Identifier: Apache-2.0
"""Temperatures that make chances mean what they say, from crops that their network has not seen.

`python training/calibrate.py OUT OUT/calibration.json` reads the folds' scores that `make.py` left in OUT and
writes what `export.py --calibration` takes. One number a hazard: the order of crops stays as it is.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

#: Temperatures tried: a hundred, evenly by ratio.
TRIED = np.geomspace(0.4, 2.5, 100)
#: Parts of the range in which what was said is compared with what was there.
PARTS = 10


def logits(chances: Scores) -> Scores:
    """Return the log-odds of chances."""
    kept = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))


def loss(chances: Scores, truth: Scores) -> float:
    """Return the mean logistic loss, crops with and without weighing the same in all."""
    kept = np.clip(chances, 1e-6, 1 - 1e-6)
    with_it, without = -np.log(kept[truth == 1]).mean(), -np.log(1 - kept[truth == 0]).mean()
    return float(with_it + without) / 2


def error(chances: Scores, truth: Scores) -> float:
    """Return by how much chances are off: the mean over tenths of the range, by how many fall in."""
    part = np.minimum((chances * PARTS).astype(int), PARTS - 1)
    off = [
        abs(chances[part == each].mean() - truth[part == each].mean()) * (part == each).mean()
        for each in np.unique(part)
    ]
    return float(sum(off))


def temperature(chances: Scores, truth: Scores) -> float:
    """Return the temperature with the least loss."""
    raw = logits(chances)
    losses = [loss(1 / (1 + np.exp(-raw / each)), truth) for each in TRIED]
    return float(TRIED[int(np.argmin(losses))])


def main() -> None:
    """Fit, print before and after, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folds", type=Path, help="the folder with fold0.npz and so on")
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    kept = [np.load(path) for path in sorted(asked.folds.glob("fold?.npz"))]
    scores = np.concatenate([each["scores"] for each in kept]).astype(float)
    labels = np.concatenate([each["labels"] for each in kept]).astype(float)
    found = []
    for column, name in enumerate(("flame", "smoke")):
        known = labels[:, column] >= 0
        chances, truth = scores[known, column], labels[known, column]
        best = temperature(chances, truth)
        after = 1 / (1 + np.exp(-logits(chances) / best))
        print(
            f"{name}: temperature {best:.2f}; "
            f"loss {loss(chances, truth):.4f}, then {loss(after, truth):.4f}; "
            f"off by {error(chances, truth):.3f}, then {error(after, truth):.3f}"
        )
        found.append(round(best, 3))
    asked.out.write_text(json.dumps({"temperature": found, "shift": [0.0, 0.0]}) + "\n")


if __name__ == "__main__":
    main()
