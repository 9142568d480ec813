# SPDX-License-Identifier: Apache-2.0
"""How much evidence a cell needs before it may enter a plate. Numbers: docs/design/admission.md."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hearthwatch.model.errors import UsageError

#: Fewer samples than this admit nothing, whatever a preset says.
FEWEST_SAMPLES = 8
#: No preset may ask for less than this share of all samples: below it, people got into plates.
LEAST_SHARE = 0.6
#: A file is looked at this often at most.
FILE_RATE_HZ = 5.0
#: In a file shorter than this, who stands still cannot be told from the place.
SHORTEST_FILE_S = 8.0
#: In a file shorter than this, a leg can stand as still as a post: 9 to 12 s cut from real clips showed it.
SHORT_FILE_S = 20.0
_FILE_SAMPLES = 720
_MINUTE_S = 60.0
_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class AdmissionPreset:
    """What a cell must show. Times are seconds of media time.

    ``sample_interval_s``: from one sample to the next. ``window_s``: evidence older than this is
    forgotten; it is kept in ``slices`` equal parts. ``span_s``: nothing is admitted before samples
    reach over this much. ``share``: part of all samples that one appearance must hold. The samples
    are parted into ``stretches`` in order of time; the appearance must hold ``stretch_share`` of each.
    ``hours``, ``days``: in how many separate ones it must be seen. ``veto_interval_s``: how often
    detectors look. Beside a cell in doubt, ``beside_share`` of all samples is needed, and no more
    unrest than ``beside_off`` times what is usual in the view. What is admitted is nowhere narrower
    than ``narrowest`` cells. Where the appearance was missing from the whole of a slice in
    ``absent_slices`` of all slices or more, something stood there: cells beside that are in doubt too.
    """

    name: str
    sample_interval_s: float
    window_s: float
    span_s: float
    slices: int = 72
    minimum_samples: int = 24
    share: float = LEAST_SHARE
    stretches: int = 4
    stretch_share: float = 0.25
    hours: int = 1
    days: int = 1
    veto_interval_s: float = 240.0
    beside_share: float = 0.7
    beside_off: float = 3.0
    narrowest: int = 3
    absent_slices: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what lies below the floor, or cannot be met (UsageError)."""
        if self.minimum_samples < FEWEST_SAMPLES or not LEAST_SHARE <= self.share <= 1:
            raise UsageError(
                f"admission {self.name!r} is below the floor",
                do=f"ask for at least {FEWEST_SAMPLES} samples and a share of {LEAST_SHARE} to 1",
            )
        slice_s = self.window_s / self.slices
        if not (self.stretches >= 3 and 8 * slice_s <= self.span_s <= self.window_s):
            raise UsageError(f"admission {self.name!r} has a span that its window cannot part")
        if slice_s > 255 * self.sample_interval_s:
            raise UsageError(f"admission {self.name!r} takes more samples in a slice than can be counted")

    def tightened(
        self,
        *,
        share: float | None = None,
        minimum_samples: int | None = None,
        span_s: float | None = None,
        hours: int | None = None,
        days: int | None = None,
    ) -> AdmissionPreset:
        """Return a stricter preset. Raises UsageError where anything would be loosened."""
        asked = replace(
            self,
            share=self.share if share is None else share,
            minimum_samples=self.minimum_samples if minimum_samples is None else minimum_samples,
            span_s=self.span_s if span_s is None else span_s,
            # A longer span needs a longer window, of slices as many as before.
            window_s=max(self.window_s, span_s or 0.0),
            hours=self.hours if hours is None else hours,
            days=self.days if days is None else days,
        )
        kept = {
            "share": asked.share >= self.share,
            "minimum_samples": asked.minimum_samples >= self.minimum_samples,
            "span_s": asked.span_s >= self.span_s,
            "hours": asked.hours >= self.hours,
            "days": asked.days >= self.days,
        }
        loosened = [name for name, holds in kept.items() if not holds]
        if loosened:
            raise UsageError(
                f"admission {self.name!r} cannot be loosened ({', '.join(loosened)})",
                do="ask for as much as the preset does, or more",
            )
        return asked


#: Private ground: half an hour, so that who stands for 20 minutes of it cannot be most of it.
PRIVATE = AdmissionPreset(
    "private",
    sample_interval_s=5.0,
    window_s=3 * _HOUR_S,
    span_s=30 * _MINUTE_S,
    minimum_samples=200,
)

#: A public place: up to three days, in at least 3 separate hours on at least 2 days.
PUBLIC = AdmissionPreset(
    "public",
    sample_interval_s=30.0,
    window_s=72 * _HOUR_S,
    span_s=25 * _HOUR_S,
    minimum_samples=500,
    hours=3,
    days=2,
)


def for_file(duration_s: float) -> AdmissionPreset:
    """Return the preset for one file of ``duration_s`` seconds: all that will ever be seen of its place.

    Whoever stands still for most of a short file is told by unrest at the rim, so more is asked there
    than where evidence grows for half an hour and longer; in a very short one, still more.
    """
    span = max(duration_s, SHORTEST_FILE_S)
    is_short = duration_s < SHORT_FILE_S
    return AdmissionPreset(
        "file",
        sample_interval_s=max(1 / FILE_RATE_HZ, span / _FILE_SAMPLES),
        window_s=1.25 * span,
        span_s=0.8 * span,
        minimum_samples=24,
        veto_interval_s=max(1.0, span / 40),
        share=0.8 if is_short else 0.65,
        beside_share=0.85 if is_short else 0.75,
        beside_off=1.2 if is_short else 1.7,
        narrowest=4 if is_short else 5,
        # A file's slices are seconds: walkers would fill them. The rules beside doubt do this work here.
        absent_slices=1.0,
    )
