# SPDX-License-Identifier: Apache-2.0
"""Accounts: signing in, sessions, invitations, passkeys. What each may do is `hearthwatch.model.access`."""
