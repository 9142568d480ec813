# SPDX-License-Identifier: Apache-2.0
"""One call: rung, answered, ended by either side; what happens on the wire, and nothing of the sound.

RFC 3261, sections 13 (INVITE), 9 (CANCEL), 15 (BYE) and 22 (authentication).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.digest import Account, answer, challenge_of
from hearthwatch.stages.notices.loudspeakers.dtmf import key_of_info
from hearthwatch.stages.notices.loudspeakers.text_message import Pairs, Request, Response

from .dialog import Dialog
from .refusals import refusal
from .transport import SipWire, Timers, Transaction

#: How long the end of a call that was stopped waits for its answer: then the horn is free again.
STOPPED_S = 1.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and whom: ``peer`` is what it is called in errors."""

    peer: str
    account: Account | None
    timers: Timers


class Call:
    """See the module. `connect`, then `hang_up` always."""

    def __init__(self, wire: SipWire, dialog: Dialog, caller: Caller) -> None:
        """Take an open wire and the call's identities."""
        self.on_key: Callable[[str], None] = lambda _: None
        #: Done when the call is over for a reason of the peer's; its exception says which.
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._wire = wire
        self._dialog = dialog
        self._caller = caller
        self._invite: Transaction | None = None
        self._is_answered = False
        self._was_heard_of = False
        wire.on_request = self._take
        wire.on_failure = self._fail

    async def connect(self, offer: bytes) -> bytes:
        """Ring and return the peer's description of where it hears. Raises PeerError."""
        response = await self._rung(offer)
        for is_again in (False, True):
            # Asked a second time, the password was wrong, unless only its nonce was too old.
            if response.status not in (401, 407) or (is_again and not _is_stale(response)):
                break
            response = await self._rung(offer, self._credentials(response))
        if response.status in (401, 407):
            raise PeerError(
                f"{self._caller.peer} does not take the password",
                do="Check user and password_file",
                transient=False,
            )
        if response.status >= 300:
            raise refusal(self._caller.peer, response)
        return response.body

    async def hang_up(self, within_s: float = STOPPED_S) -> bool:
        """End the call, whatever has become of it; return whether the peer knows. May be called twice.

        Raises nothing: a call is ended when nothing more can be done for it.
        """
        try:
            if self._invite is not None and not self._is_answered:
                await self._cancel(within_s)
            if not self._is_answered or self.over.done():
                return True
            self._is_answered = False
            return await self._wire.exchange(self._dialog.farewell(), within_s) is not None
        except PeerError:
            return False
        finally:
            self._end_invite()
            self.over.cancel()

    async def _rung(self, offer: bytes, credentials: Pairs = ()) -> Response:
        """Return the final answer to one INVITE, acknowledged."""
        self._end_invite()
        self._was_heard_of = False
        self._invite = self._wire.begin(self._dialog.invite(offer, credentials))
        timers = self._caller.timers
        try:
            async with asyncio.timeout(timers.silent) as patience:
                while (response := await self._invite.answer()).status < 200:
                    if not self._was_heard_of:
                        self._was_heard_of = True
                        patience.reschedule(asyncio.get_running_loop().time() + timers.ringing)
        except TimeoutError:
            raise self._unanswered() from None
        self._acknowledge(response)
        return response

    def _acknowledge(self, response: Response) -> None:
        assert self._invite is not None  # noqa: S101 - an answer answers something
        if response.status < 300:
            try:
                self._dialog.establish(response)
            except ValueError:
                raise self._nonsense() from None
            self._is_answered = True
        self._invite.acknowledgement = self._dialog.acknowledgement(self._invite.request, response)
        self._wire.send(self._invite.acknowledgement)
        if response.status >= 300:
            self._end_invite()

    async def _cancel(self, within_s: float) -> None:
        """Call a call off that nobody has answered; one that is answered meanwhile becomes one to end."""
        invite = self._invite
        if invite is None:
            return
        try:
            async with asyncio.timeout(within_s):
                # Nothing may be cancelled before the peer is known to have it (section 9.1).
                if not self._was_heard_of and (response := await invite.answer()).status >= 200:
                    self._acknowledge(response)
                    return
                self._wire.send(self._dialog.cancellation(invite.request))
                while (response := await invite.answer()).status < 200:
                    pass
                self._acknowledge(response)
        except TimeoutError:
            return

    def _credentials(self, response: Response) -> Pairs:
        """Return the header that answers a challenge. Raises PeerError where we cannot."""
        peer, account = self._caller.peer, self._caller.account
        asks, proves = (
            ("WWW-Authenticate", "Authorization")
            if response.status == 401
            else ("Proxy-Authenticate", "Proxy-Authorization")
        )
        challenge = challenge_of(response.all(asks))
        if account is None:
            raise PeerError(f"{peer} asks for a password", do="Set user and password_file", transient=False)
        if challenge is None:
            raise PeerError(f"{peer} asks for a password in a way that is not known here", transient=False)
        target = self._dialog.target_uri
        return ((proves, answer(challenge, account, "INVITE", target)),)

    def _unanswered(self) -> PeerError:
        if self._was_heard_of:
            return PeerError(f"{self._caller.peer} rings, and nobody answers", do="Let it answer by itself")
        if self._wire.garbage:
            return self._nonsense()
        return PeerError(f"{self._caller.peer} does not answer", do="Check that it is on and reachable")

    def _nonsense(self) -> PeerError:
        return PeerError(f"{self._caller.peer} answers what is no SIP", do="Check the address and the port")

    def _take(self, request: Request) -> None:
        """Answer what the peer asks within the call."""
        if request.method == "ACK":
            return
        if not self._is_answered or not self._dialog.holds(request):
            self._reply(request, 481, "Call/Transaction Does Not Exist")
            return
        match request.method:
            case "BYE":
                self._reply(request, 200, "OK")
                self._fail(PeerError(f"{self._caller.peer} hung up before the end"))
            case "INFO":
                self._reply(request, 200, "OK")
                if key := key_of_info(request.first("Content-Type"), request.body):
                    self.on_key(key)
            case "OPTIONS":
                self._reply(request, 200, "OK")
            case "INVITE" | "UPDATE":
                self._reply(request, 488, "Not Acceptable Here")
            case _:
                self._reply(request, 501, "Not Implemented")

    def _reply(self, request: Request, status: int, reason: str) -> None:
        self._wire.send(self._dialog.reply(request, status, reason))

    def _fail(self, error: PeerError) -> None:
        if self._is_answered and not self.over.done():
            self.over.set_exception(error)
            # Whoever waits gets it; where nobody waits any more it is no news.
            self.over.exception()

    def _end_invite(self) -> None:
        if self._invite is not None:
            self._invite.end()
        if not self._is_answered:
            self._invite = None


def _is_stale(response: Response) -> bool:
    challenge = challenge_of((*response.all("WWW-Authenticate"), *response.all("Proxy-Authenticate")))
    return challenge is not None and challenge.is_stale
