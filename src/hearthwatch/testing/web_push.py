# SPDX-License-Identifier: Apache-2.0
"""The browser's side of web push, written from the RFCs: keys, decryption (RFC 8291) and VAPID (RFC 8292).

Nothing of the library that the sending side uses is used here, so that both cannot be wrong alike.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_HEADER = 21
_POINT = 65
_SIGNATURE = 64
_AUTHORIZATION = re.compile(r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)")
#: RFC 8292 section 2: a token that holds for longer is refused.
_DAY_S = 86_400


class PushRefusedError(Exception):
    """A push that the RFCs do not allow, and why."""


def unpadded(text: str) -> bytes:
    """Return bytes of URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def padless(octets: bytes) -> str:
    """Return bytes as URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@dataclass(slots=True)
class Browser:
    """Keys of a subscription as a browser makes them."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def p256dh(self) -> bytes:
        """The public key, 65 bytes."""
        return point_of(self.private.public_key())

    def decrypt(self, body: bytes) -> bytes:
        """Return what an aes128gcm body holds. Raises PushRefusedError."""
        if len(body) < _HEADER + _POINT:
            raise PushRefusedError("no aes128gcm header")
        salt, size = body[:16], int.from_bytes(body[16:20], "big")
        if body[20] != _POINT or len(body) > 4096:
            raise PushRefusedError("the key's length is not 65, or the body is over 4,096 bytes")
        sender = body[_HEADER : _HEADER + _POINT]
        record = body[_HEADER + _POINT :]
        if len(record) > size:
            raise PushRefusedError("more than one record (RFC 8291 section 4)")
        shared = self.private.exchange(ec.ECDH(), public_of(sender))
        keys = _derived(self.auth, shared, b"WebPush: info\0" + self.p256dh + sender, 32)
        key = _derived(salt, keys, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, keys, b"Content-Encoding: nonce\0", 12)
        try:
            padded = AESGCM(key).decrypt(nonce, record, None)
        except InvalidTag:
            raise PushRefusedError("it does not decrypt") from None
        text = padded.rstrip(b"\0")
        if not text.endswith(b"\2"):
            raise PushRefusedError("the last record's delimiter is missing (RFC 8188 section 2)")
        return text[:-1]


def check_authorization(header: str, audience: str, now_s: float) -> str:
    """Return the sender's public key of a VAPID header that holds now. Raises PushRefusedError."""
    match = _AUTHORIZATION.fullmatch(header)
    if not match:
        raise PushRefusedError("no vapid header")
    head, claims, signature, key = match.groups()
    if json.loads(unpadded(head)) != {"typ": "JWT", "alg": "ES256"}:
        raise PushRefusedError("no ES256 token")
    raw = unpadded(signature)
    if len(raw) != _SIGNATURE:
        raise PushRefusedError("no ES256 signature")
    numbers = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        public_of(unpadded(key)).verify(
            encode_dss_signature(*numbers), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        raise PushRefusedError("the token is not signed by its key") from None
    told = json.loads(unpadded(claims))
    if told["aud"] != audience or not now_s < told["exp"] <= now_s + _DAY_S:
        raise PushRefusedError("the token is for somebody else, or holds too short or too long")
    if not told["sub"].startswith(("mailto:", "https:")):
        raise PushRefusedError("nobody to write to")
    return key


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as an uncompressed point, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_of(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key that a point is. Raises PushRefusedError."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise PushRefusedError("no point of P-256") from None


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
