# SPDX-License-Identifier: Apache-2.0
"""The shared words. Imports nothing else of ours."""
