# SPDX-License-Identifier: Apache-2.0
"""Fits the temporal weights: figures of spots in, the weights of `settings.py` out. Leave one clip out.

`python training/weigh.py DATA MODEL FIGURES.npz` with a network that has not seen the clips (a fold's).
Each clip weighs the same; the weights are kept at or above zero, and pulled towards the prior's.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
from replay import COLUMNS, replay

from hearthwatch.stages.hazards.fire.settings import FLAME, SMOKE, Weights

NAMES = ("mean_logit", "votes", "flicker", "incoherence", "steadiness", "growth")
#: How strongly the weights are held to the prior: as much as so many clips say.
HELD = 6.0


def main() -> None:
    """Replay what is not there yet, fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("figures", type=Path)
    asked = parser.parse_args()
    if not asked.figures.exists():
        _replay_all(asked.data, asked.model, asked.figures)
    kept = np.load(asked.figures)
    for column, prior in enumerate((FLAME, SMOKE)):
        _report(column, prior, {name: kept[name] for name in kept.files})


def _replay_all(data: Path, model: Path, out: Path) -> None:
    with (data / "clips.csv").open() as opened:
        rows = list(csv.DictReader(opened))
    np.savez(out, **{f"{row['kind']}|{row['file']}": replay(data / row["file"], model).rows for row in rows})


def _report(column: int, prior: Weights, kept: dict[str, np.ndarray]) -> None:
    kinds = ("fire",) if column == 0 else ("smoke", "fire")
    x, y, clip = [], [], []
    for number, (name, rows) in enumerate(sorted(kept.items())):
        kind = name.split("|")[0]
        is_hazard = kind in kinds
        if kind in {"fire", "smoke"} and not is_hazard:
            continue
        own = rows[(rows[:, 1] == column) & (rows[:, 2] >= 1.5)]
        # Of a burning clip, the spot that shows it best at each moment; of others, every one.
        own = _best(own) if is_hazard else own
        x.append(own[:, [COLUMNS.index(each) for each in NAMES]])
        y += [float(is_hazard)] * len(own)
        clip += [number] * len(own)
    features, truth, clips = np.concatenate(x), np.array(y), np.array(clip)
    start = np.array([prior.offset, *(getattr(prior, each) for each in NAMES)])
    weights = fit(features, truth, clips, start)
    print(("FLAME", "SMOKE")[column], dict(zip(("offset", *NAMES), weights.round(2).tolist(), strict=True)))
    for number in np.unique(clips):
        held_out = fit(features[clips != number], truth[clips != number], clips[clips != number], start)
        own = features[clips == number] @ held_out[1:] + held_out[0]
        name, label = sorted(kept)[number], truth[clips == number][0]
        print(f"  {name[:60]:60} {label:.0f} median {np.median(own):6.2f} max {own.max():6.2f}")


def _best(rows: np.ndarray) -> np.ndarray:
    score = rows[:, COLUMNS.index("mean_logit")]
    chosen = [np.flatnonzero(rows[:, 0] == at) for at in np.unique(rows[:, 0])]
    return rows[[each[score[each].argmax()] for each in chosen]]


def fit(features: np.ndarray, truth: np.ndarray, clips: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Return offset and weights, [1 + features], by projected gradient descent on the logistic loss."""
    _, where, count = np.unique(clips, return_inverse=True, return_counts=True)
    each = 1.0 / count[where]
    each = (
        each * np.where(truth == 1, 0.5 / each[truth == 1].sum(), 0.5 / each[truth == 0].sum()) * len(count)
    )
    x = np.hstack([np.ones((len(features), 1)), features])
    weights = prior.astype(float).copy()
    for _ in range(3000):
        slope = x.T @ (each * (1 / (1 + np.exp(-x @ weights)) - truth)) + HELD * 0.05 * (weights - prior)
        weights -= 0.02 * slope
        weights[1:] = np.maximum(weights[1:], 0)
    return weights


if __name__ == "__main__":
    main()
