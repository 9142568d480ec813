# SPDX-License-Identifier: Apache-2.0
"""Signs, register and other papers. Nothing is here yet."""
