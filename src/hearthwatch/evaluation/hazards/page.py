# SPDX-License-Identifier: Apache-2.0
"""The card's figures in, one page of HTML out. No picture of a clip is in it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from .figures import Card

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
body,svg{background:#fff}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}
th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}
.note{background:#fff4d6;padding:.6rem 1rem;border-left:4px solid #c80}
"""


_CAUTION = (
    "One clip is one incident; the figures are of these clips alone, and the bounds say how little so few of "
    "them allow to be claimed."
)


def page(card: Card) -> str:
    """Return the whole page."""
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Hearthwatch: flame and smoke</title>',
        f"<style>{_STYLE}</style><h1>Flame and smoke: report card</h1>",
        f'<p class="note">{html.escape(card["note"])} {_CAUTION}</p>',
        _misses(card),
        "<h2>Found</h2>",
        _table(_RECALL_HEAD, [_recall_row(name, card[name]) for name in ("flame", "smoke")]),
        _curve(card),
        "<h2>False alarms</h2>",
        _table(_RATE_HEAD, [_rate_row("all", card["false_alarms"]), *_strata_rows(card)]),
        _worst(card),
        "<h2>Every clip</h2>",
        _table(_CLIP_HEAD, [_clip_row(each) for each in card["clips"]]),
        "<h2>Made with</h2>",
        _table(("", ""), [(key, str(value)) for key, value in card["about"].items()]),
        "</html>",
    ]
    return "\n".join(parts)


_RECALL_HEAD = ("", "found", "of", "recall", "95 % interval", "median s", "90 % by s", "by 10 s", "by 30 s")
_RATE_HEAD = ("", "clips", "hours", "false alarms", "without refractory", "a camera-day", "at most (95 %)")
_CLIP_HEAD = ("clip", "kind", "watched s", "alarm after s", "false alarms", "what was said")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["<table><tr>", *(f"<th>{html.escape(each)}</th>" for each in head), "</tr>"]
    for row in rows:
        lines += ["<tr>", *(_field(each) for each in row), "</tr>"]
    return "".join((*lines, "</table>"))


def _field(text: str) -> str:
    is_number = text.replace(".", "", 1).replace("-", "", 1).isdigit()
    return f'<td class="n">{text}</td>' if is_number else f"<td>{html.escape(text)}</td>"


def _said(value: object, form: str = "") -> str:
    return "-" if value is None else format(value, form)


def _recall_row(name: str, found: Card) -> tuple[str, ...]:
    low, high = found["interval_95"]
    by = found["alarmed_by_s"]
    return (
        name, str(found["found"]), str(found["incidents"]), _said(found["recall"], ".3f"),
        f"{low:.2f} to {high:.2f}", _said(found["median_s"], ".1f"), _said(found["p90_s"], ".1f"),
        f"{by['10']:.2f}", f"{by['30']:.2f}",
    )  # fmt: skip


def _rate_row(name: str, rate: Card) -> tuple[str, ...]:
    return (
        name, str(rate["clips"]), f"{rate['hours']:.3f}", str(rate["events"]),
        str(rate["without_refractory"]),
        _said(rate["per_camera_day"], ".1f"), _said(rate["per_camera_day_at_most_95"], ".1f"),
    )  # fmt: skip


def _strata_rows(card: Card) -> list[tuple[str, ...]]:
    return [_rate_row(kind, rate) for kind, rate in card["strata"].items()]


def _clip_row(each: Card) -> tuple[str, ...]:
    said = each["why"] or each["reason"]
    false = ", ".join(each["false_alarms"])
    return (
        each["clip"], each["kind"], f"{each['watched_s']:.1f}", _said(each["alarm_s"], ".1f"), false, said
    )  # fmt: skip


def _misses(card: Card) -> str:
    missed = [(name, each) for name in ("flame", "smoke") for each in card[name]["missed"]]
    false = [each for each in card["clips"] if each["false_alarms"]]
    rows = [(each["clip"], f"{name} missed", each["reason"]) for name, each in missed]
    rows += [(each["clip"], "false alarm", ", ".join(each["false_alarms"])) for each in false]
    if not rows:
        return "<h2>Misses and false alarms</h2><p>None in these clips.</p>"
    return "<h2>Misses and false alarms</h2>" + _table(("clip", "what", "why"), rows)


def _worst(card: Card) -> str:
    worst = card["false_alarms"]["worst_camera"]
    if worst is None:
        return "<p>No camera had a false alarm.</p>"
    return f"<p>Worst camera: {html.escape(worst['camera'])}, {worst['events']} false alarms.</p>"


def _curve(card: Card, width: int = 640, height: int = 240, last_s: float = 40.0) -> str:
    """Return the part alarmed over time as a drawing, flame and smoke."""
    lines = []
    for name, colour in (("flame", "#c22"), ("smoke", "#357")):
        points, before = [(0.0, 0.0)], 0.0
        for moment, part in card[name]["steps"]:
            points += [(moment, before), (moment, part)]
            before = part
        points.append((last_s, before))
        path = " ".join(
            f"{40 + x / last_s * (width - 60):.1f},{height - 30 - y * (height - 50):.1f}" for x, y in points
        )
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
    ticks = "".join(
        f'<text x="{40 + s / last_s * (width - 60):.0f}" y="{height - 10}" font-size="12">{s} s</text>'
        for s in range(0, int(last_s) + 1, 10)
    )
    shares = "".join(
        f'<text x="4" y="{height - 26 - p / 100 * (height - 50):.0f}" font-size="12">{p} %</text>'
        for p in (0, 50, 100)
    )
    return (
        f'<svg width="{width}" height="{height}" role="img" aria-label="Part alarmed over the seconds since'
        f' the onset: flame red, smoke blue">{ticks}{shares}{"".join(lines)}</svg>'
    )
