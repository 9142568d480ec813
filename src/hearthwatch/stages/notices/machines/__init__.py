# SPDX-License-Identifier: Apache-2.0
"""Interfaces for machines: MQTT, CAP and its feed, webhooks, relays, figures. docs/design/machines.md."""
