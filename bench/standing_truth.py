# SPDX-License-Identifier: Apache-2.0
"""Makes an annotated series of a clip that came without masks: people who stand still, one after another.

The truth is told from the clip itself, offline, by means that the product does not have (it knows all of
the clip, and to the end). *Person-free moments* are those that recur: alike, block by block and freed of
exposure, in at least three other stretches of the clip that are ten seconds or more away; who stands
somewhere stands there once. *The place* is the middle of them. *A person* is what differs from it by more
than 25 of 255, exposure taken out, after a little smoothing, closed over gaps and larger than a thousandth
of the view. It favours nobody, but cannot see clothes that look like the wall, and takes firm shadows for
people. Its masks belong into no repository, as the clip does not.
"""

from __future__ import annotations

import argparse
import shutil
import zipfile
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.evaluation.redaction.series import Picture, pictures

#: A mask for each so many frames.
EVERY = 2
#: Blocks may differ by so many grey levels and still be alike.
ALIKE = 9.0
#: Seconds between stretches, and how many others must hold a moment's like.
APART_S, STRETCHES = 10.0, 3
DIFFERS = 25
SMALLEST_PART = 1e-3

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


def evened(grey: Floats, to: Floats) -> Floats:
    """Return grey pictures [..., h, w] with the middle ratio to another taken out."""
    ratio = np.median(to / np.maximum(grey, 1), axis=(-2, -1), keepdims=True)
    return np.asarray(grey * ratio, np.float32)


def free_moments(blocks: Floats, at_s: npt.NDArray[np.float64]) -> Bools:
    """Return which moments are person-free; ``blocks`` float32 [n, rows, columns]."""
    free = np.zeros(len(blocks), np.bool_)
    stretch = (at_s // APART_S).astype(int)
    for number, each in enumerate(blocks):
        off = np.abs(evened(blocks, each) - each).max(axis=(1, 2))
        like = (off < ALIKE) & (np.abs(at_s - at_s[number]) >= APART_S)
        free[number] = len(np.unique(stretch[like])) >= STRETCHES
    return free


def people(picture: Picture, middle: Picture) -> Bools:
    """Return where somebody is, bool [h, w]."""
    grey, plain = (cv2.cvtColor(each, cv2.COLOR_BGR2GRAY).astype(np.float32) for each in (picture, middle))
    ratio = float(np.median(plain / np.maximum(grey, 1)))
    lit = np.clip(picture.astype(np.float32) * ratio, 0, 255)
    off = cv2.GaussianBlur(np.abs(lit - middle).max(axis=2), (5, 5), 0)
    mask = (off > DIFFERS).astype(np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), np.uint8)
    _, piece, figures, _ = cv2.connectedComponentsWithStats(mask)
    large = figures[:, cv2.CC_STAT_AREA] >= SMALLEST_PART * mask.size
    large[0] = False
    return np.asarray(large[piece])


def write(clip: Path, home: Path) -> None:
    """Write the series: the clip, a mask for each second frame, and the manifest."""
    home.mkdir(parents=True, exist_ok=True)
    kept = [(at_s, picture) for number, (at_s, picture) in enumerate(pictures(clip)) if number % EVERY == 0]
    greys = (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) for _, picture in kept)
    blocks = np.array(
        [cv2.resize(each, (24, 14), interpolation=cv2.INTER_AREA) for each in greys], np.float32
    )
    free = free_moments(blocks, np.array([at_s for at_s, _ in kept]))
    print(f"{free.sum()} of {len(free)} moments are person-free")
    chosen = np.array([picture for (_, picture), is_free in zip(kept, free, strict=True) if is_free])
    middle = np.median(chosen[:: max(1, len(chosen) // 60)], axis=0).astype(np.uint8)
    occupied = 0
    with zipfile.ZipFile(home / "people.zip", "w", zipfile.ZIP_STORED) as masks:
        for number, (_, picture) in enumerate(kept):
            mask = people(picture, middle)
            occupied += bool(mask.any())
            masks.writestr(f"{number:06}.png", cv2.imencode(".png", mask.view(np.uint8) * 255)[1].tobytes())
    print(f"somebody is in {100 * occupied / len(kept):.0f} % of them")
    shutil.copyfile(clip, home / "input.mp4")
    (home / "series.toml").write_text(
        f'name = "{home.name}"\npeople = "people.zip"\nevery = {EVERY}\n'
        f'truth = "told from the clip: difference over {DIFFERS} of 255 to the middle of moments '
        f'that recur in {STRETCHES} and more stretches {APART_S:.0f} s apart (bench/standing_truth.py)"\n',
        encoding="utf-8",
    )


def main() -> None:
    """Write it."""
    cv2.setNumThreads(1)
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("clip", type=Path)
    words.add_argument("folder", type=Path, help="the series' folder, to be made")
    chosen = words.parse_args()
    write(chosen.clip, chosen.folder)


if __name__ == "__main__":
    main()
