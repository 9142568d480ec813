# SPDX-License-Identifier: Apache-2.0
"""Writes the network as ONNX, taking bytes and giving chances, and checks that both say the same."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from network import SIDE, FlameSmoke
from torch import nn

from hearthwatch.stages.hazards.fire.runtime import onnxruntime

#: How far ONNX Runtime may be from torch: rounding in another order.
CLOSE = 1e-3
OPSET = 17


class Shipped(nn.Module):
    """What a watcher runs: crops as the camera's bytes in, calibrated chances out."""

    def __init__(
        self, network: FlameSmoke, temperature: tuple[float, float], shift: tuple[float, float]
    ) -> None:
        """Take the network and, for flame and smoke, what its logits are divided by and moved by."""
        super().__init__()
        self.network = network
        self.register_buffer("temperature", torch.tensor(temperature))
        self.register_buffer("shift", torch.tensor(shift))

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        """Return float32 [n, 2] from uint8 [n, 96, 96, 3] of Y, Cb, Cr."""
        logits = self.network(crops.permute(0, 3, 1, 2).float())
        return torch.sigmoid(logits / self.temperature + self.shift)


def main() -> None:
    """Write the model named by the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--calibration", type=Path, help="JSON: temperature and shift, two numbers each")
    asked = parser.parse_args()
    network = FlameSmoke()
    network.load_state_dict(torch.load(asked.weights))
    calibration = {"temperature": (1.0, 1.0), "shift": (0.0, 0.0)}
    if asked.calibration is not None:
        calibration = json.loads(asked.calibration.read_text())
    shipped = Shipped(network, tuple(calibration["temperature"]), tuple(calibration["shift"])).eval()
    export(shipped, asked.out)


def export(shipped: Shipped, out: Path) -> None:
    """Write the file and compare it with torch on random crops."""
    crops = torch.randint(
        0, 256, (4, SIDE, SIDE, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1)
    )
    torch.onnx.export(
        shipped,
        (crops,),
        str(out),
        input_names=["crops"],
        output_names=["chances"],
        dynamic_axes={"crops": {0: "n"}, "chances": {0: "n"}},
        opset_version=OPSET,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    with torch.inference_mode():
        expected = shipped(crops).numpy()
    found = np.asarray(session.run(None, {"crops": crops.numpy()})[0])
    worst = float(np.abs(found - expected).max())
    if worst > CLOSE:
        raise SystemExit(f"{out} and torch differ by {worst:.4f}")
    print(f"wrote {out}, {out.stat().st_size / 1e6:.2f} MB; differs from torch by {worst:.1e} at most")


if __name__ == "__main__":
    main()
