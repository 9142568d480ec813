# SPDX-License-Identifier: Apache-2.0
"""A certificate authority of a test's own, and a server's certificate by it; made by the openssl program."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Paths of PEM files: the authority's certificate, and a server's for localhost with its key."""

    authority: Path
    server: Path
    key: Path


def make_certificates(folder: Path) -> Certificates:
    """Make both in a folder that there is. Raises CalledProcessError where openssl fails."""
    made = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    ca_key = folder / "ca.key"
    _openssl(
        "req", "-x509", *_KEY, "-keyout", str(ca_key), "-out", str(made.authority), "-days", "2",
        "-subj", "/CN=Hearthwatch tests", "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    _openssl(
        "req", "-x509", *_KEY, "-keyout", str(made.key), "-out", str(made.server), "-days", "2",
        "-subj", "/CN=localhost", "-addext", _NAMES, "-addext", "basicConstraints=critical,CA:FALSE",
        "-CA", str(made.authority), "-CAkey", str(ca_key),
    )  # fmt: skip
    return made


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - fixed words
