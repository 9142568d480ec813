# SPDX-License-Identifier: Apache-2.0
"""The network: crops in, how likely each shows flame and smoke out. docs/models/flame-smoke.md."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane

from .runtime import onnxruntime

Chances = npt.NDArray[np.float32]

#: Side of a crop in pixels; the network was trained on it.
SIDE = 96
MODEL = Path(__file__).with_name("flame-smoke.onnx")
#: A watcher has cores enough for itself alone; and a thread that spins costs what a camera costs.
_SPINNING = "session.intra_op.allow_spinning"


class Classifier(Protocol):
    """What tells crops apart; the network, or a fake."""

    def chances(self, crops: Plane) -> Chances:
        """Return float32 [n, 2], flame and smoke, 0..1, of crops uint8 [n, 96, 96, 3] of Y, Cb, Cr."""
        ...


class Network:
    """The network that is shipped, on one thread. Create it before the seal is closed: it reads a file."""

    def __init__(self, path: Path = MODEL) -> None:
        """Load it, and run it once so that all memory and code it needs is there."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.add_session_config_entry(_SPINNING, "0")
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.chances(np.full((1, SIDE, SIDE, 3), 128, np.uint8))

    def chances(self, crops: Plane) -> Chances:
        """Return float32 [n, 2], flame and smoke, 0..1, of crops uint8 [n, 96, 96, 3] of Y, Cb, Cr."""
        return np.asarray(self._session.run(None, {"crops": crops})[0], np.float32)


def model_hash(path: Path = MODEL) -> str:
    """Return the SHA-256 of the model's file, as the model card and every report name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
