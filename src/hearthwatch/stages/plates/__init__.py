# SPDX-License-Identifier: Apache-2.0
"""Which parts of a view may enter its plate: the one way for pixels to get out. docs/design/admission.md."""
