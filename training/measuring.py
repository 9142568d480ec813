# SPDX-License-Identifier: Apache-2.0
"""How well a network tells crops that it has not seen: areas under curves, recall at 1 % false positives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import light
import numpy as np
import numpy.typing as npt
import torch
from crops import cut, labels, measured_windows
from network import FlameSmoke
from pictures import Picture

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Scores and labels of crops: float32 [n, 2] each, flame and smoke; a label may be -1, unknown."""

    scores: Scores
    labels: Scores


def measured(
    network: FlameSmoke, pictures: Sequence[Picture], *, is_grey: bool = False, seed: int = 7
) -> Measured:
    """Return the network's scores of the crops it is measured on; ``is_grey``: without their colour."""
    chance = np.random.default_rng(seed)
    scores, truths = [], []
    for start in range(0, len(pictures), 32):
        crops, truth = [], []
        for picture in pictures[start : start + 32]:
            for window in measured_windows(picture, chance):
                crops.append(cut(picture, window))
                truth.append(labels(picture, window))
        scores.append(scored(network, np.stack(crops), is_grey=is_grey))
        truths.append(np.stack(truth))
    return Measured(np.concatenate(scores), np.concatenate(truths))


def scored(network: FlameSmoke, crops: npt.NDArray[np.uint8], *, is_grey: bool = False) -> Scores:
    """Return probabilities float32 [n, 2] of crops uint8 [n, 96, 96, 3] of B, G, R."""
    x = np.stack([light.camera_picture(crop) for crop in crops])
    if is_grey:
        x[..., 1:] = 128
    with torch.inference_mode():
        return torch.sigmoid(network(torch.from_numpy(x).permute(0, 3, 1, 2).float())).numpy()


def area_under_curve(scores: Scores, truth: Scores) -> float:
    """Return the chance that a crop with the hazard scores more than one without."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    # Equal scores share their mean rank.
    _, inverse, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(inverse, ranks) / count)[inverse]
    positive = truth == 1
    n, m = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m))


def recall_at(scores: Scores, truth: Scores, false_positives: float) -> float:
    """Return the recall at the threshold that this part of the negatives exceeds."""
    limit = np.quantile(scores[truth == 0], 1 - false_positives)
    return float((scores[truth == 1] > limit).mean())


def summary(found: Measured) -> dict[str, dict[str, float]]:
    """Return for flame and smoke: area under the curve, recall at 1 and 5 %, and numbers of crops."""
    result = {}
    for column, name in enumerate(("flame", "smoke")):
        known = found.labels[:, column] >= 0
        scores, truth = found.scores[known, column], found.labels[known, column]
        result[name] = {
            "auc": round(area_under_curve(scores, truth), 4),
            "recall_at_1_percent": round(recall_at(scores, truth, 0.01), 4),
            "recall_at_5_percent": round(recall_at(scores, truth, 0.05), 4),
            "positives": int((truth == 1).sum()),
            "negatives": int((truth == 0).sum()),
        }
    return result
