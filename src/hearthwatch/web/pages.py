# SPDX-License-Identifier: Apache-2.0
"""The built front end: files of one folder, read once, served from memory by their exact names.

So no request's text ever becomes a path, and no request waits for the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "static" / "app"
INDEX, ACCOUNT = "index.html", "account.html"
#: The machine's own table may lack or bend these, and browsers obey what we say (nosniff).
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }
)
#: Vite names what lies there after its content.
_HASHED = "assets/"
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Page:
    """One file as it is sent."""

    body: bytes
    content_type: str
    cache_control: str
    etag: str


@dataclass(frozen=True, slots=True)
class Pages:
    """All files by their paths below the folder, with forward slashes."""

    files: Mapping[str, Page] = field(default_factory=dict)

    @property
    def index(self) -> Page | None:
        """Return the page that all views start from; None where the front end is not built."""
        return self.files.get(INDEX)


def load_pages(folder: Path = FOLDER) -> Pages:
    """Return the files of a built front end; none where the folder does not exist.

    Files of a kind that is not in the table are left out.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in CONTENT_TYPES)
    return Pages({path.relative_to(folder).as_posix(): _page(folder, path) for path in files})


def _page(folder: Path, path: Path) -> Page:
    body = path.read_bytes()
    is_hashed = path.relative_to(folder).as_posix().startswith(_HASHED)
    return Page(
        body,
        CONTENT_TYPES[path.suffix],
        _FOR_EVER if is_hashed else "no-cache",
        f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )
