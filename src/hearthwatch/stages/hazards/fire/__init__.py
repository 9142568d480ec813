# SPDX-License-Identifier: Apache-2.0
"""Flame and smoke: frames in, observations out. docs/design/flame-smoke.md."""
