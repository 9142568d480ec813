# SPDX-License-Identifier: Apache-2.0
"""The pages over a fake service, for tests in a browser: ``python -m hearthwatch.testing.alarm_pages``.

It prints its address, then obeys lines on its standard input until that ends: ``open HAZARD CAMERA``,
``drill CAMERA``, ``channel ID working|failing``, ``fail-test ID``, ``no-channels``, ``token INCIDENT``
(prints one), ``expired INCIDENT``, ``secrets`` (prints what was kept), ``storm COUNT``.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import timedelta

from hearthwatch.config.kept_channels import KeptChannel
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.stages.notices.answer_token import Answer
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.web.alarm_values import ChannelStanding, ChannelState, Trial
from hearthwatch.web.bind import listen
from hearthwatch.web.serve import serve
from hearthwatch.web.server import create_app
from hearthwatch.web.service import RosterCamera

from .alarm_service import FakeAlarmService
from .channel_kinds import FakeMail
from .web_service import FakeWebService

_CAMERAS = {"mill": "Mill stream", "barn": "Barn", "square": "Square"}


class Village:
    """Three cameras without pictures, two channels, and whatever the lines bring."""

    def __init__(self) -> None:
        """Begin with nothing open; mail stands in the configuration file."""
        self._clock = SystemClock()
        self.alarms = FakeAlarmService(self._clock)
        roster = [
            RosterCamera(number, CameraId(name), words, ConnectionState.STREAMING)
            for number, (name, words) in enumerate(_CAMERAS.items())
        ]
        self.service = FakeWebService(LiveHub(self._clock), cameras=roster)
        self._channel("mail", "working")
        self._channel("horn", "working")
        mail = FakeMail(server="mail.example", to=("steward@mail.example",))
        kept = KeptChannel(ChannelId("mail"), "mail", mail, frozenset({"password_file"}), is_from_file=True)
        self.alarms.settings.channels[ChannelId("mail")] = kept

    def obey(self, line: str) -> str:
        """Do what a line says; return what is to be printed of it."""
        word, *rest = line.split()
        acts: dict[str, Callable[..., str | None]] = {
            "open": self._open, "drill": self._drill, "channel": self._channel, "storm": self._storm,
            "fail-test": self._fail_test, "no-channels": self._no_channels, "token": self._token,
            "expired": self._expired, "secrets": self._secrets,
        }  # fmt: skip
        return acts[word](*rest) or "done"

    def _open(self, hazard: str, camera: str) -> str:
        return str(self.alarms.incidents.open(Hazard(hazard), CameraId(camera)))

    def _drill(self, camera: str) -> str:
        return str(self.alarms.incidents.open(Hazard.FLAME, CameraId(camera), drill=True))

    def _storm(self, count: str) -> None:
        for _ in range(int(count)):
            self.alarms.incidents.open(Hazard.SMOKE, CameraId("barn"))

    def _channel(self, name: str, state: str) -> None:
        reason = "The peer does not answer" if state == "failing" else ""
        now = self._clock.now()
        standing = ChannelStanding(
            ChannelId(name), name, name.capitalize(), ChannelState(state), now, reason, now, now
        )
        self.alarms.channels.put(standing)

    def _fail_test(self, name: str) -> None:
        trial = Trial(DeliveryState.FAILED, "The horn does not answer: check its cable and its address.")
        self.alarms.channels.trials[ChannelId(name)] = trial

    def _no_channels(self) -> None:
        self.alarms.channels.standings.clear()
        self.alarms.channels.changed()

    def _token(self, incident: str, lasts_s: float = 3600.0) -> str:
        end = self._clock.now() + timedelta(seconds=lasts_s)
        return self.alarms.answers.sign(Answer(IncidentId(int(incident)), "Steward on call (mail)", end))

    def _expired(self, incident: str) -> str:
        return self._token(incident, -1.0)

    def _secrets(self) -> str:
        return json.dumps({f"{of}.{key}": text for (of, key), text in self.alarms.settings.secrets.items()})


async def _run() -> None:
    village = Village()
    listener = listen("127.0.0.1", 0)
    host, port = listener.getsockname()[:2]
    stop = asyncio.Event()
    app = create_app(village.service, alarms=village.alarms)
    serving = asyncio.create_task(serve(app, listener, stop))
    _say(f"http://{host}:{port}")
    while line := await asyncio.to_thread(sys.stdin.readline):
        _say(village.obey(line))
    stop.set()
    await serving


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_run())
