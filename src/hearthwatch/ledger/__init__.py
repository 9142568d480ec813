# SPDX-License-Identifier: Apache-2.0
"""The public, tamper-evident record of who saw and changed what. Nothing is here yet."""
