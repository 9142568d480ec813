# SPDX-License-Identifier: Apache-2.0
"""What endangers a place, and whether its camera can be trusted: work pictures in, observations out."""
