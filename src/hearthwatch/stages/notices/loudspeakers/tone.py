# SPDX-License-Identifier: Apache-2.0
"""The attention tone before speech: one for each priority, told apart without words. Pure numpy."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hearthwatch.model.sound import Sound

from .priority import Priority
from .sounds import FULL_SCALE, joined, levelled, silence


class Note(NamedTuple):
    """One note: its pitch, 0 for a pause, and its length."""

    pitch_hz: float
    length_s: float


#: Danger alternates quickly between two pitches, as two-tone sounders do; a warning rises twice; an end is
#: one long steady note, as the sirens' all clear is; words have the two falling notes of a gong, an exercise
#: three short equal ones; a notice and a test have one. All lie where small horns are loudest and what a
#: telephone's band still holds: 0.5 to 1 kHz.
NOTES = {
    Priority.DANGER: (Note(970, 0.25), Note(800, 0.25)) * 4,
    Priority.WARNING: (Note(622, 0.3), Note(831, 0.3), Note(0, 0.15)) * 2,
    Priority.WORDS: (Note(784, 0.45), Note(622, 0.6)),
    Priority.ALL_CLEAR: (Note(523, 1.5),),
    Priority.NOTICE: (Note(659, 0.4),),
    Priority.DRILL: (Note(523, 0.2), Note(0, 0.15)) * 3,
    Priority.TEST: (Note(659, 0.3),),
}
#: Notes begin and end within so long, so that none clicks.
_EDGE_S = 0.01


@cache
def tone(priority: Priority, rate_hz: int) -> Sound:
    """Return the tone that announces a priority, at the level of speech."""
    return levelled(joined([_sounded(note, rate_hz) for note in NOTES[priority]], 0.0))


def _sounded(note: Note, rate_hz: int) -> Sound:
    if not note.pitch_hz:
        return silence(note.length_s, rate_hz)
    at_s = np.arange(round(note.length_s * rate_hz)) / rate_hz
    edge = np.minimum(1.0, np.minimum(at_s, at_s[::-1]) / _EDGE_S)
    # Two overtones, so that a horn that is weak at one pitch is heard at another.
    wave: NDArray[np.float64] = sum(
        (
            strength * np.sin(2 * np.pi * note.pitch_hz * times * at_s)
            for times, strength in ((1, 1.0), (2, 0.3), (3, 0.15))
        ),
        np.zeros_like(at_s),
    )
    return Sound((wave * edge / 1.45 * FULL_SCALE).astype(np.int16), rate_hz)
