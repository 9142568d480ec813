# SPDX-License-Identifier: Apache-2.0
"""What the pages of alarms ask, answered by the store, the desk of incidents and the outbox."""
