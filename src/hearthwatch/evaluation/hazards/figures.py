# SPDX-License-Identifier: Apache-2.0
"""Verdicts in, the report card's figures out: plain values, ready for JSON and for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hearthwatch.model.hazard import Hazard

from .intervals import most_events, recall_interval
from .scoring import Verdict
from .survival import Waiting, alarmed, part_by, time_of

Card = dict[str, Any]
_MOMENTS = (5, 10, 20, 30, 60, 120)


def card(verdicts: Sequence[Verdict], about: dict[str, str]) -> Card:
    """Return everything that is reported; ``about`` names model, configuration and version."""
    return {
        "about": about,
        "note": "Supplements certified fire detection and never replaces it.",
        "flame": _recall([each for each in verdicts if each.watched.clip.expected is Hazard.FLAME]),
        "smoke": _recall([each for each in verdicts if each.watched.clip.expected is Hazard.SMOKE]),
        "false_alarms": _false_alarms(verdicts),
        "strata": _strata(verdicts),
        "clips": [_line(each) for each in verdicts],
    }


def _recall(verdicts: Sequence[Verdict]) -> Card:
    found = [each for each in verdicts if each.alarm_s is not None]
    low, high = recall_interval(len(found), len(verdicts))
    waitings = [
        Waiting(
            max(each.watched.watched_s - each.watched.clip.onset_s, 0.0)
            if each.alarm_s is None
            else each.alarm_s,
            each.alarm_s is not None,
        )
        for each in verdicts
    ]
    steps = alarmed(waitings)
    return {
        "incidents": len(verdicts),
        "found": len(found),
        "recall": round(len(found) / len(verdicts), 4) if verdicts else None,
        "interval_95": [round(low, 4), round(high, 4)],
        "median_s": time_of(steps, 0.5),
        "p90_s": time_of(steps, 0.9),
        "alarmed_by_s": {str(moment): round(part_by(steps, moment), 4) for moment in _MOMENTS},
        "steps": [[round(moment, 2), round(part, 4)] for moment, part in steps],
        "missed": [
            {"clip": each.watched.clip.name, "reason": each.reason}
            for each in verdicts
            if each.alarm_s is None
        ],
    }


def _rate(verdicts: Sequence[Verdict]) -> Card:
    events = sum(len(each.false_alarms) for each in verdicts)
    hours = sum(_quiet_s(each) for each in verdicts) / 3600
    return {
        "clips": len(verdicts),
        "hours": round(hours, 4),
        "events": events,
        "without_refractory": sum(each.raw_false_alarms for each in verdicts),
        "per_camera_day": round(24 * events / hours, 2) if hours else None,
        "per_camera_day_at_most_95": round(24 * most_events(events) / hours, 1) if hours else None,
    }


def _quiet_s(each: Verdict) -> float:
    """Return the seconds of a clip in which an alarm would be false: all, or those before the guard."""
    clip = each.watched.clip
    return each.watched.watched_s if clip.expected is None else max(clip.onset_s - 5.0, 0.0)


def _false_alarms(verdicts: Sequence[Verdict]) -> Card:
    by_camera = Counter({each.watched.clip.camera: len(each.false_alarms) for each in verdicts})
    worst, most = by_camera.most_common(1)[0] if by_camera else ("", 0)
    quiet = [each for each in verdicts if each.watched.clip.expected is None]
    alarming = [each for each in quiet if each.false_alarms]
    return {
        **_rate(verdicts),
        "quiet_clips": len(quiet),
        "quiet_clips_alarming": len(alarming),
        "worst_camera": {"camera": worst, "events": most} if most else None,
    }


def _strata(verdicts: Sequence[Verdict]) -> Card:
    quiet = [each for each in verdicts if each.watched.clip.expected is None]
    kinds = sorted({each.watched.clip.kind for each in quiet})
    return {kind: _rate([each for each in quiet if each.watched.clip.kind == kind]) for kind in kinds}


def _line(each: Verdict) -> Card:
    clip = each.watched.clip
    return {
        "clip": clip.name,
        "kind": clip.kind,
        "onset_s": clip.onset_s,
        "watched_s": round(each.watched.watched_s, 2),
        "alarm_s": None if each.alarm_s is None else round(each.alarm_s, 2),
        "false_alarms": [f"{e.hazard.value} at {e.media_time_s:.1f} s" for e in each.false_alarms],
        "opened": [f"{e.hazard.value} at {e.media_time_s:.1f} s" for e in each.watched.opened],
        "place_checked": bool(clip.regions),
        "reason": each.reason,
        "why": each.why,
    }
