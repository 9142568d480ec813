# SPDX-License-Identifier: Apache-2.0
"""Presets can be tightened and never loosened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.stages.plates.presets import (
    FEWEST_SAMPLES,
    LEAST_SHARE,
    PRIVATE,
    PUBLIC,
    AdmissionPreset,
    for_file,
)

PRESETS = [PRIVATE, PUBLIC, for_file(2), for_file(12), for_file(139.4), for_file(7200)]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: f"{preset.name}-{preset.span_s:.0f}")
def test_a_preset_lies_above_the_floor(preset: AdmissionPreset) -> None:
    """Each preset asks for the floor or more, and can be met within its own window."""
    assert preset.minimum_samples >= FEWEST_SAMPLES
    assert preset.share >= LEAST_SHARE
    assert preset.minimum_samples * preset.sample_interval_s <= preset.window_s


def test_a_public_place_takes_hours_of_two_days() -> None:
    """The public preset asks for 3 separate hours on 2 days."""
    assert (PUBLIC.hours, PUBLIC.days) == (3, 2)
    assert PUBLIC.span_s > 24 * 3600


def test_private_ground_outlasts_who_stands_for_twenty_minutes() -> None:
    """Somebody who stands for 20 minutes is missing from a whole stretch of the private span."""
    assert (1 - 1 / PRIVATE.stretches) * PRIVATE.span_s >= 20 * 60


@pytest.mark.parametrize("duration", [8.0, 11.84, 29.6, 139.4, 3600.0])
def test_a_file_gives_dozens_of_samples(duration: float) -> None:
    """A file that is long enough gives more samples than it needs, at 5 a second at most."""
    preset = for_file(duration)
    assert preset.sample_interval_s >= 0.2
    assert duration / preset.sample_interval_s >= 1.5 * preset.minimum_samples
    assert preset.span_s <= duration


def test_tightening_gives_what_was_asked() -> None:
    """More share, samples, time, hours and days are taken over; a longer span lengthens the window."""
    asked = PRIVATE.tightened(
        share=0.8, minimum_samples=400, span_s=5 * PRIVATE.window_s / 3, hours=2, days=1
    )
    assert (asked.share, asked.minimum_samples, asked.hours) == (0.8, 400, 2)
    assert asked.window_s == asked.span_s > PRIVATE.window_s


def test_asking_for_nothing_changes_nothing() -> None:
    """A tightening without any wish is the preset itself."""
    assert PUBLIC.tightened() == PUBLIC


LOOSER = {
    "share": lambda: PRIVATE.tightened(share=0.59),
    "minimum_samples": lambda: PRIVATE.tightened(minimum_samples=8),
    "span_s": lambda: PRIVATE.tightened(span_s=60.0),
    "hours": lambda: PUBLIC.tightened(hours=2),
    "days": lambda: PUBLIC.tightened(share=0.9, days=1),
}
BELOW = {
    "share": lambda: replace(PRIVATE, share=0.5),
    "samples": lambda: replace(PRIVATE, minimum_samples=7),
    "stretches": lambda: replace(PRIVATE, stretches=2),
    "window": lambda: replace(PRIVATE, span_s=1e6),
    "slices": lambda: replace(PRIVATE, slices=4),
    "counts": lambda: replace(PRIVATE, sample_interval_s=0.2),
}


@pytest.mark.parametrize("loosened", LOOSER.values(), ids=LOOSER)
def test_loosening_is_refused(loosened: Callable[[], AdmissionPreset]) -> None:
    """Less of anything than the preset asks is a UsageError."""
    with pytest.raises(UsageError):
        loosened()


@pytest.mark.parametrize("made", BELOW.values(), ids=BELOW)
def test_a_preset_below_the_floor_cannot_be_made(made: Callable[[], AdmissionPreset]) -> None:
    """Whoever writes a preset below the floor gets a UsageError, not a preset."""
    with pytest.raises(UsageError):
        made()
