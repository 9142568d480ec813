# SPDX-License-Identifier: Apache-2.0
"""Alerts as files: put in whole or not at all, had back after a restart, and read by the feed.

Each file is written beside its place, forced to the disk and renamed: nobody ever reads a part of one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hearthwatch.model.errors import StorageError

from .atom import atom_feed, file_name
from .cap import NAMESPACE, CapAlert, CapSettings
from .safe_xml import UnsafeXmlError, parse_xml

#: How many alerts are kept, the newest.
_KEPT = 200
_LARGEST = 1 << 20
_FEED = "alerts.atom"


@dataclass(frozen=True, slots=True)
class Document:
    """What a page is answered with; ``etag``: with its quotation marks (RFC 9110, 8.8.3)."""

    body: bytes
    etag: str
    kind: str


class AlertShelf:
    """The alerts of a folder. Calls read and write the disk; they are safe among threads."""

    def __init__(self, folder: Path, settings: CapSettings, base: str) -> None:
        """Take a folder, made where it is not there, and what stands in it. Raises StorageError."""
        self._folder, self._settings, self._base = folder, settings, base.rstrip("/")
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._alerts = {alert.identifier: alert for alert in _read(folder)}
        except OSError as error:
            raise _trouble(folder, error) from None

    def put(self, alert: CapAlert) -> None:
        """Keep an alert, and write the feed anew. What is kept already stays so. Raises StorageError."""
        with self._lock:
            try:
                if alert.identifier not in self._alerts:
                    _write(self._folder / file_name(alert.identifier), alert.document)
                    self._alerts[alert.identifier] = alert
                    self._tidy()
                _write(self._folder / _FEED, self._feed())
            except OSError as error:
                raise _trouble(self._folder, error) from None

    def feed(self) -> Document:
        """Return the Atom feed."""
        with self._lock:
            return _document(self._feed(), "application/atom+xml; charset=utf-8")

    def alert(self, name: str) -> Document | None:
        """Return the alert whose file is called so, or None."""
        with self._lock:
            found = [each for each in self._alerts.values() if file_name(each.identifier) == name]
        return _document(found[0].document, "application/cap+xml; charset=utf-8") if found else None

    def _feed(self) -> bytes:
        return atom_feed(
            tuple(self._alerts.values()),
            self._settings.sender,
            author=self._settings.sender_name,
            base=self._base,
            empty=datetime(2026, 1, 1, tzinfo=UTC),
        )

    def _tidy(self) -> None:
        ordered = sorted(self._alerts.values(), key=lambda each: (each.sent, each.identifier))
        for alert in ordered[:-_KEPT]:
            del self._alerts[alert.identifier]
            (self._folder / file_name(alert.identifier)).unlink(missing_ok=True)


def _document(body: bytes, kind: str) -> Document:
    return Document(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', kind)


def _read(folder: Path) -> Iterator[CapAlert]:
    """Yield the alerts of a folder; what is no alert, and what a power cut left half, is passed over."""
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    for path in sorted(folder.glob("*.xml")):
        with contextlib.suppress(UnsafeXmlError, ValueError):
            yield _parsed(path.read_bytes())


def _parsed(document: bytes) -> CapAlert:
    root = parse_xml(document, _LARGEST)

    def text(name: str) -> str:
        found = root.find(f".//{{{NAMESPACE}}}{name}")
        if found is None or found.text is None:
            raise ValueError(f"no {name}")
        return found.text

    sent, expires = (datetime.fromisoformat(text(name)) for name in ("sent", "expires"))
    return CapAlert(text("identifier"), sent, expires, text("headline"), text("description"), document)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    # The new name itself must survive a power cut too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _trouble(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The folder of alerts {folder} cannot be used: {error.strerror}",
        do="Check its path, rights and space",
    )
