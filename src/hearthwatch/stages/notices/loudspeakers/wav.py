# SPDX-License-Identifier: Apache-2.0
"""Sound in, a WAV file's bytes out: mono, 16 bits, linear (RIFF; Microsoft and IBM, 1991)."""

from __future__ import annotations

import io
import wave

from hearthwatch.model.sound import Sound


def wav_of(sound: Sound) -> bytes:
    """Return the file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(sound.rate_hz)
        out.writeframes(sound.samples.astype("<i2").tobytes())
    return file.getvalue()
