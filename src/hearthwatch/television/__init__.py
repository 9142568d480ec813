# SPDX-License-Identifier: Apache-2.0
"""The television: plate and map as a stream for players, made only while somebody watches."""
