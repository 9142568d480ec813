# SPDX-License-Identifier: Apache-2.0
"""A folder for each box of the diagram. They do not import each other; ``pipeline`` wires them."""
