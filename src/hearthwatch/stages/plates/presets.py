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
#: Of a file shorter than this nothing can be told of who stands still in it.
SHORTEST_FILE_S = 8.0
_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class AdmissionPreset:
    """What a cell must show. Times in seconds of media time.

    ``sample_interval_s``: from one sample to the next. ``window_s``: evidence older than this is
    forgotten; ``span_s``: nothing is admitted before this much was seen. The window is kept in
    ``slices`` equal parts. ``share``: part of all samples that one appearance must hold;
    ``stretches``: the span is parted into this many stretches, and the appearance must hold
    ``stretch_share`` of each. ``hours`` and ``days``: in how many separate ones it must be seen.
    ``veto_interval_s``: how often the detectors look.
    """

    name: str
    sample_interval_s: float
    window_s: float
    span_s: float
    slices: int = 48
    minimum_samples: int = 24
    share: float = LEAST_SHARE
    stretches: int = 4
    stretch_share: float = 0.25
    hours: int = 1
    days: int = 1
    veto_interval_s: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what lies below the floor (UsageError)."""
        if self.minimum_samples < FEWEST_SAMPLES or not LEAST_SHARE <= self.share <= 1:
            raise UsageError(
                f"admission {self.name!r} is below the floor",
                do=f"ask for at least {FEWEST_SAMPLES} samples and a share of {LEAST_SHARE} to 1",
            )
        if self.stretches < 3 or self.slices < self.stretches or self.span_s > self.window_s:
            raise UsageError(f"admission {self.name!r} has a span that its window cannot hold")

    def tightened(  # noqa: PLR0913 - one argument for each thing that a steward may tighten
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
            window_s=max(self.window_s, span_s or 0.0),
            hours=self.hours if hours is None else hours,
            days=self.days if days is None else days,
        )
        loosened = [
            name
            for name in ("share", "minimum_samples", "span_s", "hours", "days")
            if getattr(asked, name) < getattr(self, name)
        ]
        if loosened:
            raise UsageError(
                f"admission {self.name!r} cannot be loosened ({', '.join(loosened)})",
                do="ask for as much as the preset does, or more",
            )
        return asked


#: Private ground: half an hour, so that who stands for 20 minutes is not most of it.
PRIVATE = AdmissionPreset("private", sample_interval_s=5.0, window_s=3600.0, span_s=1800.0, minimum_samples=100)

#: A public place: three days, seen in at least 3 separate hours on at least 2 of them.
PUBLIC = AdmissionPreset(
    "public",
    sample_interval_s=30.0,
    window_s=72 * _HOUR_S,
    span_s=25 * _HOUR_S,
    slices=96,
    minimum_samples=500,
    hours=3,
    days=2,
)


def for_file(duration_s: float) -> AdmissionPreset:
    """Return the preset for one file of ``duration_s`` seconds, which is all that will ever be seen of it."""
    span = max(duration_s, SHORTEST_FILE_S)
    interval = max(1 / FILE_RATE_HZ, span / 600)
    return AdmissionPreset(
        "file",
        sample_interval_s=interval,
        window_s=4 * span,
        span_s=0.9 * span,
        minimum_samples=24,
        veto_interval_s=max(1.0, span / 60),
    )
