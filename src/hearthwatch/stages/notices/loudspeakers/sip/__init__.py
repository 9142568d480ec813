# SPDX-License-Identifier: Apache-2.0
"""A small SIP user agent that calls a loudspeaker and speaks (RFC 3261, over UDP)."""
