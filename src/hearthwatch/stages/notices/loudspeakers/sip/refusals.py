# SPDX-License-Identifier: Apache-2.0
"""What a SIP status means for an announcement: a status in, an error in words out (RFC 3261, section 21)."""

from __future__ import annotations

import re

from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.text_message import Response

#: By status: what happened, what to do, and whether trying again may help.
_WORDS: dict[int, tuple[str, str, bool]] = {
    400: ("does not understand the call", "", False),
    403: ("forbids the call", "Let it take calls from this machine", False),
    404: ("knows nobody by that name", "Check the address", False),
    408: ("did not answer in time", "", True),
    410: ("has nobody by that name any more", "Check the address", False),
    415: ("cannot take the call's description", "", False),
    420: ("lacks something that the call asks for", "", False),
    480: ("is not there for the moment", "", True),
    481: ("knows nothing of the call", "", True),
    484: ("finds the address too short", "Check the address", False),
    486: ("is busy", "", True),
    487: ("ended the call before it was answered", "", True),
    488: ("takes none of the codecs that were offered", "Choose another codec", False),
    600: ("is busy everywhere", "", True),
    603: ("declined the call", "Let it answer by itself", False),
    604: ("does not exist anywhere", "Check the address", False),
    606: ("takes none of the codecs that were offered", "Choose another codec", False),
}


def refusal(peer: str, response: Response) -> PeerError:
    """Return the error of a final answer that is no success; ``after_s`` where it asks for patience."""
    status = response.status
    if 300 <= status < 400:
        return PeerError(f"{peer} has moved (SIP {status})", do="Write its new address down", transient=False)
    words, do, transient = _WORDS.get(status, ("failed" if status >= 500 else "refused", "", status >= 500))
    wait = re.match(r"\s*(\d{1,6})", response.first("Retry-After"))
    after_s = float(wait[1]) if wait else None
    if status == 503:
        words = "is out of service"
    return PeerError(
        f"{peer} {words} (SIP {status})", do=do, transient=transient or after_s is not None, after_s=after_s
    )
