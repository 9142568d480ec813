# SPDX-License-Identifier: Apache-2.0
"""The pages, and what they ask for: plates, maps and figures; there is nothing else to be had here."""
