# SPDX-License-Identifier: Apache-2.0
"""A real MQTT broker for tests: Debian's mosquitto, by TLS and with passwords, on a free port."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .certificates import Certificates

#: Debian puts it where only root's path leads.
PROGRAM = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
_START_S = 10.0


@dataclass
class Mosquitto:
    """A broker that is started, ended and started again at one port. ``folder`` holds its files.

    With ``certificates`` it speaks TLS alone; with ``users`` (name and password) it lets no other in. What
    is in ``closed_topics`` nobody may publish to.
    """

    folder: Path
    certificates: Certificates | None = None
    users: dict[str, str] = field(default_factory=dict)
    closed_topics: tuple[str, ...] = ()
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @contextmanager
    def serve(self) -> Iterator[Mosquitto]:
        """Serve until the end of the block."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def start(self) -> None:
        """Start it, and return once it accepts connections. Raises RuntimeError where it does not."""
        self.port = self.port or _free_port()
        settings = self.folder / "mosquitto.conf"
        settings.write_text("\n".join(self._settings()) + "\n")
        self._process = subprocess.Popen(  # noqa: S603 - fixed words
            [PROGRAM, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_until_it_listens()

    def stop(self, *, hard: bool = False) -> None:
        """End it: in order, or ``hard``, by SIGKILL, as a power cut does."""
        if self._process is not None:
            if hard:
                self._process.kill()
            else:
                self._process.terminate()
            self._process.wait(10)
            self._process = None

    def pause(self) -> None:
        """Let it stand still, as a machine that swaps does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def _settings(self) -> Iterator[str]:
        yield f"listener {self.port} 127.0.0.1"
        yield "persistence false"
        yield "set_tcp_nodelay true"
        if self.certificates is not None:
            yield f"certfile {self.certificates.server}"
            yield f"keyfile {self.certificates.key}"
        yield f"allow_anonymous {str(not self.users).lower()}"
        if self.users:
            yield f"password_file {self._password_file()}"
        if self.closed_topics:
            denied = "".join(f"topic deny {each}\n" for each in self.closed_topics)
            access = self.folder / "access"
            access.write_text("".join(f"user {name}\ntopic readwrite #\n{denied}" for name in self.users))
            access.chmod(0o600)
            yield f"acl_file {access}"
        yield "user root"

    def _password_file(self) -> Path:
        path = self.folder / "passwords"
        path.write_text("".join(f"{name}:{password}\n" for name, password in self.users.items()))
        subprocess.run(["mosquitto_passwd", "-U", str(path)], check=True, capture_output=True)  # noqa: S603, S607
        path.chmod(0o600)
        return path

    def _wait_until_it_listens(self) -> None:
        until = time.monotonic() + _START_S
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.02)  # noqa: TID251 - a real process is waited for
            else:
                return
        self.stop()
        raise RuntimeError("mosquitto does not listen")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
