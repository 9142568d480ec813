# SPDX-License-Identifier: Apache-2.0
"""The command line: arguments in, one command called, an exit status out.

Exit status: 0 done, 2 usage or configuration, 3 the camera or a peer failed, 4 storage, 70 our bug.
An error is one line on standard error. Commands are imported when called, so that each costs only
what it needs.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from hearthwatch import __version__
from hearthwatch.model.errors import HearthwatchError

Command = Callable[[argparse.Namespace], int]

#: NumPy's linear algebra would start a thread for each core as it loads, which cost as much as the rest
#: of its loading and do nothing here: the parallel work is one process a camera.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.environ.update(_ONE_THREAD)
    parsed = parser().parse_args(arguments)
    command: Command = parsed.command
    try:
        return command(parsed)
    except HearthwatchError as error:
        sys.stderr.write(f"hearthwatch: {error.line()}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say, and no fault.
        sys.stderr.close()
        return 0
    except Exception:  # noqa: BLE001 - the last resort of the program
        traceback.print_exc()
        sys.stderr.write("hearthwatch: that was a fault of ours. Please report it with the lines above.\n")
        return 70


def parser() -> argparse.ArgumentParser:
    """Return the whole command line's parser."""
    top = argparse.ArgumentParser(
        prog="hearthwatch", description="Cameras that guard places and cannot show people."
    )
    top.add_argument("--version", action="version", version=f"hearthwatch {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_services(commands)
    _add_tools(commands)
    _add_plates(commands)
    _add_incidents(commands)
    _add_accounts(commands)
    _add_evaluations(commands)
    return top


def _add_services(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="a rendered village of 16 cameras on a wall, no configuration")
    demo.add_argument("--address", default="127.0.0.1:8480", help="where to serve the pages (loopback only)")
    demo.add_argument(
        "--folder", type=Path, help="where its data lie (default: the cache folder of this account)"
    )
    demo.add_argument("--cameras", type=int, default=16, metavar="N", help="how many of the 16 views")
    demo.set_defaults(command=_demo)
    serve = commands.add_parser("serve", help="the service")
    serve.add_argument(
        "-c", "--config", type=Path, help="a TOML file; without it: no cameras, a helpful page"
    )
    serve.set_defaults(command=_serve)


def _add_tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    watch = commands.add_parser("watch", help="watch one camera or file and print each incident")
    watch.add_argument("source", help="rtsp://, rtsps://, a file, v4l2:/dev/video0 or village:NAME")
    watch.add_argument("--json", action="store_true", help="a JSON object a line")
    watch.add_argument("--fast", action="store_true", help="take a file as fast as it can be read")
    watch.add_argument("--udp", action="store_true", help="RTSP over UDP instead of TCP")
    watch.add_argument(
        "--sensitivity",
        choices=("low", "normal", "high"),
        default="normal",
        help="how little evidence of flame and smoke is enough",
    )
    watch.add_argument(
        "--zone",
        action="append",
        default=[],
        metavar="ZONE",
        help="NAME:KIND:x1,y1,x2,y2,... (0..1), or a TOML file of [[zone]]; as often as there are zones. "
        "Kinds: watch, ignore, keep-clear, staff, dry, private",
    )
    watch.set_defaults(command=_watch)
    redact = commands.add_parser("redact", help="from a file with people to a file without")
    redact.add_argument("source", metavar="IN", help="a video file")
    redact.add_argument("target", metavar="OUT", type=Path, help="an MP4 file to write")
    redact.add_argument("--plate", type=Path, help="a plate as PNG instead of one built from IN")
    redact.add_argument("--plate-out", type=Path, help="write the plate as PNG, alpha 0 where unknown")
    redact.add_argument("--maps", type=Path, help="write the maps: npz with t_s [n] and cells [n, 45, 80]")
    redact.set_defaults(command=_redact)
    check = commands.add_parser("check", help="check a data folder")
    check.add_argument("-c", "--config", type=Path)
    check.add_argument("--folder", type=Path, help="the data folder, instead of the configuration's")
    check.set_defaults(command=_check)
    doctor = commands.add_parser("doctor", help="check this machine: what the seal enforces, codecs, disk")
    doctor.add_argument("-c", "--config", type=Path)
    doctor.set_defaults(command=_doctor)


def _add_plates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plate = commands.add_parser("plate", help="plates: list, show, clear, strike, approve, retire")
    plate.add_argument("-c", "--config", type=Path)
    plate.add_argument("--folder", type=Path, help="the data folder, instead of the configuration's")
    acts = plate.add_subparsers(title="acts", required=True, metavar="ACT", dest="act")
    listed = acts.add_parser("list", help="all plates and candidates")
    listed.add_argument("--json", action="store_true", help="as JSON")
    show = acts.add_parser("show", help="what would be visible, and why not the rest")
    show.add_argument("plate", type=int)
    show.add_argument(
        "out",
        type=Path,
        nargs="?",
        help="a PNG to write, alpha 0 where unknown; reasons go to OUT-reasons.png",
    )
    show.add_argument("--json", action="store_true", help="as JSON, with the reason of every cell")
    for act, words in (
        ("clear", "let cells into a candidate that are held back because they may hold writing"),
        ("strike", "take cells out of a candidate and erase their pixels"),
    ):
        one = acts.add_parser(act, help=words)
        one.add_argument("plate", type=int)
        one.add_argument("cells", nargs="+", help="ROWS,COLUMNS from 0, such as 5,30 or 5-19,30-39; or all")
        one.add_argument("--by", default="", help="who answers for it")
    for act, words in (("approve", "commission a candidate"), ("retire", "stop showing a plate")):
        one = acts.add_parser(act, help=words)
        one.add_argument("plate", type=int)
        one.add_argument("--by", default="", help="who answers for it")
    plate.set_defaults(command=_plate)


def _add_incidents(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    incident = commands.add_parser("incident", help="incidents: list, show, acknowledge, resolve, export")
    incident.add_argument("-c", "--config", type=Path)
    incident.add_argument("--folder", type=Path, help="the data folder, instead of the configuration's")
    acts = incident.add_subparsers(title="acts", required=True, metavar="ACT", dest="act")
    listed = acts.add_parser("list", help="incidents that are not over")
    listed.add_argument("--all", action="store_true", help="those that are over too")
    listed.add_argument("--json", action="store_true", help="as JSON")
    show = acts.add_parser("show", help="one incident: where, its record, who was told")
    show.add_argument("incident", type=int)
    show.add_argument("--json", action="store_true", help="as JSON")
    export = acts.add_parser("export", help="all that is kept of one, with plates and maps: JSON or PDF")
    export.add_argument("incident", type=int)
    export.add_argument("out", metavar="OUT", type=Path, help="a file to write: .json, or .pdf to print")
    acts.add_parser("bars", help="places that people called no hazards")
    for act, words in (
        ("acknowledge", "answer for it: it is not told again unless it grows worse"),
        ("resolve", "end it"),
        ("not-a-hazard", "end it as a false alarm and list its place"),
    ):
        one = acts.add_parser(act, help=words)
        one.add_argument("incident", type=int)
        one.add_argument("--by", default="", help="who answers for it")
    drill = acts.add_parser("drill", help="begin an exercise at a camera: all is told as a drill")
    drill.add_argument("camera")
    drill.add_argument("--by", default="", help="who begins it")
    incident.set_defaults(command=_incident)


def _add_accounts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    account = commands.add_parser("account", help="accounts: list, invite, link, remove")
    account.add_argument("-c", "--config", type=Path)
    account.add_argument("--folder", type=Path, help="the data folder, instead of the configuration's")
    acts = account.add_subparsers(title="acts", required=True, metavar="ACT", dest="act")
    acts.add_parser("list", help="who has an account, and which roles")
    invite = acts.add_parser("invite", help="print a link, used once within a day, that makes an account")
    invite.add_argument("roles", help="resident, operator, steward, auditor; several with commas")
    for act, words in (
        ("link", "print a link by which somebody gets into their account again"),
        ("remove", "remove an account; it is signed out everywhere"),
    ):
        one = acts.add_parser(act, help=words)
        one.add_argument("name")
    account.set_defaults(command=_account)


def _add_evaluations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser("evaluate", help="measure this program on annotated material")
    kinds = evaluate.add_subparsers(title="what", required=True, metavar="WHAT")
    redaction = kinds.add_parser("redaction", help="are people hidden; status 1 where a goal is missed")
    redaction.add_argument("folders", metavar="DIR", type=Path, nargs="+", help="folders of annotated series")
    redaction.add_argument("--html", type=Path, help="write the report card as a page")
    redaction.add_argument("--json", type=Path, help="write the report card as JSON")
    redaction.set_defaults(command=_evaluate_redaction)
    hazards = kinds.add_parser("hazards", help="are flame and smoke found, and is nothing else")
    hazards.add_argument("folder", metavar="DIR", type=Path, help="clips, and clips.csv with file and kind")
    hazards.add_argument("--out", type=Path, default=Path(), help="where hazards.html and .json are written")
    hazards.add_argument("--sensitivity", choices=("low", "normal", "high"), default="normal")
    hazards.set_defaults(command=_evaluate_hazards)


def _demo(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import demo  # noqa: PLC0415 - each command costs only what it needs

    return demo.run(arguments.address, arguments.folder, arguments.cameras)


def _serve(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import serve  # noqa: PLC0415

    return serve.run(arguments.config)


def _watch(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import watch  # noqa: PLC0415

    order = watch.Asked(
        arguments.source,
        as_json=arguments.json,
        fast=arguments.fast,
        udp=arguments.udp,
        sensitivity=arguments.sensitivity,
        zones=tuple(arguments.zone),
    )
    return watch.run(order)


def _redact(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import redact  # noqa: PLC0415

    order = redact.RedactOrder(
        arguments.source, arguments.target, arguments.plate, arguments.plate_out, arguments.maps
    )
    return redact.run(order)


def _check(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import check  # noqa: PLC0415

    return check.run(arguments.config, arguments.folder)


def _doctor(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import doctor  # noqa: PLC0415

    return doctor.run(arguments.config)


def _plate(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import plate  # noqa: PLC0415

    return plate.run(arguments)


def _incident(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import incident  # noqa: PLC0415

    return incident.run(arguments)


def _account(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import account  # noqa: PLC0415

    return account.run(arguments)


def _evaluate_redaction(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import evaluate_redaction  # noqa: PLC0415

    order = evaluate_redaction.EvaluateOrder(tuple(arguments.folders), arguments.html, arguments.json)
    return evaluate_redaction.run(order)


def _evaluate_hazards(arguments: argparse.Namespace) -> int:
    from hearthwatch.commands import evaluate_hazards  # noqa: PLC0415

    return evaluate_hazards.run(arguments.folder, arguments.out, arguments.sensitivity)
