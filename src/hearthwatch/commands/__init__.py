# SPDX-License-Identifier: Apache-2.0
"""What each command does. A module a command, called by ``cli``."""
