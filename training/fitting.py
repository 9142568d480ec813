# SPDX-License-Identifier: Apache-2.0
"""Fits the network: seeded, on the processor, AdamW with one cycle, an averaged copy of the weights out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from drawing import Batches
from network import FlameSmoke
from pictures import Picture
from torch import nn
from torch.utils.data import DataLoader

PEAK_RATE = 3e-3
WEIGHT_DECAY = 0.05
#: What is said of a crop is wrong at times, so 1 means 0.975.
SMOOTHING = 0.025
#: The first part of the steps sees the crops made small, which takes half the time.
SMALL_PART, SMALL_SIDE = 0.55, 64
#: Part of the averaged weights that a step keeps.
KEPT = 0.998


@dataclass(frozen=True, slots=True)
class Fit:
    """How long to fit: ``steps`` batches of 64; from which ``seed``; from which weights, if from any."""

    steps: int
    seed: int = 1
    start: Path | None = None
    peak: float = PEAK_RATE


def fitted(pictures: Sequence[Picture], mined: npt.NDArray[np.uint8], fit: Fit) -> FlameSmoke:
    """Return the network fitted to the pictures, in evaluation mode."""
    torch.manual_seed(fit.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = FlameSmoke()
    if fit.start is not None:
        network.load_state_dict(torch.load(fit.start))
    network = network.to(device, memory_format=torch.channels_last)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT), use_buffers=True
    )
    optimiser = torch.optim.AdamW(_parameters(network), lr=fit.peak, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, fit.peak, fit.steps, pct_start=0.15)
    batches = DataLoader(
        Batches(pictures, mined, fit.steps, fit.seed), batch_size=None, num_workers=1, prefetch_factor=8
    )
    begun, total = time.monotonic(), 0.0
    for number, (crops, truth) in enumerate(batches, 1):
        # [n, h, w, 3] seen as [n, 3, h, w] is what torch calls channels last: no copy.
        x = crops.permute(0, 3, 1, 2).to(device).float()
        if number < SMALL_PART * fit.steps:
            x = nn.functional.interpolate(x, size=(SMALL_SIDE, SMALL_SIDE), mode="bilinear", antialias=True)
        with torch.autocast(device, torch.bfloat16):
            logits = network(x)
        loss = _loss(logits.float(), truth.to(device))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        average.update_parameters(network)
        total += float(loss.detach())
        if number % 200 == 0:
            print(
                f"step {number} of {fit.steps}: loss {total / 200:.4f}, {time.monotonic() - begun:.0f} s",
                flush=True,
            )
            total = 0.0
    return average.module.to("cpu").eval()


def _parameters(network: nn.Module) -> list[dict[str, object]]:
    matrices = [each for each in network.parameters() if each.ndim > 1]
    vectors = [each for each in network.parameters() if each.ndim <= 1]
    return [
        {"params": matrices, "weight_decay": WEIGHT_DECAY},
        {"params": vectors, "weight_decay": 0.0},
    ]


def _loss(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    known = truth >= 0
    target = truth.clamp(0, 1) * (1 - 2 * SMOOTHING) + SMOOTHING
    each = nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)
