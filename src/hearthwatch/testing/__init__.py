# SPDX-License-Identifier: Apache-2.0
"""What tests need in place of the world: cameras, clocks, places. Public, and shipped."""
