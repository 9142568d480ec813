# SPDX-License-Identifier: Apache-2.0
"""One camera's way, wired. The file to read first; docs/design/pipeline.md says the same in words.

`read` runs in the reader and `watch` in the watcher, both sealed; what they say comes out through
`sealed.messages` and is all that the rest of the program ever knows of a camera's picture.
"""

from __future__ import annotations

import math
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import cv2

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import CameraError
from hearthwatch.model.hazard import Observation, PlaceBar
from hearthwatch.model.health import FaultCode
from hearthwatch.model.plate import Mask, PlateCandidate, PlatePixels
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light, SceneFigures, SceneMap, unknown_cells
from hearthwatch.orders import ReadOrder, WatchOrder
from hearthwatch.sealed.frames_channel import FrameSender
from hearthwatch.sealed.messages import ConnectionWord, Report, WordKind, pack_word
from hearthwatch.sealed.sandbox import SealProfile, close_seal, prepare
from hearthwatch.sealed.spawn import Descriptor
from hearthwatch.sealed.watcher import Watcher, WatcherLinks
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.masking import without
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.doubt import Doubt, sound
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.hazards.keep_clear.watch import KeepClear
from hearthwatch.stages.hazards.water.watch import WaterWatch
from hearthwatch.stages.hazards.zones_in_use import ZonesInUse
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.people import HogGuard, HogVeto
from hearthwatch.stages.plates.writing import TextGuard
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.stages.scene.measures import fits_work_size
from hearthwatch.stages.scene.painting import painted

#: A picture older than this is not "now": the map is unknown (design, invariant 5).
STALE_S = 2.0


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


class ZoneWatch(Protocol):
    """What looks for one hazard in the zones of one view."""

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> None:
        """Take a frame."""
        ...

    def rest(self) -> None:
        """Take no frame: the view is not where it was when the zones were drawn."""
        ...

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Take what the empty place looks like."""
        ...

    def sightings(self, media_time_s: float) -> tuple[Observation, ...]:
        """Return what holds until it is seen to be over, asked for with each report, also of a blind view."""
        ...


@dataclass(slots=True)
class ViewParts:
    """The stages of one view. ``admitter`` makes one that has seen nothing; tests put faulty ones here.

    It makes None where no plate is wanted.
    """

    decider: Decider
    health: HealthWatch
    fire: FireWatch
    admitter: Callable[[], Admitter | None]
    small: Callable[[RawFrame], WorkPicture] = work_picture
    hide: Callable[[WorkPicture, Mask], WorkPicture] = without
    paint: Callable[[SceneMap, Sequence[Observation], float, Mask], SceneMap] = painted
    zone_watches: Sequence[ZoneWatch] = ()

    @classmethod
    def of(cls, order: WatchOrder) -> ViewParts:
        """Return the real ones."""
        return cls(
            Decider(()),
            HealthWatch(repeats=order.repeats),
            FireWatch(Network(), order.unjudged, order.sensitivity),
            lambda: _admitter(order),
            zone_watches=(
                KeepClear(order.zones, order.unjudged),
                WaterWatch(order.zones, order.unjudged),
            ),
        )


def _admitter(order: WatchOrder) -> Admitter | None:
    if order.admission is None:
        return None
    guards = (HogGuard(), TextGuard())
    return Admitter(order.admission, order.hidden, (HogVeto(),), guards, settling_s=order.settling_s)


class CameraView:
    """The stages that look at one camera's frames, in order.

    A fault in any of them makes the whole view unknown until a frame has gone through all of them
    without one, and is told as *degraded*. The others go on: alarms work while the picture is unknown.
    """

    def __init__(self, order: WatchOrder, parts: ViewParts | None = None) -> None:
        """Begin without plates: everything is unknown."""
        self._parts = parts or ViewParts.of(order)
        self._decider, self._health = self._parts.decider, self._parts.health
        self._admitter = self._parts.admitter()
        self._masked, self._unjudged = order.hidden, order.unjudged
        self._zones_in_use = ZonesInUse()
        self._is_one_light = order.by_media_time
        self._doubt = Doubt()
        self._observations: list[Observation] = []
        self._media_time_s = 0.0
        self._frames_seen = 0
        self._busy_s = 0.0
        self._clock = SystemClock()

    def look(self, frame: RawFrame) -> None:
        """Take a frame through plates, scene and hazards."""
        begun = self._clock.monotonic()
        self._media_time_s = frame.media_time_s
        self._frames_seen += 1
        self._doubt.begin_look()
        work = self._doubt.attempt(lambda: self._made_small(frame))
        if work is not None:
            self._doubt.attempt(lambda: self._decider.look(work))
            if self._decider.has_failed:
                self._doubt.note()
            health = self._doubt.attempt(lambda: self._health.observe(work)) or ()
            self._observations += health
            self._look_at_zones(frame, work, health)
            self._observations += self._doubt.attempt(lambda: self._look_for_fire(frame, work)) or ()
        if self._doubt.attempt(lambda: self._admit(frame)) is None:
            # Evidence that was half taken is none.
            self._admitter = self._parts.admitter()
        self._busy_s += self._clock.monotonic() - begun

    def _look_for_fire(self, frame: RawFrame, work: WorkPicture) -> tuple[Observation, ...]:
        return tuple(self._parts.fire.observe(frame, work, self._decider.light))

    def _look_at_zones(self, frame: RawFrame, work: WorkPicture, health: Sequence[Observation]) -> None:
        light = self._decider.light
        are_used = self._zones_in_use.see(health, work.media_time_s, has_moved=self._decider.has_moved)
        # Where they do not lie as drawn nothing is left out of the alarm, and nothing hidden is shown.
        self._parts.fire.use_mask(self._unjudged if are_used else self._masked)
        for each in self._parts.zone_watches:
            look = partial(each.observe, frame, work, light) if are_used else each.rest
            self._doubt.attempt(look)

    def _seen_in_zones(self) -> tuple[Observation, ...]:
        watches = self._parts.zone_watches
        return tuple(seen for each in watches for seen in each.sightings(self._media_time_s))

    def report(self, sequence: int, frame_age_s: float) -> Report:
        """Return the map, the view's figures and what was sighted since the last report."""
        in_zones = self._doubt.attempt(self._seen_in_zones) or ()
        seen, self._observations = sound((*self._observations, *in_zones), self._doubt), []
        is_blind = not frame_age_s <= STALE_S  # of an age that is no number, too
        told = self._doubt.attempt(lambda: self._told(seen, is_blind=is_blind))
        if told is None or self._doubt.is_open:
            told = self._unknown(seen)
        scene, figures = told
        seen += self._doubt.observations(figures, self._media_time_s, is_blind=is_blind, seen=seen)
        busy_us, self._busy_s = int(self._busy_s * 1e6), 0.0
        return Report(sequence, scene, figures, frame_age_s, self._frames_seen, busy_us, seen)

    def doubt(self) -> None:
        """Learn that what came from the reader made no sense."""
        self._doubt.note()

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Compare with these plates from now on; with none, where one of them cannot be used."""
        for each in self._parts.zone_watches:
            self._doubt.attempt(partial(each.use_plates, plates))
        try:
            self._decider.replace_plates(plates)
        except Exception:  # noqa: BLE001 - whatever is wrong with a plate, nothing is shown of it
            self._decider.replace_plates(())
            self._doubt.use_plates(0, are_sound=False)
        else:
            self._doubt.use_plates(len(plates), are_sound=True)

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Ask for more at these places before flame or smoke is told."""
        self._doubt.attempt(lambda: self._parts.fire.use_bars(bars))

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Return what could become a plate for ``light``; None too where that fails."""
        kept = Light.DAY if self._is_one_light else light
        admitter = self._admitter
        found = None if admitter is None else self._doubt.attempt(lambda: admitter.candidate(kept))
        return None if found is None else replace(found, light=light)

    def _made_small(self, frame: RawFrame) -> WorkPicture:
        work = self._parts.hide(self._parts.small(frame), self._masked)
        if not fits_work_size(work) or not math.isfinite(work.media_time_s):
            # Before any stage learns from it.
            raise ValueError("not a work picture")
        return work

    def _admit(self, frame: RawFrame) -> bool:
        admitter = self._admitter
        if admitter is None or not admitter.wants(frame.media_time_s):
            return False
        admitter.add(frame, self._evidence_light())
        return True

    def _told(self, seen: Sequence[Observation], *, is_blind: bool) -> tuple[SceneMap, SceneFigures]:
        if is_blind or self._doubt.is_open:
            self._decider.blind()
        scene = self._parts.paint(self._decider.scene_map(), seen, self._media_time_s, self._masked)
        return scene, self._decider.figures()

    def _unknown(self, seen: Sequence[Observation]) -> tuple[SceneMap, SceneFigures]:
        """Return what is said where a stage failed: unknown, but for hazards that were seen."""
        figures = SceneFigures(Light.DAY, 0, 0.0, 0.0, math.nan, has_moved=False)
        nothing = SceneMap(unknown_cells(), self._media_time_s)
        painted_over = self._doubt.attempt(
            lambda: self._parts.paint(nothing, seen, self._media_time_s, self._masked)
        )
        return painted_over or nothing, figures

    def _evidence_light(self) -> Light:
        # A file is too short to be parted by light: all of it is evidence for one plate.
        return Light.DAY if self._is_one_light else self._decider.light
