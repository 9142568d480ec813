# SPDX-License-Identifier: Apache-2.0
"""What people see: a function of (plate, map) and nothing else, and the ways it goes out."""
