# SPDX-License-Identifier: Apache-2.0
"""What a message is in the terms of CAP 1.2: a table for each hazard, and what an ending changes. Pure.

Terms and their definitions: OASIS Standard CAP-V1.2-OS (1 July 2010), 3.2.1 and 3.2.2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message


@dataclass(frozen=True, slots=True)
class Terms:
    """The coded elements of an ``info``. ``responses``: what people should do, if anything."""

    event: str
    category: str
    urgency: str
    certainty: str
    responses: tuple[str, ...] = ()


#: "Likely": p > 50 %. A machine sees it, and no person has yet; what a camera says of itself is Observed.
#: "Avoid": keep away, which is what we say aloud; to evacuate is for those in charge to say. "Immediate": act
#: now; "Expected": within the hour; "Future": in the near future.
_TERMS = {
    Hazard.FLAME: Terms("Fire", "Fire", "Immediate", "Likely", ("Avoid",)),
    Hazard.SMOKE: Terms("Smoke", "Fire", "Immediate", "Likely", ("Avoid",)),
    Hazard.WATER: Terms("Rising water", "Met", "Immediate", "Likely", ("Avoid", "Prepare")),
    Hazard.BLOCKED: Terms("Blocked emergency way", "Safety", "Expected", "Likely", ("Monitor",)),
    Hazard.LOST: Terms("Camera out of service", "Infra", "Expected", "Observed", ("Monitor",)),
    Hazard.FROZEN: Terms("Camera picture frozen", "Infra", "Expected", "Observed", ("Monitor",)),
    Hazard.COVERED: Terms("Camera covered", "Security", "Expected", "Observed", ("Monitor",)),
    Hazard.DEFOCUSED: Terms("Camera out of focus", "Infra", "Future", "Observed", ("Monitor",)),
    Hazard.MOVED: Terms("Camera moved", "Security", "Expected", "Observed", ("Monitor",)),
    Hazard.DARK: Terms("Camera in the dark", "Infra", "Future", "Observed", ("Monitor",)),
    Hazard.DIRTY: Terms("Camera lens dirty", "Infra", "Future", "Observed", ("Monitor",)),
    Hazard.DEGRADED: Terms("Camera picture degraded", "Infra", "Future", "Observed", ("Monitor",)),
}
_OTHERS = {
    Cause.DIGEST: Terms("Several incidents", "Safety", "Immediate", "Likely", ("Monitor",)),
    Cause.WORDS: Terms("Announcement", "Safety", "Unknown", "Unknown", ("Monitor",)),
    Cause.TEST: Terms("Test of the alarm", "Safety", "Unknown", "Unknown", ("None",)),
    Cause.HEARTBEAT: Terms("Daily check", "Safety", "Unknown", "Unknown", ("None",)),
}
_UNKNOWN = Terms("Incident", "Safety", "Unknown", "Unknown", ("Monitor",))
#: "Severe": significant threat to life or property; "Moderate": possible; "Minor": minimal to none.
_SEVERITIES = {Severity.DANGER: "Severe", Severity.WARNING: "Moderate", Severity.NOTICE: "Minor"}


def terms(message: Message) -> Terms:
    """Return the terms of a message; of several hazards those of the first, which is the gravest."""
    if message.cause in _OTHERS:
        return _OTHERS[message.cause]
    found = _TERMS[message.hazards[0]] if message.hazards else _UNKNOWN
    if message.cause is not Cause.ENDED:
        return found
    # "Past": nothing need be done any more. "Unlikely", p ~ 0: it never was.
    certainty = "Unlikely" if message.is_false_alarm else "Observed"
    return replace(found, urgency="Past", certainty=certainty, responses=("AllClear",))


def severity(message: Message) -> str:
    """Return how grave it is for people; what is over, or a check of ourselves, threatens nobody."""
    if message.cause in {Cause.ENDED, Cause.TEST, Cause.HEARTBEAT}:
        return "Minor"
    return _SEVERITIES[message.severity]


def status(message: Message) -> str:
    """Return who should act on it: an exercise is one whatever else it is."""
    if message.drill:
        return "Exercise"
    return {Cause.TEST: "Test", Cause.HEARTBEAT: "System"}.get(message.cause, "Actual")


def message_type(message: Message) -> str:
    """Return Alert, Update or Cancel.

    Update "updates and supersedes" what it refers to; Cancel "cancels" it. So a false alarm is a Cancel:
    what was said did not hold. What is over did hold: it is an Update that is past and all clear, which
    systems hand on as news, while they may drop a cancelled alert without a word to those who fled from it.
    Both must refer to what was said before (3.2.1, references); where nothing was, it is an Alert.
    """
    if message.cause in _OTHERS or not message.earlier:
        return "Alert"
    is_false = message.cause is Cause.ENDED and message.is_false_alarm
    return "Cancel" if is_false else "Update"
