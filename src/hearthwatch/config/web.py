# SPDX-License-Identifier: Apache-2.0
"""The section ``[web]``."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

_ADDRESS = re.compile(r".+:[0-9]{1,5}")


class Web(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the pages are served."""

    address: Annotated[
        str, Meta(description="`HOST:PORT`; only addresses of this machine itself until there are accounts")
    ] = "127.0.0.1:8480"

    def __post_init__(self) -> None:
        """Refuse what is no address (ValueError). Which hosts may be served at is the web's to say."""
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError('address: HOST:PORT, such as "127.0.0.1:8480"')
