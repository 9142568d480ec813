# SPDX-License-Identifier: Apache-2.0
"""The requests of one call, made without any I/O: identities, tags, branches, sequence, routes.

RFC 3261, sections 8.1 (requests), 9.1 (CANCEL), 12 (dialogs), 13.2.2.4 and 17.1.1.3 (ACK).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from hearthwatch.stages.notices.loudspeakers.text_message import Pairs, Request, Response

#: What begins a branch of RFC 3261 (section 8.1.1.7).
_COOKIE = "z9hG4bK"
_AGENT = "Hearthwatch"


@dataclass(frozen=True, slots=True)
class SipAddress:
    """Whom to call. ``user`` may be "", as for a horn that takes every call."""

    user: str
    host: str
    port: int = 5060

    @property
    def uri(self) -> str:
        """Return it as a SIP URI."""
        return sip_uri(self.user, self.host, self.port)


def sip_uri(user: str, host: str, port: int) -> str:
    """Return a SIP URI; an IPv6 address gets its brackets."""
    shown = f"[{host}]" if ":" in host else host
    return f"sip:{user + '@' if user else ''}{shown}:{port}"


class Dialog:
    """See the module. ``local``: the address and port that we send from."""

    def __init__(self, target: SipAddress, local: tuple[str, int], user: str) -> None:
        """Begin a call; nothing is sent here."""
        self.call_id = secrets.token_hex(16)
        self.local_tag = secrets.token_hex(8)
        self.remote_tag = ""
        self._local = local
        self._target = target
        self._from = f"<{sip_uri(user, *local)}>;tag={self.local_tag}"
        self._to = f"<{target.uri}>"
        self._contact = f"<{sip_uri(user, *local)}>"
        self._remote_uri = target.uri
        self._routes: tuple[str, ...] = ()
        self._sequence = secrets.randbelow(1 << 16)

    @property
    def target_uri(self) -> str:
        """Whom the call is to."""
        return self._target.uri

    def invite(self, body: bytes, extra: Pairs = ()) -> Request:
        """Return an INVITE that asks for an answer without anybody lifting anything.

        How that is asked for no standard fixes; horns know one or another of these (RFC 5373 among them).
        """
        host = f"<{sip_uri('', *self._local)}>"
        asks = (
            ("Contact", self._contact),
            ("Call-Info", f"{host};answer-after=0"),
            ("Alert-Info", "<http://127.0.0.1>;info=alert-autoanswer;delay=0"),
            ("Answer-Mode", "Auto"),
            ("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO"),
            ("Content-Type", "application/sdp"),
        )
        self._sequence += 1
        return self._request("INVITE", self._target.uri, (*asks, *extra), body)

    def acknowledgement(self, invite: Request, response: Response) -> Request:
        """Return the ACK of an answer: of a refusal in its transaction, of a 2xx with one of its own."""
        if response.status < 300:
            request = self._request("ACK", self._remote_uri, self._route_headers())
            return _with(request, "CSeq", f"{_number(invite)} ACK")
        return self._beside(invite, "ACK", response.first("To"))

    def cancellation(self, invite: Request) -> Request:
        """Return the CANCEL of an INVITE that is not answered yet."""
        return self._beside(invite, "CANCEL", invite.first("To"))

    def farewell(self) -> Request:
        """Return the BYE of a call that was answered."""
        self._sequence += 1
        return self._request("BYE", self._remote_uri, self._route_headers())

    def establish(self, response: Response) -> None:
        """Take from a 2xx whom the rest of the call goes to. Raises ValueError where that is nobody."""
        self._to = response.first("To")
        self.remote_tag = tag_of(self._to)
        contact = re.search(r"<(sips?:[^<>\s]+)>|^(sips?:[^<>\s;]+)", response.first("Contact"))
        if not self.remote_tag or contact is None:
            raise ValueError("an answer without a tag or a contact")
        self._remote_uri = contact[1] or contact[2]
        self._routes = response.all("Record-Route")[::-1]

    def holds(self, request: Request) -> bool:
        """Whether a request of the peer's belongs to this call."""
        return (
            request.first("Call-ID") == self.call_id
            and tag_of(request.first("To")) == self.local_tag
            and tag_of(request.first("From")) == self.remote_tag
        )

    def reply(self, request: Request, status: int, reason: str) -> Response:
        """Return an answer to a request of the peer's (RFC 3261, section 8.2.6)."""
        copied = [(name, value) for name in ("Via", "From", "To") for value in request.all(name)]
        copied += [("Call-ID", request.first("Call-ID")), ("CSeq", request.first("CSeq"))]
        return Response((*copied, ("Server", _AGENT)), b"", status, reason)

    def _request(self, method: str, uri: str, extra: Pairs = (), body: bytes = b"") -> Request:
        host, port = self._local
        shown = f"[{host}]" if ":" in host else host
        headers = (
            ("Via", f"SIP/2.0/UDP {shown}:{port};branch={_COOKIE}{secrets.token_hex(10)};rport"),
            ("Max-Forwards", "70"),
            ("From", self._from),
            ("To", self._to),
            ("Call-ID", self.call_id),
            ("CSeq", f"{self._sequence} {method}"),
            ("User-Agent", _AGENT),
        )
        return Request((*headers, *extra), body, method, uri)

    def _beside(self, invite: Request, method: str, to: str) -> Request:
        """Return a request that belongs to an INVITE: its branch, its number, its way."""
        kept = tuple((name, invite.first(name)) for name in ("Via", "Max-Forwards", "From"))
        rest = (("To", to), ("Call-ID", self.call_id), ("CSeq", f"{_number(invite)} {method}"))
        return Request((*kept, *rest), b"", method, invite.uri)

    def _route_headers(self) -> Pairs:
        return tuple(("Route", each) for each in self._routes)


def tag_of(header: str) -> str:
    """Return the tag of a From or To header, "" where it bears none."""
    match = re.search(r";\s*tag\s*=\s*([^;\s,>]+)", header.rpartition(">")[2] if ">" in header else header)
    return match[1] if match else ""


def branch_of(message: Request | Response) -> str:
    """Return the branch of the topmost Via, "" where it bears none."""
    match = re.search(r";\s*branch\s*=\s*([^;\s,]+)", message.first("Via"))
    return match[1] if match else ""


def _number(request: Request) -> str:
    return request.first("CSeq").partition(" ")[0]


def _with(request: Request, name: str, value: str) -> Request:
    headers = tuple((each, value if each == name else old) for each, old in request.headers)
    return Request(headers, request.body, request.method, request.uri)
