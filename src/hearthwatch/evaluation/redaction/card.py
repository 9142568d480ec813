# SPDX-License-Identifier: Apache-2.0
"""The report card: figures of several series as JSON, and as one HTML page without anything from elsewhere.

Pictures are of plates alone, and only of series in which nobody real is.
"""

from __future__ import annotations

import base64
import html
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import cv2

from .measuring import Figures
from .published import Published
from .series import Picture, Series
from .verdicts import Verdict, verdicts

_WIDTH = 480
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2126; background: #fff; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #d5d9dd; }
td.figure { font-variant-numeric: tabular-nums; }
.missed { font-weight: 700; }
figure { margin: 0; } img { max-width: 100%; height: auto; }
@media (prefers-color-scheme: dark) { body { color: #e4e7ea; background: #15181b; }
  th, td { border-color: #3a4047; } }
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One series on the card; ``picture``: its plate as JPEG, where that may be shown."""

    series: Series
    figures: Figures
    picture: bytes | None

    @property
    def lines(self) -> list[Verdict]:
        """The goals."""
        return verdicts(self.figures)

    @property
    def is_met(self) -> bool:
        """Whether every goal that is judged is met."""
        return all(line.is_met is not False for line in self.lines)


def entry(series: Series, figures: Figures, published: Published) -> Entry:
    """Return a series' entry, with a picture of its plate where nobody real is in the series."""
    return Entry(series, figures, _jpeg(published.bare()) if series.kind == "rendered" else None)


def as_json(entries: Sequence[Entry]) -> str:
    """Return the card as JSON; figures that there are none of are null."""
    rows = [
        {
            "series": each.series.name,
            "kind": each.series.kind,
            "truth": each.series.truth,
            "met": each.is_met,
            "missed": [line.what for line in each.lines if line.is_met is False],
            "figures": _without_nan(asdict(each.figures)),
        }
        for each in entries
    ]
    met = all(each.is_met for each in entries)
    return (
        json.dumps({"report": "redaction", "met": met, "series": rows}, indent=2, ensure_ascii=False) + "\n"
    )


def as_html(entries: Sequence[Entry]) -> str:
    """Return the card as a page."""
    missed = sum(not each.is_met for each in entries)
    verdict = (
        "All goals are met." if not missed else f"Goals are missed in {missed} of {len(entries)} series."
    )
    body = "".join(_section(each) for each in entries)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Redaction: the report card</title><style>{_STYLE}</style></head><body>\n"
        "<h1>Redaction: the report card</h1>\n"
        f"<p><strong>{verdict}</strong> Each series went through <code>hearthwatch redact</code>; "
        "what it wrote was compared with masks of people. docs/ref/evaluate-redaction.md says what each "
        "figure means. Pictures are plates of rendered places; no picture of a real series is kept.</p>\n"
        f"{_overview(entries)}{body}</body></html>\n"
    )


def as_lines(entry: Entry) -> str:
    """Return a series' entry for a terminal."""
    mark = {True: "met", False: "MISSED", None: ""}
    lines = [f"  {line.what:58} {line.figure:>28}  {mark[line.is_met]}".rstrip() for line in entry.lines]
    return "\n".join([f"{entry.series.name} ({entry.series.kind})", *lines])


def _overview(entries: Sequence[Entry]) -> str:
    head = "".join(f"<th scope=col>{name}</th>" for name in (
        "Series", "Cells wrong", "Pixel leak", "Longest exposure", "View known", "Goals"
    ))  # fmt: skip
    rows = "".join(
        f'<tr><th scope=row><a href="#{_name(each)}">{_name(each)}</a></th>'
        f"<td class=figure>{each.figures.plates.wrong}</td>"
        f"<td class=figure>{100 * each.figures.exposure.pixel_leak:.3f} %</td>"
        f"<td class=figure>{each.figures.exposure.longest_exposure_s:.1f} s</td>"
        f"<td class=figure>{100 * each.figures.hidden.known:.1f} %</td>"
        f"<td>{'met' if each.is_met else '<span class=missed>missed</span>'}</td></tr>"
        for each in entries
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"


def _section(each: Entry) -> str:
    words = {True: "met", False: '<span class="missed">missed</span>', None: ""}
    rows = "".join(
        f"<tr><th scope=row>{html.escape(line.what)}</th><td class=figure>{html.escape(line.figure)}</td>"
        f"<td>{words[line.is_met]}</td></tr>"
        for line in each.lines
    )
    seen = each.figures.exposure
    return (
        f'<section id="{_name(each)}"><h2>{_name(each)}</h2>'
        f"<p>{html.escape(each.series.kind)}; {seen.frames} annotated frames, "
        f"{seen.frames_with_people} with people. Truth: {html.escape(each.series.truth)}.</p>"
        f"{_figure(each)}<table><tbody>{rows}</tbody></table></section>\n"
    )


def _figure(each: Entry) -> str:
    if each.picture is None:
        return ""
    data = base64.b64encode(each.picture).decode("ascii")
    return (
        f'<figure><img alt="The plate of {_name(each)}; what is not admitted is painted as unknown" '
        f'src="data:image/jpeg;base64,{data}"><figcaption>The plate</figcaption></figure>'
    )


def _name(each: Entry) -> str:
    return html.escape(each.series.name, quote=True)


def _jpeg(picture: Picture) -> bytes:
    height = round(picture.shape[0] * _WIDTH / picture.shape[1])
    small = cv2.resize(picture, (_WIDTH, height), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 82])[1].tobytes()


def _without_nan(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nan(each) for key, each in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value
