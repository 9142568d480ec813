# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch doctor``: this machine, and what the seal holds on its kernel."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import av.codec

from hearthwatch import __version__
from hearthwatch.config.load import load_config
from hearthwatch.model.errors import BugError, HearthwatchError, UsageError
from hearthwatch.sealed.probe import Verdict, landlock_version, probe
from hearthwatch.sealed.sandbox import ProfileName
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.web.bind import check_web, listen
from hearthwatch.web.serve import tls_of

_DECODERS = ("h264", "hevc", "mjpeg", "av1", "vp9")
_PROFILES: tuple[ProfileName, ...] = ("reader", "watcher")
#: A day of a few cameras.
_LITTLE_DISK = 10**9


def run(config: Path | None) -> int:
    """Look at everything and print a line each. Raises UsageError where something is wrong."""
    problems = 0
    for section in _sections(config):
        for good, words in section:
            problems += not good
            sys.stdout.write(f"{'ok  ' if good else 'WRONG'} {words}\n")
    if problems:
        raise UsageError(f"{problems} things are wrong", do="See the lines that begin with WRONG")
    return 0


Look = Iterator[tuple[bool, str]]


def _sections(config: Path | None) -> Iterator[Look]:
    yield _machine()
    yield _configuration(config)
    for profile in _PROFILES:
        yield _seal(profile)


def _machine() -> Look:
    python = f"{platform.python_version()} on {platform.machine()}, Linux {os.uname().release}"
    yield True, f"hearthwatch {__version__}, Python {python}, {os.cpu_count()} cores"
    missing = [name for name in _DECODERS if name not in av.codec.codecs_available]
    yield (
        not missing,
        f"decoders: {', '.join(_DECODERS)}" + (f"; missing: {', '.join(missing)}" if missing else ""),
    )
    landlock = landlock_version()
    yield True, f"Landlock version {landlock}" if landlock else "no Landlock: seccomp and limits alone seal"


def _configuration(config: Path | None) -> Look:
    try:
        loaded = load_config(config)
        for camera in loaded.cameras:
            parse_address(camera.url.reveal())
        yield True, f"configuration: {len(loaded.cameras)} cameras"
        yield _disk(Path(loaded.store.folder))
        host, port = check_web(loaded.web)
        tls_of(loaded.web)
        listen(host, port).close()
        yield True, f"{host}:{port} is free"
    except HearthwatchError as error:
        yield False, error.line()


def _disk(folder: Path) -> tuple[bool, str]:
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(place).free
    return free > _LITTLE_DISK and os.access(place, os.W_OK), f"{place}: {free / 1e9:.1f} GB free"


def _seal(profile: ProfileName) -> Look:
    try:
        for each in probe(profile):
            yield each.verdict is not Verdict.OPEN, f"{profile}: {each.line()}"
    except BugError as error:
        yield False, error.line()
