# SPDX-License-Identifier: Apache-2.0
"""The network in whole numbers of eight bits: a third of the time, and how much that changes its answers.

`python training/quantize.py DATA MODEL.onnx OUT.onnx`. Ranges are read off augmented training crops, weights
are scaled by channel. What it prints last is measured on crops of all pictures, or of one fold's alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hearthwatch.stages.hazards.fire.runtime import onnxruntime  # isort: skip - before its parts

import cv2
import light
import numpy as np
import numpy.typing as npt
import onnx
from crops import cut, labels, measured_windows
from drawing import Drawer
from measuring import Measured, summary
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from pictures import Picture, pictures

#: Crops that ranges are read off, and that go through at once.
CALIBRATED, AT_ONCE = 1024, 64
#: Layers that stay as they are: bytes in, and the head's few weights and its chances out.
KEPT_OPERATIONS = ("Conv", "Relu", "Add")


class _Crops(CalibrationDataReader):  # type: ignore[misc]
    """Gives crops as a `Drawer` draws them for training, in batches."""

    def __init__(self, material: Sequence[Picture]) -> None:
        drawer = Drawer(material, np.empty((0, 96, 96, 3), np.uint8), seed=3)
        drawn = np.stack([drawer.draw()[0] for _ in range(CALIBRATED)])
        self._batches = iter(np.split(drawn, CALIBRATED // AT_ONCE))

    def get_next(self) -> dict[str, npt.NDArray[np.uint8]] | None:
        batch = next(self._batches, None)
        return None if batch is None else {"crops": batch}


def quantized(model: Path, out: Path, material: Sequence[Picture]) -> None:
    """Write ``model`` in whole numbers to ``out``."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(out),
            _Crops(material),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=list(KEPT_OPERATIONS),
            per_channel=True,
            # Seven bits of weights: processors without VNNI add pairs of products in sixteen bits.
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
        )
    onnx.checker.check_model(str(out))


def scored(model: Path, material: Sequence[Picture], *, is_grey: bool) -> Measured:
    """Return a file's chances of the crops that networks are measured on, as `measuring.measured` does."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    chance = np.random.default_rng(7)
    scores, truths = [], []
    for picture in material:
        windows = measured_windows(picture, chance)
        x = np.stack([light.camera_picture(cut(picture, window)) for window in windows])
        if is_grey:
            x[..., 1:] = 128
        scores.append(np.asarray(session.run(None, {"crops": x})[0], np.float32))
        truths.append(np.stack([labels(picture, window) for window in windows]))
    return Measured(np.concatenate(scores), np.concatenate(truths))


def _compared(model: Path, out: Path, material: Sequence[Picture]) -> None:
    for name, is_grey in (("colour", False), ("grey", True)):
        before, after = (scored(each, material, is_grey=is_grey) for each in (model, out))
        differs = np.abs(before.scores - after.scores)
        print(
            name, "before", json.dumps(summary(before)), "after", json.dumps(summary(after)),
            f"chances differ by {differs.mean():.4f}, at 99 % by {np.quantile(differs, 0.99):.3f}", sep="\n",
        )  # fmt: skip


def main() -> None:
    """Write the file named by the arguments, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=Path, help="folds.json of training/make.py, with --unseen")
    parser.add_argument("--unseen", type=int, help="the fold to measure on and not to calibrate on")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    material = list(pictures(asked.data / "train"))
    learned = measured_on = material
    if asked.folds is not None:
        fold_of = json.loads(asked.folds.read_text())
        learned = [each for each in material if fold_of[each.source] != asked.unseen]
        measured_on = [each for each in material if fold_of[each.source] == asked.unseen]
    quantized(asked.model, asked.out, learned)
    print(f"wrote {asked.out}, {asked.out.stat().st_size / 1e6:.2f} MB")
    _compared(asked.model, asked.out, measured_on)


if __name__ == "__main__":
    main()
