# SPDX-License-Identifier: Apache-2.0
"""Frames: packets in, sampled raw frames and work pictures out."""
