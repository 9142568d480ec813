# SPDX-License-Identifier: Apache-2.0
"""From the archives to the network, in one command: `python training/make.py DATA OUT`.

Folds first, each measured on sources that it has not seen; then the network that is shipped.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from fitting import Fit, fitted
from measuring import measured, summary
from pictures import Picture, pictures
from sources import FOLDS, Hashed, clip_hashes, difference_hash, folds, groups

#: The shipped network goes on from a fold's weights: at half the rate.
CONTINUED_RATE = 1.5e-3


def main() -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with train/ and clips.csv")
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=12000, help="of the network that is shipped")
    parser.add_argument("--fold-steps", type=int, default=7000, help="of each fold's")
    parser.add_argument("--only", default="0,1,2,all", help="which to make: folds by number, all")
    parser.add_argument("--start", type=Path, help="weights that the shipped network goes on from")
    parser.add_argument(
        "--mined", type=Path, nargs="*", default=[], help="hard negatives of training/mine.py"
    )
    parser.add_argument("--name", default="all", help="what the network that is shipped is called in OUT")
    asked = parser.parse_args()
    # Two threads wait for each other at every layer; a second process is what a second core is good for.
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    asked.out.mkdir(parents=True, exist_ok=True)
    material = list(pictures(asked.data / "train"))
    fold_of = _folds(asked.data, material)
    (asked.out / "folds.json").write_text(json.dumps(fold_of, indent=1, sort_keys=True))
    mined = _mined(asked.mined)
    for each in asked.only.split(","):
        if each == "all":
            fit = Fit(asked.steps, 11, asked.start, peak=CONTINUED_RATE)
            _save(fitted(material, mined(None, fold_of), fit), asked.out / f"{asked.name}.pt")
        else:
            _fold(int(each), material, fold_of, mined(int(each), fold_of), asked)


def _folds(data: Path, material: Sequence[Picture]) -> dict[str, int]:
    hashed = [Hashed(each.name, each.source, difference_hash(each.bgr)) for each in material]
    with (data / "clips.csv").open() as opened:
        for row in csv.DictReader(opened):
            hashed += clip_hashes(data / row["file"], row["file"])
    return folds(groups(hashed), Counter(each.source for each in material))


def _fold(
    number: int,
    material: Sequence[Picture],
    fold_of: dict[str, int],
    mined: npt.NDArray[np.uint8],
    asked: argparse.Namespace,
) -> None:
    seen = [each for each in material if fold_of[each.source] != number]
    unseen = [each for each in material if fold_of[each.source] == number]
    print(f"fold {number} of {FOLDS}: {len(seen)} pictures to learn from, {len(unseen)} to be measured on")
    network = fitted(seen, mined, Fit(asked.fold_steps, seed=1 + number))
    _save(network, asked.out / f"fold{number}.pt")
    found, grey = measured(network, unseen), measured(network, unseen, is_grey=True)
    np.savez(asked.out / f"fold{number}.npz", scores=found.scores, labels=found.labels)
    figures = {"colour": summary(found), "grey": summary(grey)}
    (asked.out / f"fold{number}.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures), flush=True)


def _save(network: torch.nn.Module, path: Path) -> None:
    torch.save(network.state_dict(), path)
    print(f"wrote {path}", flush=True)


class _mined:  # noqa: N801 - a function with a memory
    """Returns the hard negatives that a fold may learn from: uint8 [n, side, side, 3]."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._found = [np.load(path) for path in paths]

    def __call__(self, fold: int | None, fold_of: dict[str, int]) -> npt.NDArray[np.uint8]:
        crops = [np.empty((0, 96, 96, 3), np.uint8)]
        for found in self._found:
            keep = [fold is None or fold_of.get(str(each), -1) != fold for each in found["sources"]]
            crops.append(found["crops"][np.array(keep, bool)])
        return np.concatenate(crops)


if __name__ == "__main__":
    main()
