# SPDX-License-Identifier: Apache-2.0
"""Our own key towards push services (VAPID, RFC 8292): made once, kept in a file that only we can read.

Browsers tie their subscriptions to it: with another key every phone must subscribe anew.
"""

from __future__ import annotations

import base64
import contextlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from py_vapid import Vapid02

from hearthwatch.model.errors import StorageError

FILE = "vapid.pem"
_HTTPS = 443
#: RFC 8292 section 2: at most 24 h. Half of it leaves room for clocks that are wrong.
_LIFE = timedelta(hours=12)


class VapidKey:
    """The key, and what it signs."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str) -> None:
        """Take a private key of P-256 and whom push services may write to, ``mailto:`` or ``https:``."""
        self._vapid = Vapid02(key)
        self._contact = contact
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def authorization(self, endpoint: str, now: datetime) -> str:
        """Return the Authorization header for an endpoint (RFC 8292 section 3). ``now`` is aware."""
        claims = {
            "aud": origin_of(endpoint),
            "exp": int((now + _LIFE).timestamp()),
            "sub": self._contact,
        }
        header: str = self._vapid.sign(claims)["Authorization"]
        return header

    def __repr__(self) -> str:
        return f"VapidKey({self.public[:8]}...)"


def origin_of(endpoint: str) -> str:
    """Return the origin of an https address (RFC 6454 section 6.2): a usual port is left out."""
    parts = urlsplit(endpoint)
    port = "" if parts.port in {None, _HTTPS} else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def load_vapid(folder: Path, contact: str) -> VapidKey:
    """Return the key of a folder; the first call makes it. Raises StorageError."""
    path = folder / FILE
    try:
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as error:
        raise StorageError(
            f"The key for web push {path} cannot be kept: {error.strerror}", do="Check the data folder"
        ) from None
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise StorageError(
            f"The key for web push {path} is damaged",
            do="Put it back from a backup; or remove it, and every phone must subscribe anew",
        )
    return VapidKey(key, contact)


def _make(path: Path) -> None:
    """Write a new key whole or not at all; of two that do so at once one wins."""
    key = ec.generate_private_key(ec.SECP256R1())
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
