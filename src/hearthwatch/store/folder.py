# SPDX-License-Identifier: Apache-2.0
"""The data folder: made where there is none, held by one process alone, with some room in reserve."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

from hearthwatch.model.errors import StorageError

LOCK_NAME = "lock"
RESERVE_NAME = "reserve"
#: SQLite writes before it deletes: its log (about 4 MiB, more in a busy minute) moves into the database,
#: and then grows again by what is erased.
_RESERVE_BYTES = 16 * 2**20
_FULL = {errno.ENOSPC, errno.EDQUOT}


class FolderLock:
    """A folder that is ours until `release`, or until this process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        """Take the descriptor that bears the lock."""
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others have the folder."""
        os.close(self._descriptor)


class Reserve:
    """Room on the disk that is kept for erasing: without it nothing could be erased from a full disk."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; `fill` makes the reserve."""
        self._path = folder / RESERVE_NAME

    def fill(self) -> None:
        """Make the reserve whole, where the disk has room for it; without room there is none."""
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return
        try:
            os.posix_fallocate(descriptor, 0, _RESERVE_BYTES)
        except OSError:
            os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)

    def spend(self) -> bool:
        """Give the room to the disk. Returns whether there was any."""
        try:
            had_any = self._path.stat().st_size > 0
            self._path.unlink()
        except OSError:
            return False
        return had_any


def hold_folder(folder: Path) -> FolderLock:
    """Make ``folder`` where there is none, for its owner alone (0700), and take it.

    Raises StorageError: another process has it, or it cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return _taken(descriptor, folder)
    except OSError as error:
        raise folder_error(error, folder) from error


def folder_error(error: OSError, folder: Path) -> StorageError:
    """Return what a failure of the file system means, as one line."""
    if error.errno in _FULL:
        return StorageError(f"The disk that holds {folder} is full", do="Free some space")
    why = error.strerror or type(error).__name__
    return StorageError(f"The data folder {folder} cannot be used ({why})", do="Mend it, or name another")


def _taken(descriptor: int, folder: Path) -> FolderLock:
    try:
        # Not held by a lock file's being there: the kernel lets go of it when we are killed.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(descriptor)
        raise StorageError(
            f"Another hearthwatch uses this data folder (pid {holder}): {folder}",
            do="End it, or name another folder",
        ) from None
    except OSError:
        os.close(descriptor)
        raise
    return FolderLock(descriptor)
