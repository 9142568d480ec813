# SPDX-License-Identifier: Apache-2.0
"""The link by which the first steward gets an account: shown on a terminal, else in a file for its owner.

There is no password to begin with, and a log that others read never holds the link.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hearthwatch.config.web import Web
from hearthwatch.model.errors import StorageError
from hearthwatch.web.addresses import is_loopback
from hearthwatch.web.bind import parts_of

FILE_NAME = "first-link"


def base_url(web: Web, host: str, port: int) -> str:
    """Return where browsers find the service, without a slash at its end."""
    scheme, usual = ("https", 443) if web.certificate else ("http", 80)
    if web.names and (web.certificate or web.proxies or not is_loopback(host)):
        # Behind a proxy the port is the proxy's own.
        if web.proxies and is_loopback(host):
            return f"https://{web.names[0]}"
        host = web.names[0]
    elif ":" in host:
        host = f"[{host}]"
    return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"


def put_up_first_link(folder: Path, web: Web, token: str | None) -> None:
    """Show a link to the machine's owner; without a token take down the one that an earlier start put up.

    Raises StorageError where the file cannot be written.
    """
    path = folder / FILE_NAME
    try:
        path.unlink(missing_ok=True)
        if token is None:
            return
        link = f"{base_url(web, *parts_of(web.address))}/invitation#{token}"
        if sys.stderr.isatty():
            sys.stderr.write(f"hearthwatch: nobody has an account yet; the first is made at {link}\n")
            return
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{link}\n")
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}", do="Free or mend the disk"
        ) from error
    sys.stderr.write(f"hearthwatch: nobody has an account yet; the link for the first is in {path}\n")
