# SPDX-License-Identifier: Apache-2.0
"""Incidents of places, and their states. Nothing is here yet: `tile` opens and closes them."""
