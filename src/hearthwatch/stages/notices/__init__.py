# SPDX-License-Identifier: Apache-2.0
"""Notices and their deliveries: the outbox, and a channel for each way to tell people and machines."""
