# SPDX-License-Identifier: Apache-2.0
"""Loudspeakers: what is said aloud, by whom it is played, and what goes before what."""
