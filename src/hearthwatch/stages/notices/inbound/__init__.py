# SPDX-License-Identifier: Apache-2.0
"""What others report to us: call points, weather warnings, residents. Each gives an `InboundReport`."""
