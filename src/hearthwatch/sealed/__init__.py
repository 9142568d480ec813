# SPDX-License-Identifier: Apache-2.0
"""The process boundary: seal, messages, shared memory, starting and ending. Knows no stage."""
