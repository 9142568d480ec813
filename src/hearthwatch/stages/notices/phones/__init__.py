# SPDX-License-Identifier: Apache-2.0
"""Phones: web push, e-mail, and whatever service a contact has; each person's own choice of what comes."""
