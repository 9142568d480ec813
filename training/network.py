# SPDX-License-Identifier: Apache-2.0
"""The network: a small residual net with plain 3 x 3 convolutions; crops in, two logits out."""

from __future__ import annotations

import torch
from torch import nn

#: Side of a crop in pixels; `stages.hazards.fire` cuts the same.
SIDE = 96
#: Channels of the stem and of the four residual stages. 0.7 M weights; multiples of 16 train fastest.
WIDTHS = (16, 16, 32, 64, 128)


class Residual(nn.Module):
    """Two 3 x 3 convolutions beside a short cut; the first may halve the picture."""

    def __init__(self, before: int, after: int, stride: int) -> None:
        """Take channels before and after, and the stride."""
        super().__init__()
        self.one = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.one_norm = nn.BatchNorm2d(after)
        self.two = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.two_norm = nn.BatchNorm2d(after)
        is_same = stride == 1 and before == after
        self.short = (
            nn.Identity()
            if is_same
            else nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return float32 [n, after, ...]."""
        y = torch.relu(self.one_norm(self.one(x)))
        return torch.relu(self.two_norm(self.two(y)) + self.short(x))


class FlameSmoke(nn.Module):
    """Crops float32 [n, 3, 96, 96], Y'CbCr in 0..255 as the camera sent it; logits [n, 2] of flame, smoke."""

    def __init__(self) -> None:
        """Make the layers; weights are drawn from torch's seeded generator."""
        super().__init__()
        stem, *stages = WIDTHS
        self.stem = nn.Sequential(nn.Conv2d(3, stem, 3, 2, 1, bias=False), nn.BatchNorm2d(stem), nn.ReLU())
        blocks = []
        before = stem
        for number, width in enumerate(stages):
            blocks += [Residual(before, width, 1 if number == 0 else 2)]
            if number:
                blocks += [Residual(width, width, 1)]
            before = width
        self.stages = nn.Sequential(*blocks)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * before, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the logits."""
        # Centred on grey, so that an infrared picture has zeros for colour.
        y = self.stages(self.stem((x - 128) / 64))
        # The mean tells how much of it there is, the maximum finds what is small.
        return self.head(self.drop(torch.cat([y.mean((2, 3)), y.amax((2, 3))], 1)))
