# SPDX-License-Identifier: Apache-2.0
"""Cameras of a configuration: their section in, orders out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from hearthwatch.app import NamedOrder
from hearthwatch.commands.orders import ANALYSIS_HZ, Wiring, rendered_inlet
from hearthwatch.config.admission import Admission
from hearthwatch.config.cameras import Camera
from hearthwatch.config.config import Config
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, Box
from hearthwatch.model.plate import Mask
from hearthwatch.orders import ReadOrder, WatchOrder
from hearthwatch.sealed.candidates import CANDIDATE_S as MINIMUM_S
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.connection import ConnectionPolicy
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.incidents.policy import Policy, Rung
from hearthwatch.stages.plates.presets import PRIVATE, PUBLIC
from hearthwatch.supervisor import CameraOrder

#: After the time that evidence needs at least, and that which a camera has to settle.
FIRST_CANDIDATE_S = 30.0
#: At most one candidate an hour may leave a watcher; a little later, so that no clock's step refuses it.
CANDIDATE_S = MINIMUM_S + 5.0
#: How many people must approve a plate of a public place.
_PUBLIC_APPROVALS = 2

#: A camera that has just begun is still finding its exposure; and where sixteen begin, the search for people
#: in a first sample (0.2 s of a core) would keep the others waiting.
_SETTLING_S = 15.0
_OPENING_LIMIT_S = 20.0
#: A view is rendered before its first picture, and sixteen of them share the machine.
_RENDERING_LIMIT_S = 120.0


def configured_order(camera: Camera, admission: Admission, tools: Wiring) -> NamedOrder:
    """Return the order for a camera of the configuration. Raises UsageError where it asks too little."""
    address = parse_address(camera.url.reveal())
    options = OpenOptions(transport=camera.transport, loop=camera.loop)
    preset, tightening = (
        (PUBLIC, admission.public) if camera.preset == "public" else (PRIVATE, admission.private)
    )
    asked = preset.tightened(
        share=tightening.share,
        minimum_samples=tightening.minimum_samples,
        span_s=None if tightening.span is None else tightening.span.seconds,
        hours=tightening.hours,
        days=tightening.days,
    )
    order = CameraOrder(
        camera.camera,
        ReadOrder(address, options, ANALYSIS_HZ, fast=False),
        WatchOrder(
            asked,
            masked_cells(camera.masked_boxes),
            by_media_time=False,
            zones=tuple(each.zone for each in camera.zones),
            settling_s=_SETTLING_S,
            repeats=address.kind == "file" and camera.loop,
        ),
        ConnectionPolicy(
            killed_after_s=camera.patience.seconds,
            opening_limit_s=_RENDERING_LIMIT_S if address.kind == "village" else _OPENING_LIMIT_S,
        ),
        rendered_inlet(address, tools) if address.kind == "village" else None,
    )
    approvals = _PUBLIC_APPROVALS if camera.preset == "public" else 1
    return NamedOrder(order, camera.shown_name, asked.span_s + FIRST_CANDIDATE_S, CANDIDATE_S, approvals)


def incident_policy(config: Config) -> Policy:
    """Return who is told of incidents when, and which cameras look at one place."""
    told = zip(config.incidents.after, config.incidents.whom, strict=True)
    places = {camera.camera: camera.place for camera in config.cameras if camera.place}
    return Policy(tuple(Rung(after.seconds, whom) for after, whom in told), places=places)


def masked_cells(boxes: Sequence[Box]) -> Mask:
    """Return the cells that any of the boxes touches: bool [45, 80]."""
    masked = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
    for box in boxes:
        top, bottom = math.floor(box.y * GRID_ROWS), math.ceil((box.y + box.height) * GRID_ROWS)
        left, right = math.floor(box.x * GRID_COLUMNS), math.ceil((box.x + box.width) * GRID_COLUMNS)
        masked[top:bottom, left:right] = True
    return masked
