# SPDX-License-Identifier: Apache-2.0
"""Our key towards push services is made once and kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hearthwatch.model.errors import StorageError
from hearthwatch.stages.notices.phones.vapid import load_vapid
from hearthwatch.testing.web_push import point_of, public_of, unpadded

CONTACT = "mailto:steward@watch.example"


def test_the_key_is_made_once(data_folder: Path) -> None:
    """The next start has the same key, which is a point of the curve."""
    first = load_vapid(data_folder, CONTACT)
    assert load_vapid(data_folder, CONTACT).public == first.public
    assert point_of(public_of(unpadded(first.public))) == unpadded(first.public)
    assert [path.name for path in data_folder.iterdir()] == ["vapid.pem"]


def test_only_we_can_read_it(data_folder: Path) -> None:
    """The file is for its owner alone, also where somebody has opened it to others."""
    load_vapid(data_folder, CONTACT)
    path = data_folder / "vapid.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    load_vapid(data_folder, CONTACT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text", [b"", b"no key", b"\xff\xfe", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_never_replaced(data_folder: Path, text: bytes) -> None:
    """A new key would silence every phone, so that is for a person to decide."""
    data_folder.mkdir()
    (data_folder / "vapid.pem").write_bytes(text)
    with pytest.raises(StorageError, match="is damaged"):
        load_vapid(data_folder, CONTACT)
    assert (data_folder / "vapid.pem").read_bytes() == text


def test_the_key_is_never_printed(data_folder: Path) -> None:
    """Neither the key nor what it is made of shows in a repr."""
    key = load_vapid(data_folder, CONTACT)
    assert repr(key) == f"VapidKey({key.public[:8]}...)"
