# SPDX-License-Identifier: Apache-2.0
"""Measures what the product does on annotated material. Annotated files in, figures out; nothing live."""
