# SPDX-License-Identifier: Apache-2.0
"""Which pictures belong together, and the folds: no source, and no near-duplicate, on two sides.

Pictures of one source are one group; groups that share a near-duplicate are merged, and so are the
evaluation clips' frames, so that a fold that is tested on a clip has not seen its scene.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

#: Bits of the difference hash, and how many may differ in near-duplicates. Unrelated pictures differ
#: in about 128; so few, in 6,000 pictures, are the same scene.
HASH_SIDE = 16
NEAR = 22
FOLDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Hashed:
    """A name, the source it is of, and its hash: uint8 [32], 256 bits."""

    name: str
    source: str
    bits: npt.NDArray[np.uint8]


def difference_hash(bgr: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return whether each of 16 x 16 points is darker than its right neighbour: uint8 [32]."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (HASH_SIDE + 1, HASH_SIDE), interpolation=cv2.INTER_AREA)
    return np.packbits(small[:, 1:] > small[:, :-1])


def is_telling(bits: npt.NDArray[np.uint8]) -> bool:
    """Whether a hash can tell scenes apart: black or flat pictures are all alike."""
    return 40 <= int(np.unpackbits(bits).sum()) <= 216


def clip_hashes(path: Path, name: str, count: int = 6) -> list[Hashed]:
    """Return hashes of frames spread over a clip."""
    capture = cv2.VideoCapture(str(path))
    total = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    wanted = set(np.linspace(0, max(total - 2, 0), count).astype(int).tolist())
    found = []
    for number in range(total):
        if not capture.grab():
            break
        if number in wanted:
            _, bgr = capture.retrieve()
            found.append(Hashed(f"{name}#{number}", f"clip/{name}", difference_hash(bgr)))
    return found


def groups(hashed: Sequence[Hashed]) -> dict[str, str]:
    """Return the group of each source: the first name, in order, of those it is merged with."""
    parent = {each.source: each.source for each in hashed}

    def root(source: str) -> str:
        while parent[source] != source:
            source = parent[source]
        return source

    telling = [each for each in hashed if is_telling(each.bits)]
    bits = np.stack([each.bits for each in telling]).view(np.uint64)
    for number, each in enumerate(telling):
        differing = np.bitwise_count(bits[number + 1 :] ^ bits[number]).sum(1)
        for other in np.flatnonzero(differing <= NEAR):
            one, two = sorted((root(each.source), root(telling[number + 1 + int(other)].source)))
            parent[two] = one
    return {source: root(source) for source in sorted(parent)}


def folds(group_of: dict[str, str], sizes: dict[str, int]) -> dict[str, int]:
    """Return the fold of each source: groups, largest first, each into the fold that is smallest so far."""
    members: dict[str, list[str]] = {}
    for source, group in group_of.items():
        members.setdefault(group, []).append(source)
    weight = {group: sum(sizes.get(each, 0) for each in own) for group, own in members.items()}
    # Among groups of a size the order is that of a hash, so that it follows no alphabet.
    order = sorted(weight, key=lambda group: (-weight[group], hashlib.sha256(group.encode()).hexdigest()))
    filled, found = [0] * FOLDS, {}
    for group in order:
        fold = filled.index(min(filled))
        filled[fold] += max(weight[group], 1)
        found |= dict.fromkeys(members[group], fold)
    return found
