# SPDX-License-Identifier: Apache-2.0
"""ONNX Runtime without its reports. Whatever needs it takes it from here.

Its builds for Linux report their use to their maker over the network, and keep an identifier of the machine
in the account's cache folder, unless the variable below is set when they are loaded (its docs/Privacy.md).
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]
