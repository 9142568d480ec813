# SPDX-License-Identifier: Apache-2.0
"""CAP 1.2: every hazard, state and cause is valid by OASIS' schema, and refers rightly to the past."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Earlier, Message, Words
from hearthwatch.stages.notices.machines.cap import (
    NAMESPACE,
    CapArea,
    CapSettings,
    cap_alert,
    cap_time,
    require_sender,
)
from hearthwatch.testing.notices import AT, message

_XSD = Path(__file__).resolve().parents[4] / "data" / "cap" / "CAP-v1.2.xsd"
SCHEMA = etree.XMLSchema(etree.fromstring(_XSD.read_bytes()))
SETTINGS = CapSettings(
    "hearthwatch@example.org",
    "Hearthwatch of the village",
    areas={
        CameraId("mill"): CapArea(
            (-1.2833333, 36.8219444, 0.1), ((-1.28, 36.82), (-1.28, 36.83), (-1.29, 36.83))
        )
    },
)
ALEF = "\u0627"
OLD, NEW = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - hypothesis wants them so
EARLIER = (
    Earlier(MessageName("12-1"), AT),
    Earlier(MessageName("12-2"), AT + timedelta(minutes=5)),
)


def parsed(saying: Message, settings: CapSettings = SETTINGS) -> etree._Element:
    """Return the document of a message, which the schema accepts."""
    root = etree.fromstring(cap_alert(saying, settings).document)
    assert SCHEMA.validate(root), str(SCHEMA.error_log)
    return root


def text(root: etree._Element, name: str) -> list[str]:
    """Return the texts of all elements of a name."""
    return [each.text or "" for each in root.iter(f"{{{NAMESPACE}}}{name}")]


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("hazard", Hazard)
def test_every_hazard_in_every_state_is_valid(hazard: Hazard, cause: Cause) -> None:
    """Each hazard and cause, grave, drill, false or not, with and without a past, is valid CAP 1.2."""
    for grave, drill, is_false, earlier in product(Severity, (False, True), (False, True), ((), EARLIER)):
        root = parsed(
            message(
                name=MessageName("12-3"), hazards=(hazard,), kind=IncidentKind.of(hazard), cause=cause,
                severity=grave, drill=drill, is_false_alarm=is_false, earlier=earlier,
            )
        )  # fmt: skip
        assert len(text(root, "info")) == 2
        # CAP 1.2, 3.2.1: Update and Cancel must refer; nothing else does here.
        assert (text(root, "msgType") != ["Alert"]) == bool(text(root, "references"))


@pytest.mark.parametrize("scope", ["Public", "Restricted", "Private"])
def test_each_scope_has_what_goes_with_it(scope: str) -> None:
    """Restricted says how, Private says to whom, Public says neither (3.2.1)."""
    settings = CapSettings("a@b", scope=scope, restriction="the village alone")  # type: ignore[arg-type]
    root = parsed(message(whom="operators and stewards"), settings)
    assert text(root, "restriction") == (["the village alone"] if scope == "Restricted" else [])
    assert text(root, "addresses") == (['"operators and stewards"'] if scope == "Private" else [])


def test_the_document_is_this() -> None:
    """A fire's first alert, in full."""
    document = cap_alert(
        message(texts={"en": Words("Fire at the mill", "Keep away & warn <others>.")}), SETTINGS
    )
    assert (
        document.document.decode()
        == """\
<?xml version='1.0' encoding='UTF-8'?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>12-1</identifier>
  <sender>hearthwatch@example.org</sender>
  <sent>2026-01-31T18:30:00-00:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <source>Hearthwatch</source>
  <scope>Private</scope>
  <addresses>operators</addresses>
  <incidents>12</incidents>
  <info>
    <language>en</language>
    <category>Fire</category>
    <event>Fire</event>
    <responseType>Avoid</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <effective>2026-01-31T18:30:00-00:00</effective>
    <onset>2026-01-31T18:29:56-00:00</onset>
    <expires>2026-01-31T19:30:00-00:00</expires>
    <senderName>Hearthwatch of the village</senderName>
    <headline>Fire at the mill</headline>
    <description>Keep away &amp; warn &lt;others&gt;.</description>
    <web>https://example.org/incident/12</web>
    <area>
      <areaDesc>The mill</areaDesc>
      <polygon>-1.28,36.82 -1.28,36.83 -1.29,36.83 -1.28,36.82</polygon>
      <circle>-1.283333,36.821944 0.1</circle>
    </area>
  </info>
</alert>
"""
    )


@pytest.mark.parametrize(
    ("cause", "is_false", "earlier", "wanted"),
    [
        (Cause.FIRST, False, (), ("Alert", "Immediate", "Likely", "Avoid")),
        (Cause.AGAIN, False, EARLIER, ("Update", "Immediate", "Likely", "Avoid")),
        (Cause.ESCALATED, False, EARLIER, ("Update", "Immediate", "Likely", "Avoid")),
        (Cause.ENDED, False, EARLIER, ("Update", "Past", "Observed", "AllClear")),
        (Cause.ENDED, True, EARLIER, ("Cancel", "Past", "Unlikely", "AllClear")),
        (Cause.ENDED, False, (), ("Alert", "Past", "Observed", "AllClear")),
    ],
)
def test_what_follows_updates_and_what_was_false_is_cancelled(
    cause: Cause, is_false: bool, earlier: tuple[Earlier, ...], wanted: tuple[str, str, str, str]
) -> None:
    """Again and worse update; the end updates to past and all clear; a false alarm cancels."""
    root = parsed(message(cause=cause, is_false_alarm=is_false, earlier=earlier, name=MessageName("12-3")))
    found = tuple(text(root, name)[0] for name in ("msgType", "urgency", "certainty", "responseType"))
    assert found == wanted


def test_references_name_all_that_was_said_as_it_was_said() -> None:
    """Each reference is the sender, identifier and sent of an earlier document, letter by letter."""
    said = [parsed(message(name=each.name, at=each.at)) for each in EARLIER]
    root = parsed(message(cause=Cause.AGAIN, name=MessageName("12-3"), earlier=EARLIER))
    wanted = [",".join(text(each, name)[0] for name in ("sender", "identifier", "sent")) for each in said]
    assert text(root, "references")[0].split(" ") == wanted


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "Actual"), ({"drill": True}, "Exercise"), ({"cause": Cause.TEST}, "Test"),
        ({"cause": Cause.HEARTBEAT}, "System"), ({"cause": Cause.WORDS}, "Actual"),
        ({"cause": Cause.DIGEST}, "Actual"),
        ({"drill": True, "cause": Cause.TEST}, "Exercise"),
    ],
)  # fmt: skip
def test_a_drill_is_an_exercise_and_a_test_is_a_test(changes: dict[str, object], status: str) -> None:
    """The status says whether anybody should act."""
    assert text(parsed(message(**changes)), "status") == [status]


@given(st.datetimes(OLD, NEW, timezones=st.timezones()))
def test_times_are_always_utc_in_caps_form(at: datetime) -> None:
    """Whatever the zone, a time is written in UTC with -00:00, and never with Z (3.3.2)."""
    written = cap_time(at)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00", written)
    assert datetime.fromisoformat(written.replace("-00:00", "+00:00")) == at.astimezone(UTC).replace(
        microsecond=0
    )


@given(st.text(max_size=300), st.text(max_size=300), st.text(min_size=1, max_size=40))
def test_words_of_any_kind_are_always_valid(title: str, body: str, name: str) -> None:
    """Control characters, every script, and names with forbidden letters give a valid document."""
    saying = message(texts={"en": Words(title, body)}, name=MessageName(name), whom=body, places=(title,))
    try:
        name.encode()
    except UnicodeEncodeError:
        return
    root = parsed(saying)
    assert not set(" ,<&") & set(text(root, "identifier")[0])


def test_ten_thousand_letters_fit_and_their_headline_is_short() -> None:
    """A long announcement is whole in its description; the headline keeps to 160 letters."""
    root = parsed(message(cause=Cause.WORDS, texts={"ar": Words(ALEF * 500, ALEF * 10_000)}))
    assert len(text(root, "description")[0]) == 10_000
    assert len(text(root, "headline")[0]) == 160


def test_a_language_that_is_none_is_left_out() -> None:
    """What is no language tag does not make the document invalid."""
    assert text(parsed(message(texts={"not a tag": Words("a", "b")})), "language") == []


@pytest.mark.parametrize("text", ["", "a b", "a,b", "a<b", "a&b", "x" * 201, "a\n"])
def test_a_sender_that_cap_forbids_is_refused(text: str) -> None:
    """Spaces, commas, < and & are in no sender."""
    with pytest.raises(ValueError, match="a sender such as"):
        require_sender(text)
