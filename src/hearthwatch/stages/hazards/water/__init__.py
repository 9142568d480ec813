# SPDX-License-Identifier: Apache-2.0
"""Rising water, with a staff and without: frames in, readings out. docs/design/water.md."""
