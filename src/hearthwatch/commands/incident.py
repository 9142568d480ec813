# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch incident``: what happened, who was told; acknowledge, resolve, dismiss, drill, export."""

from __future__ import annotations

import argparse
import getpass
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from hearthwatch.commands.film import replacing
from hearthwatch.commands.incident_export import exported
from hearthwatch.config.load import load_config
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident, PersonsAct
from hearthwatch.store import Reading, Stewarding, open_for_steward

#: How long the service is waited for; it looks once a second.
_PATIENCE_S = 5.0


def run(arguments: argparse.Namespace) -> int:
    """Do one act."""
    folder = arguments.folder or Path(load_config(arguments.config).store.folder)
    with open_for_steward(folder, SystemClock()) as store:
        match arguments.act:
            case "list":
                _list(store, is_all=arguments.all, is_json=arguments.json)
            case "show":
                _show(store, IncidentId(arguments.incident), is_json=arguments.json)
            case "export":
                _export(store, IncidentId(arguments.incident), arguments.out)
            case "bars":
                _bars(store)
            case "drill":
                _drill(store, arguments)
            case _:
                _act(store, arguments)
    return 0


def _act(store: Stewarding, arguments: argparse.Namespace) -> None:
    incident = store.incident(IncidentId(arguments.incident))
    if _is_done(store, store.wish(incident.id, PersonsAct(arguments.act), _who(arguments))):
        sys.stdout.write(f"incident {incident.id} is {store.incident(incident.id).state.value}\n")


def _drill(store: Stewarding, arguments: argparse.Namespace) -> None:
    if _is_done(store, store.wish_drill(CameraId(arguments.camera), _who(arguments))):
        drills = [each for each in store.incidents(open_alone=True) if each.drill]
        sys.stdout.write(f"the exercise is incident {drills[-1].id}\n")


def _who(arguments: argparse.Namespace) -> str:
    return arguments.by or getpass.getuser()


def _is_done(store: Stewarding, wish: int) -> bool:
    """Wait for the service; tell whether it has done it. Raises UsageError with what it answered."""
    clock, never = SystemClock(), threading.Event()
    end = clock.monotonic() + _PATIENCE_S
    while (answer := store.answer(wish)) is None and clock.monotonic() < end:
        never.wait(0.2)
    if answer is None:
        sys.stdout.write("No service is running; it will be done when one is started\n")
    elif answer:
        raise UsageError(answer)
    return answer is not None


def _list(store: Reading, *, is_all: bool, is_json: bool) -> None:
    incidents = store.incidents(open_alone=not is_all)
    if is_json:
        sys.stdout.write(_json(list(incidents)))
        return
    sys.stdout.write(f"{'incident':>8} {'kind':8} {'state':12} {'opened':20} {'cameras':24} why\n")
    for each in incidents:
        drill = " (drill)" if each.drill else ""
        sys.stdout.write(
            f"{each.id:8} {each.kind.value:8} {each.state.value:12} {_stamp(each.opened)} "
            f"{', '.join(each.cameras):24} {each.why}{drill}\n"
        )


def _show(store: Reading, number: IncidentId, *, is_json: bool) -> None:
    incident = store.incident(number)
    entries, notices = store.entries(number), store.notices(number)
    if is_json:
        sys.stdout.write(_json({"incident": incident, "record": entries, "notices": notices}))
        return
    sys.stdout.write(_headline(incident))
    for place in incident.places:
        seen = "seen now" if place.is_open else f"last seen {_stamp(place.seen)}"
        sys.stdout.write(f"  {place.camera}: {place.hazard.value}, {seen}, score {place.score:.2f}\n")
    lines = [(each.at, f"{each.what}{f', by {each.by}' if each.by else ''}") for each in entries]
    for notice in notices:
        told = "told" if notice.told else "not told yet"
        lines.append((notice.at, f"notice {notice.number} to {notice.whom} ({told}): {notice.text}"))
    for at, line in sorted(lines, key=lambda each: each[0]):
        sys.stdout.write(f"  {_stamp(at)}  {line}\n")


def _headline(incident: Incident) -> str:
    drill = "DRILL: " if incident.drill else ""
    closed = "" if incident.closed is None else f", ended {_stamp(incident.closed)}"
    return (
        f"{drill}incident {incident.id}: {incident.kind.value}, {incident.state.value}, "
        f"opened {_stamp(incident.opened)}{closed}\n  {incident.why}\n"
    )


def _bars(store: Reading) -> None:
    for bar in store.bars():
        where = "the whole view" if bar.cells is None else str(bar.cells.box())
        sys.stdout.write(
            f"{bar.camera}: {bar.hazard.value} in {where}, {bar.light.name.lower()}, "
            f"called no hazard by {bar.by} on {_stamp(bar.at)} (incident {bar.incident})\n"
        )


def _export(store: Reading, number: IncidentId, out: Path) -> None:
    now = SystemClock().now()
    with replacing(out) as target:
        if out.suffix.lower() == ".pdf":
            from hearthwatch.commands.incident_pdf import report_pdf  # noqa: PLC0415 - it loads a lot

            target.write_bytes(report_pdf(store, number, now))
        else:
            target.write_text(_json(exported(store, number, now)), encoding="utf-8")
    sys.stdout.write(f"written: {out}\n")


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"


def _json(what: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(what, enc_hook=str), indent=2).decode() + "\n"
