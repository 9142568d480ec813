# SPDX-License-Identifier: Apache-2.0
"""What of a view is as on its plate: work pictures and plates in, scene maps out. docs/design/decider.md."""
