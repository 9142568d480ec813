# SPDX-License-Identifier: Apache-2.0
"""What Linux offers a process that wants to give up rights: a thin, typed layer over its calls."""
