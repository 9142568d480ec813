# SPDX-License-Identifier: Apache-2.0
"""Ways that must stay clear: what has stood in a drawn zone for a set time. docs/design/keep-clear.md."""
