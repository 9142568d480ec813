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
from hearthwatch.stages.notices.phrases import load_phrases
from hearthwatch.stages.notices.zone_names import HAZARDS_OF_ZONES

from .announcer import Rules
from .prepared import Preparation, Prepared
from .quiet import QuietHours
from .script import Script, SpokenPlace
from .speaking import Speaking
from .speech import EspeakVoice, Voice, languages_spoken, speakable


@dataclass(frozen=True, slots=True)
class AnnouncementParts:
    """What says things: ``composer`` for all channels; ``speaking`` and ``rules`` for each loudspeaker."""

    composer: Composer
    speaking: Speaking
    rules: Rules
    prepared: Prepared
    script: Script
    places: tuple[SpokenPlace, ...]

    async def prepare(self, channels: Sequence[str] = ()) -> Preparation:
        """Make ready what alarms need, and the tests of loudspeakers, whose names are given."""
        return await self.prepared.prepare(self.script.needed(self.places, channels))


async def announcements(
    section: Announcements,
    cameras: Sequence[Camera],
    folder: Path,
    *,
    base: str = "",
    zone: tzinfo | None = None,
    voice: Voice | None = None,
) -> tuple[AnnouncementParts, tuple[str, ...]]:
    """Return the parts, and a line for each language that cannot be spoken, to be told loudly.

    ``folder``: where prepared speech is kept. ``base``: the pages' address, "" for none. ``zone``: in which
    quiet hours are meant, None for the machine's own. ``voice``: another than espeak-ng. A language in which
    nobody can speak is left out of what is spoken, not of what is written; where that leaves none, English or
    the first that can be spoken is both. Raises UsageError.
    """
    voice = voice or EspeakVoice(section.voices)
    languages, faults = await languages_spoken(
        voice, _samples(section.languages, section), _samples(("en", *LANGUAGES), section)
    )
    phrases = load_phrases(tuple(dict.fromkeys((*section.languages, *languages))), section.texts)
    composer = Composer(
        phrases,
        {camera.camera: camera.shown_name for camera in cameras},
        base,
        {camera.camera: [each.zone for each in camera.zones] for camera in cameras},
    )
    prepared, script = Prepared(folder, voice), Script(phrases, section.readings)
    rules = Rules(languages, section.pause.seconds, section.danger_volume, QuietHours(*section.quiet, zone))
    places = spoken_places(cameras, composer)
    return AnnouncementParts(composer, Speaking(prepared, script), rules, prepared, script, places), faults


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
