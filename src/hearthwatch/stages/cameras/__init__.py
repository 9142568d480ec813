# SPDX-License-Identifier: Apache-2.0
"""Cameras: addresses in, compressed packets and the state of the connection out."""
