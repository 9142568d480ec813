# SPDX-License-Identifier: Apache-2.0
"""The section ``[[webhook]]``, once for each receiver."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from hearthwatch.model.ids import camera_id

from .secret_file import SecretFile
from .values import Duration


class Webhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A receiver of notices as signed JSON. docs/design/machines.md."""

    id: Annotated[str, Meta(description="Its id: lower-case letters, digits, hyphens")]
    url: Annotated[
        str, Meta(description="Where it takes them; a host of this network must be allowed in `[notices]`")
    ]
    secret_file: Annotated[
        SecretFile,
        Meta(description="A file with the secret that signs, 24 to 64 bytes: by `openssl rand -base64 32`"),
    ]
    name: Annotated[str, Meta(description="What people call it; without it: the id")] = ""
    groups: Annotated[
        tuple[str, ...], Meta(description="Of whom a notice must be for; without any it gets all")
    ] = ()
    language: Annotated[str, Meta(description="The language of its words")] = "en"
    timeout: Annotated[Duration, Meta(description="How long it may take to answer: 1 s to 30 s")] = Duration(
        "10 s"
    )

    def __post_init__(self) -> None:
        """Refuse values out of range (ValueError, which begins with the key)."""
        require_id(self.id)
        require_web_address(self.url)
        if not 1 <= self.timeout.seconds <= 30:
            raise ValueError('timeout: "1 s" to "30 s"')


def require_id(text: str) -> None:
    """Refuse what is no id (ValueError, which begins with the key)."""
    try:
        camera_id(text)
    except ValueError:
        raise ValueError("id: lower-case letters, digits and hyphens, 63 at most") from None


def require_web_address(text: str, key: str = "url") -> None:
    """Refuse what is no address by HTTP (ValueError, which never holds it: it may be a secret)."""
    is_plain = all(32 < ord(letter) != 127 for letter in text)
    if not text.startswith(("https://", "http://")) or not is_plain:
        raise ValueError(f"{key}: an address that begins with https:// or http://, without spaces")
