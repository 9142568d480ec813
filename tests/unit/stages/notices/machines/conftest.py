# SPDX-License-Identifier: Apache-2.0
"""A real broker by TLS with passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hearthwatch.testing.certificates import Certificates, make_certificates
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import PASSWORD


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return an authority and a server's certificate."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def broker(tmp_path: Path, certificates: Certificates) -> Iterator[Mosquitto]:
    """Yield a broker that serves."""
    users = {"hearthwatch": PASSWORD, "listener": PASSWORD}
    with Mosquitto(tmp_path, certificates, users).serve() as serving:
        yield serving
