# SPDX-License-Identifier: Apache-2.0
"""The residents' page before its real routes, for tests in a browser.

``python -m hearthwatch.testing.residents_page`` prints its address, then answers lines on its standard input
until that ends: ``payload LANGUAGE`` and ``drill LANGUAGE`` print what would be pushed for a fire at the
mill, ``ended LANGUAGE`` for its end, ``heartbeat LANGUAGE`` for a sign of life; ``kept`` prints what is
subscribed; ``answers`` what was answered; ``refuse`` makes answers fail. With the argument ``off`` there is
no web push.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from fastapi import FastAPI, Response

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import CameraId, IncidentId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.phones.payload import payload
from hearthwatch.stages.notices.phones.residents import ResidentsDesk
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions
from hearthwatch.stages.notices.phones.words import languages
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.web.bind import listen
from hearthwatch.web.routes import reports
from hearthwatch.web.serve import serve
from hearthwatch.web.server import Beside, create_app
from hearthwatch.web.service import RosterCamera

from .alarm_service import FakeAlarmService
from .web_push import Browser, padless
from .web_service import FakeWebService

_CAMERAS = {"mill": "Mill stream", "barn": "Barn", "square": "Square"}
_TEXTS = {
    "en": Words("Fire at the mill", "Fire at the mill, by the stream. Keep away and warn others."),
    "ar": Words("حريق في الطاحونة", "حريق في الطاحونة، قرب الجدول. ابتعدوا وحذروا الآخرين."),
    "ja": Words("水車小屋で火災", "水車小屋で火災です。離れて、周りに知らせてください。"),
}
_ANSWER = "/answer/token-of-the-mill"


class Residents:
    """Three cameras, a desk, and what was answered."""

    def __init__(self, *, has_push: bool) -> None:
        """Begin with nobody subscribed."""
        self._clock = SystemClock()
        self._store = MemorySubscriptions()
        self._answers: list[str] = []
        self._alarms = FakeAlarmService(self._clock)
        self._refuses = False
        roster = [
            RosterCamera(number, CameraId(name), words, ConnectionState.STREAMING)
            for number, (name, words) in enumerate(_CAMERAS.items())
        ]
        key = padless(Browser().p256dh)
        desk = ResidentsDesk(self._store, key, languages=languages()) if has_push else None
        service = FakeWebService(LiveHub(self._clock), cameras=roster)
        self.app = create_app(service, beside=Beside(lambda: desk))
        # Without the other routes of alarms: answers are played below.
        self.app.include_router(reports.router(service, self._alarms))
        self._add_answers(self.app)

    def obey(self, line: str) -> str:
        """Return what a line asks for."""
        word, *rest = line.split()
        acts: dict[str, Callable[..., str]] = {
            "payload": self._payload,
            "drill": self._drill,
            "ended": self._ended,
            "heartbeat": self._heartbeat,
            "kept": self._kept,
            "reported": self._reported,
            "answers": lambda: json.dumps(self._answers),
            "refuse": self._refuse,
        }
        return acts[word](*rest)

    def _payload(self, language: str) -> str:
        return self._pushed(language, Cause.FIRST, drill=False)

    def _drill(self, language: str) -> str:
        return self._pushed(language, Cause.FIRST, drill=True)

    def _ended(self, language: str) -> str:
        return self._pushed(language, Cause.ENDED, drill=False)

    def _heartbeat(self, language: str) -> str:
        return self._pushed(language, Cause.HEARTBEAT, drill=False)

    def _pushed(self, language: str, cause: Cause, *, drill: bool) -> str:
        is_check = cause is Cause.HEARTBEAT
        message = Message(
            MessageName("incident-7-1"),
            cause,
            Severity.NOTICE if is_check else Severity.DANGER,
            self._clock.now(),
            self._clock.now() + timedelta(minutes=30),
            _TEXTS,
            drill=drill,
            incident=None if is_check else IncidentId(7),
            kind=None if is_check else IncidentKind.FIRE,
            hazards=() if is_check else (Hazard.FLAME,),
            link="/camera/mill",
        )
        return payload(message, language, "" if is_check else _ANSWER).decode()

    def _kept(self) -> str:
        kept = [
            {
                "id": each.id, "endpoint": each.endpoint, "language": each.language,
                "places": each.choice.places, "hazards": each.choice.hazards,
                "hours": str(each.choice.hours or ""), "exercises": each.choice.exercises,
            }
            for each in self._store.list()
        ]  # fmt: skip
        return json.dumps(kept)

    def _reported(self) -> str:
        places = [place for each in self._alarms.incidents.files.values() for place in each.incident.places]
        return json.dumps([f"{place.hazard} at {place.camera}" for place in places])

    def _refuse(self) -> str:
        self._refuses = True
        return "done"

    def _add_answers(self, app: FastAPI) -> None:
        """Stand for the routes of answers: GET shows a page, POST writes down."""

        @app.get("/answer/{token}")
        async def show(token: str) -> Response:
            return Response(f"<title>Answer</title><p>{len(token)}", media_type="text/html")

        @app.post("/answer/{token}")
        async def take(token: str) -> Response:
            if self._refuses:
                return Response(status_code=HTTPStatus.NOT_FOUND)
            self._answers.append(token)
            return Response("taken")


async def main() -> None:
    """Serve until the standard input ends."""
    residents = Residents(has_push="off" not in sys.argv[1:])
    stop = asyncio.Event()
    listener = listen("127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    serving = asyncio.create_task(serve(residents.app, listener, stop))
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        sys.stdout.write(residents.obey(line) + "\n")
        sys.stdout.flush()
    stop.set()
    await serving


if __name__ == "__main__":
    asyncio.run(main())
