# SPDX-License-Identifier: Apache-2.0
"""Notices and their deliveries. Nothing is here yet."""
