# SPDX-License-Identifier: Apache-2.0
"""SIPp as a paging horn: it runs a scenario and says whether the call went as the scenario has it.

The scenario may name the port on which a receiver hears the sound as ``[horn_port]``.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_START_S = 5.0
_END_S = 15.0
_POLL_S = 0.02


@dataclass(slots=True)
class SippHorn:
    """A running SIPp. ``port``: where it takes calls, by UDP on this machine."""

    port: int
    _process: asyncio.subprocess.Process
    _errors: Path

    async def result(self) -> str:
        """Wait for the scenario's end; return "" where it went as written, else what SIPp says."""
        async with asyncio.timeout(_END_S):
            await self._process.wait()
        if self._process.returncode == 0:
            return ""
        errors = self._errors.read_text(errors="replace") if self._errors.exists() else ""
        return f"SIPp ended with {self._process.returncode}: {errors}"

    def kill(self) -> None:
        """Break it off, as a power cut does."""
        if self._process.returncode is None:
            self._process.kill()


@asynccontextmanager
async def sipp_horn(
    scenario: Path,
    folder: Path,
    *,
    horn_port: int = 9,
    host: str = "127.0.0.1",
    options: Sequence[str] = (),
) -> AsyncIterator[SippHorn]:
    """Run SIPp with a scenario for one call while the block runs; ``folder`` takes what it writes."""
    port, media_port = free_port(host), free_port(host)
    errors = folder / f"{scenario.stem}-{port}-errors.txt"
    command = [
        "sipp", "-sf", str(scenario), "-i", host, "-p", str(port), "-mi", host,
        "-mp", str(media_port), "-m", "1", "-nostdin", "-timeout", "30s", "-trace_err",
        "-error_file", str(errors), "-key", "horn_port", str(horn_port), *options,
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    horn = SippHorn(port, process, errors)
    try:
        async with asyncio.timeout(_START_S):
            while _is_free(port, host):
                if process.returncode is not None:
                    raise RuntimeError(await horn.result())
                await asyncio.sleep(_POLL_S)
        yield horn
    finally:
        horn.kill()
        await process.wait()


def free_port(host: str = "127.0.0.1") -> int:
    """Return a UDP port of this machine that nobody uses at the moment, even and with a free one above."""
    while True:
        with socket.socket(_family(host), socket.SOCK_DGRAM) as taken:
            taken.bind((host, 0))
            port: int = taken.getsockname()[1]
        if port % 2 == 0 and port < 65_000 and all(_is_free(port + above, host) for above in range(4)):
            return port


def _is_free(port: int, host: str) -> bool:
    with socket.socket(_family(host), socket.SOCK_DGRAM) as tried:
        try:
            tried.bind((host, port))
        except OSError:
            return False
        return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
