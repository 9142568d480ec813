# SPDX-License-Identifier: Apache-2.0
"""The section ``[web]``."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .secret_file import SecretFile

_ADDRESS = re.compile(r".+:[0-9]{1,5}")
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\]")


class Web(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the pages are served, and to whom."""

    address: Annotated[
        str,
        Meta(
            description="`HOST:PORT`; beyond this machine itself only with accounts, names, certificate, key"
        ),
    ] = "127.0.0.1:8480"
    accounts: Annotated[
        Literal["required", "none"],
        Meta(
            description="`required`: people sign in; `none`: whoever is at this machine may do everything, "
            "and nobody else can be served"
        ),
    ] = "required"
    names: Annotated[
        tuple[str, ...],
        Meta(
            description="by which names or addresses browsers reach the service, beside this machine's own; "
            "others are refused. The first stands in links"
        ),
    ] = ()
    certificate: Annotated[
        str, Meta(description="a file in PEM with the certificate and those between; empty: plain HTTP")
    ] = ""
    key: Annotated[str, Meta(description="a file in PEM with the certificate's key")] = ""
    figures_token_file: Annotated[
        SecretFile | None,
        Meta(
            description="a file with the token by which a program, such as Prometheus, may read `/metrics` "
            "and `/api/health` without signing in (`Authorization: Bearer`)"
        ),
    ] = None
    proxies: Annotated[
        tuple[str, ...],
        Meta(
            description="addresses of proxies before the service; only their word is believed about who asks "
            "(`X-Forwarded-For`) and that it is encrypted (`X-Forwarded-Proto`)"
        ),
    ] = ()

    def __post_init__(self) -> None:
        """Refuse what is no address or name (ValueError). At which hosts to serve is the web's to say."""
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError('address: HOST:PORT, such as "127.0.0.1:8480"')
        for number, name in enumerate(self.names):
            if not _NAME.fullmatch(name):
                raise ValueError(f"names[{number}]: a host's name in lower case, without a port")
        for number, proxy in enumerate(self.proxies):
            if not _is_address(proxy):
                raise ValueError(f"proxies[{number}]: an IP address, such as 127.0.0.1")
        if bool(self.certificate) != bool(self.key):
            raise ValueError("certificate: certificate and key come together")

    @property
    def hosts(self) -> frozenset[str]:
        """Return the names as a request's Host header bears them, without brackets."""
        return frozenset(name.strip("[]") for name in self.names)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
