# SPDX-License-Identifier: Apache-2.0
"""One incident as a report to print: what happened, where, who was told, who did what.

Its pictures are plates with maps over them, as the wall showed them: nothing here ever was a live picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import cv2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from hearthwatch import __version__
from hearthwatch.commands.incident_moments import Moment, moments
from hearthwatch.model.errors import BugError
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident
from hearthwatch.model.plate import Plate
from hearthwatch.stages.publishing.render import render
from hearthwatch.store import Reading

#: Letters of most of Europe's languages; without it, those of the fonts that every reader of PDF has.
_FONTS = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
)
_PICTURE = (800, 450)
_WIDTH = 160 * mm
_PICTURES = (
    "Its pictures are stills of the empty place with the map of what was seen over them; "
    "no camera picture is kept."
)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Paragraphs of one font."""

    font: str

    def text(self, words: str) -> Paragraph:
        """Return a paragraph."""
        return Paragraph(
            _readable(words, self.font), ParagraphStyle("text", fontName=self.font, fontSize=9, spaceAfter=3)
        )

    def head(self, words: str, size: float = 12) -> Paragraph:
        """Return a heading."""
        style = ParagraphStyle(
            "head", fontName=self.font, fontSize=size, leading=1.3 * size, spaceBefore=size, spaceAfter=4
        )
        return Paragraph(_readable(words, self.font), style)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
        """Return rows of text; ``widths`` in millimetres."""
        return Table(
            [[self.text(cell) for cell in row] for row in rows],
            colWidths=[width * mm for width in widths],
            hAlign="LEFT",
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
        )


def report_pdf(store: Reading, number: IncidentId, now: datetime) -> bytes:
    """Return the report of an incident. Raises UsageError where there is none."""
    incident = store.incident(number)
    styles = _Styles(_font())
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        title=f"Incident {incident.id}",
        author=f"Hearthwatch {__version__}",
        invariant=True,  # the same incident gives the same bytes
    )
    document.build(list(_story(store, incident, now, styles)))
    return file.getvalue()


def _story(store: Reading, incident: Incident, now: datetime, styles: _Styles) -> Iterator[Flowable]:
    drill = "DRILL: " if incident.drill else ""
    yield styles.head(f"{drill}Incident {incident.id}: {incident.kind.value}, {incident.state.value}", 16)
    yield styles.text(incident.why)
    yield Spacer(1, 4 * mm)
    yield styles.table(_facts(incident, now), (35, 125))
    for camera in incident.cameras:
        yield from _pictures(store, incident, camera, now, styles)
    yield styles.head("Record")
    record = [(stamp(each.at), each.what, each.by) for each in store.entries(incident.id)]
    yield styles.table([("when (UTC)", "what", "who"), *record], (38, 92, 30))
    yield styles.head("Notices")
    notices = [
        (
            f"{each.number}",
            stamp(each.at),
            each.whom,
            each.text,
            _stamp_or(each.told, "not said"),
        )
        for each in store.notices(incident.id)
    ]
    yield styles.table([("no.", "when (UTC)", "to", "words", "said at"), *notices], (10, 36, 24, 56, 36))


def _facts(incident: Incident, now: datetime) -> list[tuple[str, str]]:
    places = ", ".join(f"{place.camera} ({place.hazard.value})" for place in incident.places)
    return [
        ("Opened (UTC)", stamp(incident.opened)),
        ("Ended (UTC)", _stamp_or(incident.closed, "not over")),
        ("Severity", incident.severity.name.lower()),
        ("Where", places),
        ("Answered by", incident.by or "nobody"),
        ("This report", f"made {stamp(now)} by Hearthwatch {__version__}. {_PICTURES}"),
    ]  # fmt: skip


def _pictures(
    store: Reading, incident: Incident, camera: CameraId, now: datetime, styles: _Styles
) -> Iterator[Flowable]:
    plates = {plate.id: plate for plate in store.plates(camera)}
    heading: Flowable | None = styles.head(f"Camera {camera}")
    for each in moments(store, incident, camera, now):
        parts = [styles.text(f"{each.name}, {stamp(each.at)}"), _image(each, plates.get(each.plate))]
        yield KeepTogether(([heading] if heading else []) + parts + [Spacer(1, 3 * mm)])
        heading = None
    if heading is not None:
        yield heading
        yield styles.text("No map of this camera is kept of that time.")


def _image(each: Moment, plate: Plate | None) -> Image:
    shown = None if plate is None else plate.as_pixels()
    done, png = cv2.imencode(".png", render(shown, each.cells, _PICTURE))
    if not done:
        raise BugError("The picture of a map could not be written as PNG")
    return Image(
        io.BytesIO(png.tobytes()), width=_WIDTH, height=_WIDTH * _PICTURE[1] / _PICTURE[0], hAlign="LEFT"
    )


def stamp(at: datetime) -> str:
    """Return a moment in words, UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _stamp_or(at: datetime | None, otherwise: str) -> str:
    return otherwise if at is None else stamp(at)


def _font() -> str:
    for path in _FONTS:
        try:
            pdfmetrics.registerFont(TTFont("text", str(path)))
        except (TTFError, OSError):
            continue
        return "text"
    return "Helvetica"


def _readable(words: str, font: str) -> str:
    """Return text that the font can show: what it cannot is written as its number, never left out."""
    if font == "Helvetica":
        words = words.encode("cp1252", "backslashreplace").decode("cp1252")
    return escape(words)
