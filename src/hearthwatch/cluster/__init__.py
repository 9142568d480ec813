# SPDX-License-Identifier: Apache-2.0
"""Placement of cameras on several machines. Nothing is here yet."""
