# SPDX-License-Identifier: Apache-2.0
"""``python -m hearthwatch``."""

import sys

from hearthwatch.cli import main

if __name__ == "__main__":
    sys.exit(main())
