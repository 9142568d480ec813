# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch plate``: a steward looks at candidates and decides. A running service follows."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from hearthwatch.commands.film import replacing
from hearthwatch.config.load import load_config
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.ids import PlateId
from hearthwatch.store import Reading, open_for_steward


def run(arguments: argparse.Namespace) -> int:
    """Do one act."""
    folder = arguments.folder or Path(load_config(arguments.config).store.folder)
    clock = SystemClock()
    with open_for_steward(folder, clock) as store:
        if arguments.act == "list":
            _list(store)
            return 0
        plate = PlateId(arguments.plate)
        if arguments.act == "show":
            with replacing(arguments.out) as target:
                target.write_bytes(store.plate_png(plate))
        elif arguments.act == "approve":
            store.commission(plate, arguments.by or getpass.getuser(), clock.now())
        else:
            store.retire(plate)
    return 0


def _list(store: Reading) -> None:
    sys.stdout.write(
        f"{'plate':>6} {'camera':20} {'light':9} {'state':13} {'known':>6} {'size':>10} created\n"
    )
    for plate in store.plates():
        height, width = plate.pixels.shape[:2]
        sys.stdout.write(
            f"{plate.id:6} {plate.camera:20} {plate.light.name.lower():9} {plate.state.value:13} "
            f"{plate.admitted.mean():6.0%} {width}x{height:<5} {plate.created:%Y-%m-%d %H:%M} UTC\n"
        )
