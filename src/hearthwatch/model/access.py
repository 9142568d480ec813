# SPDX-License-Identifier: Apache-2.0
"""Who may do what: four roles, what can be done, and the one function that decides. Pure.

No role sees more of a place than the published view. Whoever administers the machine has none of these by
that; a steward who shall answer alarms needs the operator's role beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from .ids import CameraId


class Role(Enum):
    """What somebody is for the place; an account may have several."""

    RESIDENT = "resident"
    OPERATOR = "operator"
    STEWARD = "steward"
    AUDITOR = "auditor"


class Act(Enum):
    """What can be asked of the service. Each route is one of these."""

    #: What anybody may: the pages' files, to sign in, what brings a signed right of its own.
    KNOCK = "knock"
    #: What concerns one's own account.
    OWN = "own account"
    SUBSCRIBE = "be told by push"
    SEE_PLACES = "see published views"
    #: All of them in one picture, as a television has them.
    SEE_WHOLE = "see published views of the whole place"
    SEE_ALARMS = "see open alarms"
    REPORT = "report a hazard"
    SEE_HISTORY = "see what was shown"
    SEE_INCIDENTS = "see incidents and their record"
    ANSWER = "answer incidents, begin exercises"
    ANNOUNCE = "announce"
    SEE_DELIVERIES = "see what was said and whether it arrived"
    SEE_CHANNELS = "see how channels are"
    TEST_CHANNELS = "test a channel"
    SEE_FIGURES = "see the service's figures"
    SET_UP = "set up channels"
    COMMISSION = "commission plates, draw zones"
    INVITE = "invite, change and remove accounts"
    SEE_RECORD = "see the record of access"


_R, _O, _S, _A = Role.RESIDENT, Role.OPERATOR, Role.STEWARD, Role.AUDITOR

#: Who may do each act; nobody else may.
RIGHTS = MappingProxyType(
    {
        Act.KNOCK: frozenset[Role](),
        Act.OWN: frozenset({_R, _O, _S, _A}),
        Act.SUBSCRIBE: frozenset({_R, _O, _S, _A}),
        Act.SEE_PLACES: frozenset({_R, _O, _S}),
        Act.SEE_WHOLE: frozenset({_R, _O, _S}),
        Act.SEE_ALARMS: frozenset({_R, _O, _S}),
        Act.REPORT: frozenset({_R, _O, _S}),
        Act.SEE_HISTORY: frozenset({_O}),
        Act.SEE_INCIDENTS: frozenset({_O, _S, _A}),
        Act.ANSWER: frozenset({_O}),
        Act.ANNOUNCE: frozenset({_O}),
        Act.SEE_DELIVERIES: frozenset({_O, _S, _A}),
        Act.SEE_CHANNELS: frozenset({_O, _S}),
        Act.TEST_CHANNELS: frozenset({_O, _S}),
        Act.SEE_FIGURES: frozenset({_O, _S, _A}),
        Act.SET_UP: frozenset({_S}),
        Act.COMMISSION: frozenset({_S}),
        Act.INVITE: frozenset({_S}),
        Act.SEE_RECORD: frozenset({_S, _A}),
    }
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the account's name, "" for nobody's; ``places`` are the cameras, None for all."""

    name: str = ""
    roles: frozenset[Role] = frozenset()
    places: frozenset[CameraId] | None = None

    @property
    def serves(self) -> bool:
        """Whether somebody has a role beside a resident's, for which they are watched."""
        return bool(self.roles - {Role.RESIDENT})

    def sees(self, camera: CameraId) -> bool:
        """Whether a camera is among this visitor's places."""
        return self.places is None or camera in self.places


def name_key(name: str) -> str:
    """Return a name as names are compared: NFKC, without case, blanks as one (as RFC 8265 prepares them)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


#: Who has not signed in.
STRANGER = Visitor()
#: Who asks a service without accounts: that service can be reached from its own machine alone.
AT_THIS_MACHINE = Visitor(roles=frozenset(Role))


def may(visitor: Visitor, act: Act, cameras: Collection[CameraId] | None = None) -> bool:
    """Whether a visitor may do this, to what belongs to these cameras (None: to no camera).

    What belongs to several cameras, as an incident does, is open to who sees one of them; what belongs to
    none that is known is open to nobody whose places are counted.
    """
    if act is Act.KNOCK:
        return True
    if not visitor.roles & RIGHTS[act]:
        return False
    if act is Act.SEE_WHOLE:
        return visitor.places is None
    return cameras is None or visitor.places is None or any(visitor.sees(camera) for camera in cameras)
