# SPDX-License-Identifier: Apache-2.0
"""The announcements as the configuration wants them: texts, rules, voice, and what must be ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from hearthwatch.config.announcements import Announcements
from hearthwatch.config.cameras import Camera
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.words_for_persons import LANGUAGES
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.phrases import Phrases, load_phrases
from hearthwatch.stages.notices.zone_names import HAZARDS_OF_ZONES

from .announcer import Rules
from .prepared import Preparation, Prepared
from .quiet import QuietHours
from .script import Script, SpokenPlace
from .speaking import Speaking
from .speech import EspeakVoice, Voice, languages_spoken, speakable


@dataclass(frozen=True, slots=True)
class AnnouncementParts:
    """What loudspeaker channels are made of: pass ``speaking`` and ``rules`` to each."""

    speaking: Speaking
    rules: Rules
    prepared: Prepared
    script: Script

    async def prepare(self, places: Sequence[SpokenPlace], channels: Sequence[str]) -> Preparation:
        """Make ready what alarms of ``places`` need, and the tests of the loudspeakers' names."""
        return await self.prepared.prepare(self.script.needed(places, channels))


def composer(section: Announcements, cameras: Sequence[Camera], base: str) -> Composer:
    """Return what makes messages, for all channels. ``base``: the pages' address, "" for none."""
    names = {camera.camera: camera.shown_name for camera in cameras}
    zones = {camera.camera: [each.zone for each in camera.zones] for camera in cameras}
    return Composer(load_phrases(section.languages, section.texts), names, base, zones)


async def announcements(
    section: Announcements,
    phrases: Phrases,
    folder: Path,
    *,
    zone: tzinfo | None = None,
    voice: Voice | None = None,
) -> tuple[AnnouncementParts, tuple[str, ...]]:
    """Return the parts, and a line for each language that cannot be spoken, to be told loudly.

    ``folder``: where prepared speech is kept. ``voice``: another than espeak-ng. A language in which nobody
    can speak is left out of what is spoken; where that leaves none, English or the first that there is.
    """
    voice = voice or EspeakVoice(section.voices)
    languages, faults = await languages_spoken(
        voice, _samples(section.languages, section), _samples(("en", *LANGUAGES), section)
    )
    known = {language.code for language in phrases.languages}
    if missing := [code for code in languages if code not in known]:
        phrases = Phrases((*phrases.languages, *load_phrases(missing, section.texts).languages))
    prepared = Prepared(folder, voice)
    script = Script(phrases, section.readings)
    begin, end = section.quiet
    rules = Rules(languages, section.pause.seconds, section.danger_volume, QuietHours(begin, end, zone))
    return AnnouncementParts(Speaking(prepared, script), rules, prepared, script), faults


def _samples(languages: Sequence[str], section: Announcements) -> dict[str, str]:
    """Return the word for fire in each language, as a voice is given it."""
    loaded = load_phrases(languages).languages
    return {
        each.code: speakable(
            each.hazards["flame"], {**each.file.readings, **section.readings.get(each.code, {})}
        )
        for each in loaded
    }


def spoken_places(cameras: Sequence[Camera], composer: Composer) -> tuple[SpokenPlace, ...]:
    """Return every place of which an alarm may speak, as messages call it."""
    places = []
    for camera in cameras:
        places.append(SpokenPlace(composer.place_name(camera.camera), (Hazard.FLAME, Hazard.SMOKE)))
        places += [
            SpokenPlace(composer.place_name(camera.camera, zone.name), HAZARDS_OF_ZONES[zone.kind])
            for zone in camera.zones
            if zone.kind in HAZARDS_OF_ZONES
        ]
    return tuple(places)
