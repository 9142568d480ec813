# SPDX-License-Identifier: Apache-2.0
"""A place's own texts, ``[announcements.texts.en.titles]`` and the like, before those that are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from hearthwatch.model.words_for_persons import words_for_persons

from .templates import fields_of, require_template

_OF_INCIDENTS = ("hazard", "place", "minutes")
#: What each text may say: of titles; bodies may also hold {title}, and of incidents {advice}.
FIELDS = {
    "first": _OF_INCIDENTS,
    "again": _OF_INCIDENTS,
    "escalated": _OF_INCIDENTS,
    "ended": _OF_INCIDENTS,
    "closed": _OF_INCIDENTS,
    "false_alarm": _OF_INCIDENTS,
    "digest": ("number", "minutes", "hazard", "place"),
    "words": ("words",),
    "test": ("name",),
    "heartbeat": ("name",),
}


class CauseTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Titles or bodies, by why something is said; what is left out is as it is shipped."""

    first: Annotated[str, Meta(description="A hazard is seen")] = ""
    again: Annotated[str, Meta(description="Nobody has answered yet")] = ""
    escalated: Annotated[str, Meta(description="It grows worse")] = ""
    ended: Annotated[str, Meta(description="It is not seen any more")] = ""
    closed: Annotated[str, Meta(description="It was closed by hand while it is still seen")] = ""
    false_alarm: Annotated[str, Meta(description="It was no hazard")] = ""
    digest: Annotated[str, Meta(description="Many incidents at once")] = ""
    words: Annotated[str, Meta(description="An operator's own words")] = ""
    test: Annotated[str, Meta(description="Somebody tries a channel")] = ""
    heartbeat: Annotated[str, Meta(description="The daily sign of life")] = ""


class HazardTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for each hazard, or what to do about it; what is left out is as it is shipped."""

    flame: Annotated[str, Meta(description="Flame")] = ""
    smoke: Annotated[str, Meta(description="Smoke without flame")] = ""
    water: Annotated[str, Meta(description="Rising water")] = ""
    blocked: Annotated[str, Meta(description="A way that is to be kept clear is blocked")] = ""
    lost: Annotated[str, Meta(description="No picture from the camera")] = ""
    frozen: Annotated[str, Meta(description="The picture stands still")] = ""
    covered: Annotated[str, Meta(description="The camera is covered")] = ""
    defocused: Annotated[str, Meta(description="The picture is blurred")] = ""
    moved: Annotated[str, Meta(description="The camera looks elsewhere")] = ""
    dark: Annotated[str, Meta(description="The picture is too dark")] = ""
    dirty: Annotated[str, Meta(description="The camera is dirty")] = ""
    degraded: Annotated[str, Meta(description="The picture is poor")] = ""


class OwnTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All own texts of one language."""

    titles: CauseTexts = field(default_factory=CauseTexts)
    bodies: CauseTexts = field(default_factory=CauseTexts)
    hazards: HazardTexts = field(default_factory=HazardTexts)
    advice: HazardTexts = field(default_factory=HazardTexts)


def require_texts(texts: OwnTexts, language: str) -> None:
    """Refuse unknown fields, texts that leave out hazard or place, and words for persons.

    Raises ValueError, which begins with the key below the language's table, such as ``titles.first: ``.
    """
    for key, template, known in _each(texts):
        try:
            require_template(template, known)
            _require_what_and_where(key, template)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
        if found := words_for_persons(template, language):
            raise ValueError(
                f"{key}: {found[0]!r} is a word for a person; a text names hazard and place, never anybody"
            )


def _each(texts: OwnTexts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    known: dict[str, tuple[str, ...]]
    for table, group in asdict(texts).items():
        for key, template in asdict(group).items():
            if not template:
                continue
            if table in {"hazards", "advice"}:
                known = {"hazards": (), "advice": ("hazard", "place")}
                yield f"{table}.{key}", template, known[table]
                continue
            more: tuple[str, ...] = () if table == "titles" else ("title",)
            if table == "bodies" and FIELDS[key] is _OF_INCIDENTS:
                more = ("title", "advice")
            yield f"{table}.{key}", template, (*FIELDS[key], *more)


def _require_what_and_where(key: str, template: str) -> None:
    table, _, cause = key.partition(".")
    held = set(fields_of(template))
    if key == "bodies.words" and "words" not in held:
        raise ValueError("it must hold {words}")
    if table not in {"titles", "bodies"} or FIELDS[cause] is not _OF_INCIDENTS:
        return
    if not ({"hazard", "place"} <= held or "title" in held):
        either = "{title}, or {hazard} and {place}" if table == "bodies" else "{hazard} and {place}"
        raise ValueError(f"it must say what and where: {either}")
