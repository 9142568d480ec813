# SPDX-License-Identifier: Apache-2.0
"""One camera's way, wired. The file to read first; docs/design/pipeline.md says the same in words.

`read` runs in the reader and `watch` in the watcher, both sealed; what they say comes out through
`sealed.messages` and is all that the rest of the program ever knows of a camera's picture.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import CameraError
from hearthwatch.model.hazard import Observation
from hearthwatch.model.health import FaultCode
from hearthwatch.model.plate import Mask, PlateCandidate, PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.sealed.frames_channel import FrameSender
from hearthwatch.sealed.messages import ConnectionWord, Report, WordKind, pack_word
from hearthwatch.sealed.sandbox import SealProfile, close_seal, prepare
from hearthwatch.sealed.spawn import Descriptor
from hearthwatch.sealed.watcher import Watcher, WatcherLinks
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.stages.cameras.open import OpenOptions, open_camera
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.masking import without
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.people import HogGuard, HogVeto
from hearthwatch.stages.plates.presets import AdmissionPreset
from hearthwatch.stages.plates.writing import TextGuard
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.stages.scene.painting import painted

#: A picture older than this is not "now": the map is unknown (design, invariant 5).
STALE_S = 2.0


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """What a reader is to read, how often, and whether in real time or as fast as it can."""

    address: CameraAddress
    options: OpenOptions
    rate_hz: float
    fast: bool


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """How a watcher is to watch: ``masked`` is bool [45, 80], hidden before any analysis.

    ``sensitivity``: how much evidence flame and smoke must show.
    """

    admission: AdmissionPreset
    masked: Mask
    by_media_time: bool
    sensitivity: Sensitivity = "normal"


def read(
    memory: Descriptor, link: socket.socket, words: socket.socket, inlet: Descriptor | None, order: ReadOrder
) -> None:
    """Read one connection: open, seal, decode, hand on. Runs in the reader."""
    cv2.setNumThreads(1)
    clock = SystemClock()
    sender = FrameSender(memory.number, link)
    profile = _reader_profile(order)
    prepare(profile)
    village = None if inlet is None else os.fdopen(inlet.number, "rb", buffering=0)
    try:
        opened = open_camera(order.address, order.options, village)
        words.send(pack_word(ConnectionWord(WordKind.OPENED, figures=opened.figures)))
        close_seal(profile)
        for frame in frames(opened, clock, rate_hz=order.rate_hz, fast=order.fast):
            sender.send(frame, wait=order.fast)
        words.send(pack_word(ConnectionWord(WordKind.END)))
    except CameraError as error:
        words.send(pack_word(ConnectionWord(WordKind.FAULT, fault=error.code)))
    except ConnectionError:
        return  # the watcher is gone, and this connection with it
    except Exception:  # noqa: BLE001 - the supervisor of this process: a fault of ours is told as one
        words.send(pack_word(ConnectionWord(WordKind.FAULT, fault=FaultCode.BUG)))


def _reader_profile(order: ReadOrder) -> SealProfile:
    address = order.address
    return SealProfile.reader(
        address.port,
        # UDP is for RTP over UDP and for finding a host by its name; a number over TCP needs none.
        has_datagrams=order.options.transport == "udp" or not address.is_numeric,
        readable=(address.path,) if address.kind == "file" else (),
        device=address.path if address.kind == "v4l2" else None,
    )


def watch(links: WatcherLinks, order: WatchOrder) -> None:
    """Watch one camera until the main process ends. Runs in the watcher, sealed from the start."""
    cv2.setNumThreads(1)  # cameras are the parallel work; more threads cost and gain nothing
    view = CameraView(order)
    profile = SealProfile.watcher()
    prepare(profile)
    close_seal(profile)
    Watcher(links, view, SystemClock(), by_media_time=order.by_media_time).run()


class CameraView:
    """The stages that look at one camera's frames, in order."""

    def __init__(self, order: WatchOrder) -> None:
        """Begin without plates: everything is unknown."""
        self._admitter = Admitter(
            order.admission, order.masked, vetoes=(HogVeto(),), guards=(HogGuard(), TextGuard())
        )
        self._decider = Decider(())
        self._health = HealthWatch()
        self._fire = FireWatch(Network(), order.masked, order.sensitivity)
        self._masked = order.masked
        self._is_one_light = order.by_media_time
        self._observations: list[Observation] = []
        self._media_time_s = 0.0
        self._frames_seen = 0
        self._busy_s = 0.0
        self._clock = SystemClock()

    def look(self, frame: RawFrame) -> None:
        """Take a frame through plates, scene and hazards."""
        begun = self._clock.monotonic()
        work = without(work_picture(frame), self._masked)
        self._decider.look(work)
        self._observations += self._health.observe(work)
        self._observations += self._fire.observe(frame, work, self._decider.figures().light)
        if self._admitter.wants(frame.media_time_s):
            self._admitter.add(frame, self._evidence_light())
        self._media_time_s = frame.media_time_s
        self._frames_seen += 1
        self._busy_s += self._clock.monotonic() - begun

    def report(self, sequence: int, frame_age_s: float) -> Report:
        """Return the map, the view's figures and what was sighted since the last report."""
        if frame_age_s > STALE_S:
            self._decider.blind()
        seen, self._observations = tuple(self._observations), []
        scene = painted(self._decider.scene_map(), seen, self._media_time_s, self._masked)
        busy_us, self._busy_s = int(self._busy_s * 1e6), 0.0
        return Report(
            sequence, scene, self._decider.figures(), frame_age_s, self._frames_seen, busy_us, seen
        )  # fmt: skip

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Compare with these plates from now on."""
        self._decider.replace_plates(plates)

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Return what could become a plate for ``light``."""
        if not self._is_one_light:
            return self._admitter.candidate(light)
        found = self._admitter.candidate(Light.DAY)
        return None if found is None else replace(found, light=light)

    def _evidence_light(self) -> Light:
        # A file is too short to be parted by light: all of it is evidence for one plate.
        return Light.DAY if self._is_one_light else self._decider.figures().light
