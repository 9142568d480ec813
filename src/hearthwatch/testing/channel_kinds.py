# SPDX-License-Identifier: Apache-2.0
"""Sections of channels for tests of forms: every kind of field there is, and nothing behind them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from hearthwatch.config.secret_file import SecretFile
from hearthwatch.config.values import CameraUrl, Duration


class FakeWebhook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Signed messages to a program by HTTP."""

    url: Annotated[str, Meta(description="Where they are posted")]
    key_file: Annotated[SecretFile, Meta(description="The key that signs them")]
    timeout: Annotated[Duration, Meta(description="How long an answer is waited for")] = Duration("10 s")
    private: Annotated[bool, Meta(description="The host may be in a private network")] = False

    def __post_init__(self) -> None:
        """Refuse what is no address (ValueError, which begins with the key)."""
        if not self.url.startswith(("http://", "https://")):
            raise ValueError("url: an address that begins with https:// or http://")


class FakeMail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Mail by a server of your own."""

    server: Annotated[str, Meta(description="Its name")]
    port: Annotated[int, Meta(description="Its port")] = 587
    to: Annotated[tuple[str, ...], Meta(description="Who gets it")] = ()
    security: Annotated[Literal["tls", "starttls"], Meta(description="How the line is sealed")] = "starttls"
    password_file: Annotated[SecretFile | None, Meta(description="The password of the account")] = None


class FakeLoudspeaker(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A horn that speaks ONVIF."""

    url: Annotated[CameraUrl, Meta(description="Its address, which may hold a password")]
    volume: Annotated[float | None, Meta(description="How loud, 0 to 1")] = None
    hazards: Annotated[
        tuple[Literal["flame", "smoke", "water", "blocked"], ...], Meta(description="What it speaks of")
    ] = ("flame", "smoke")


KINDS: dict[str, type[Struct]] = {"webhook": FakeWebhook, "mail": FakeMail, "loudspeaker": FakeLoudspeaker}
