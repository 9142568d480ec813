# SPDX-License-Identifier: Apache-2.0
"""/api/account: one's own; /api/accounts, /api/invitations: what stewards do; the record of access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from hearthwatch.model.access import Role, Visitor
from hearthwatch.model.ids import CameraId
from hearthwatch.store.access import Invitation
from hearthwatch.web.access.desk import PUBLIC, OwnSession
from hearthwatch.web.access.service import Access
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import client_of, token_of, visitor_of
from hearthwatch.web.peers import Peers
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import WebService

from .forms import ByName, Form, asked, stamp
from .session import CeremonyShape, Password, Token, VisitorShape, host_of, let_in, there, visitor_shape

Number = Annotated[str, Path(min_length=1, max_length=400)]
_NO_SUCH = "There is nothing of this number."


@dataclass(frozen=True, slots=True)
class SessionShape:
    """Where one is signed in; ``is_this``: here."""

    id: str
    program: str
    made: str | None
    seen: str | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class PasskeyShape:
    """A passkey of one's own."""

    id: str
    label: str
    made: str | None


@dataclass(frozen=True, slots=True)
class OwnShape:
    """The answer of GET /api/account."""

    account: VisitorShape
    has_password: bool
    sessions: list[SessionShape]
    passkeys: list[PasskeyShape]


@dataclass(frozen=True, slots=True)
class StreamShape:
    """Addresses for a player, shown this once: of the whole place, and a list with each camera's."""

    stream: str
    list: str


@dataclass(frozen=True, slots=True)
class AccountShape:
    """Somebody's account as stewards see it: not when or where they are signed in."""

    id: str
    account: VisitorShape
    made: str | None


@dataclass(frozen=True, slots=True)
class InvitationShape:
    """A link that is out; ``account``: the name it is for, "" for somebody new."""

    id: str
    account: str
    roles: list[str]
    places: list[str] | None
    by: str
    ends: str | None


@dataclass(frozen=True, slots=True)
class AccountsShape:
    """The answer of GET /api/accounts; ``cameras``: id and name of each place."""

    accounts: list[AccountShape]
    invitations: list[InvitationShape]
    cameras: dict[str, str]


@dataclass(frozen=True, slots=True)
class LinkShape:
    """A new link, shown this once; ``qr``: the same as an SVG picture's data URI."""

    link: str
    qr: str
    ends: str | None


@dataclass(frozen=True, slots=True)
class RecordLineShape:
    """A line of the record of access."""

    at: str | None
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class RecordShape:
    """The answer of GET /api/access/record, newest first."""

    record: list[RecordLineShape]


class RightsForm(Form):
    """Roles, and which cameras' places; null for all."""

    roles: Annotated[list[Role], Field(max_length=4)]
    places: Annotated[list[str], Field(max_length=1000)] | None = None


class PasswordForm(Form):
    """The present password and a new one."""

    former: Password
    password: Password


class NewPasskeyForm(Form):
    """The browser's answer, and what the passkey shall be called."""

    ceremony: Token
    answer: dict[str, object]
    label: ByName


def router(access: Access | None, service: WebService, peers: Peers) -> APIRouter:
    """Return the routes; without accounts each says that there are none."""
    routes = APIRouter(prefix="/api", route_class=BoundedRoute)
    _add_own(routes, access, peers)
    _add_own_passkeys(routes, access, peers)
    _add_accounts(routes, access, service)
    _add_links(routes, access, service, peers)
    return routes


def _add_own(routes: APIRouter, access: Access | None, peers: Peers) -> None:
    @routes.get("/account")
    async def own(request: Request, response: Response) -> OwnShape:
        """Return one's own account, where it is signed in, and its passkeys."""
        response.headers["Cache-Control"] = "no-store"
        found, token = there(access), token_of(request)
        mine = found.desk.mine(token)
        keys = [each for each in found.roll.passkeys.values() if each.account == mine.id]
        return OwnShape(
            visitor_shape(mine.visitor),
            mine.password is not None,
            [_session(each) for each in found.desk.own_sessions(token)],
            [PasskeyShape(each.id, each.label, stamp(each.made)) for each in keys],
        )

    @routes.post("/account/password", status_code=HTTPStatus.NO_CONTENT)
    async def password(form: PasswordForm, request: Request) -> None:
        """Set a new password; all other sessions end."""
        desk, client = there(access).desk, client_of(request, peers)
        await let_in(desk.change_password(token_of(request), form.former, form.password, client))

    @routes.delete("/account/sessions/{session}", status_code=HTTPStatus.NO_CONTENT)
    async def end(session: Number, request: Request) -> None:
        """Sign out somewhere else."""
        if not await there(access).desk.end_session(token_of(request), session):
            raise ProblemError(HTTPStatus.NOT_FOUND, _NO_SUCH)

    @routes.post("/account/streams", status_code=HTTPStatus.CREATED)
    async def stream(request: Request, response: Response) -> StreamShape:
        """Make an address by which a player that cannot sign in gets the stream."""
        response.headers["Cache-Control"] = "no-store"
        token = await asked(there(access).desk.new_stream(token_of(request)))
        below = f"{host_of(request, peers).origin}/tv/by/{token}"
        return StreamShape(f"{below}/stream.m3u8", f"{below}/list.m3u")


def _add_own_passkeys(routes: APIRouter, access: Access | None, peers: Peers) -> None:
    @routes.post("/account/passkeys/options")
    async def options(request: Request, response: Response) -> CeremonyShape:
        """Begin to make a passkey."""
        response.headers["Cache-Control"] = "no-store"
        found = there(access)
        mine = found.desk.mine(token_of(request))

        async def begun() -> CeremonyShape:
            return CeremonyShape(*found.passkeys.register_options(mine, host_of(request, peers)))

        return await asked(begun())

    @routes.post("/account/passkeys", status_code=HTTPStatus.CREATED, response_class=Response)
    async def add(form: NewPasskeyForm, request: Request) -> Response:
        """Keep the passkey that the browser made."""
        found = there(access)
        mine = found.desk.mine(token_of(request))
        host = host_of(request, peers)
        await asked(found.passkeys.register(mine, host, form.ceremony, form.answer, form.label))
        return Response(status_code=HTTPStatus.CREATED)

    @routes.delete("/account/passkeys/{passkey}", status_code=HTTPStatus.NO_CONTENT)
    async def remove(passkey: Number, request: Request) -> None:
        """Remove a passkey of one's own."""
        found = there(access)
        if not await found.passkeys.remove(found.desk.mine(token_of(request)), passkey):
            raise ProblemError(HTTPStatus.NOT_FOUND, _NO_SUCH)


def _add_accounts(routes: APIRouter, access: Access | None, service: WebService) -> None:
    @routes.get("/accounts")
    async def accounts(response: Response) -> AccountsShape:
        """Return all accounts and the links that are out."""
        response.headers["Cache-Control"] = "no-store"
        roll = there(access).roll
        names = {each.id: each.visitor.name for each in roll.accounts.values()}
        now = roll.clock.now()
        return AccountsShape(
            [
                AccountShape(each.id, visitor_shape(each.visitor), stamp(each.made))
                for each in roll.accounts.values()
            ],
            [_invitation(each, names) for each in roll.invitations.values() if each.ends > now],
            {camera.id: camera.name for camera in service.roster()},
        )

    @routes.put("/accounts/{account}")
    async def change(account: Number, form: RightsForm, request: Request) -> VisitorShape:
        """Give an account other roles and places."""
        stewards = there(access).stewards
        changed = await asked(stewards.change(visitor_of(request), account, _visitor(form, service)))
        return visitor_shape(changed.visitor)

    @routes.delete("/accounts/{account}", status_code=HTTPStatus.NO_CONTENT)
    async def remove(account: Number, request: Request) -> None:
        """Remove an account; it is signed out everywhere."""
        await asked(there(access).stewards.remove(visitor_of(request), account))

    @routes.get("/access/record")
    async def record(response: Response, last: Annotated[int, Query(ge=0, le=1000)] = 100) -> RecordShape:
        """Return who signed in, and what was done to accounts."""
        response.headers["Cache-Control"] = "no-store"
        entries = await there(access).roll.archive.call(lambda store: store.access.entries(last))
        return RecordShape([RecordLineShape(stamp(each.at), each.by, each.what) for each in entries])


def _add_links(routes: APIRouter, access: Access | None, service: WebService, peers: Peers) -> None:
    def link(token: str, ends: datetime, request: Request) -> LinkShape:
        import segno  # noqa: PLC0415 - only who invites needs it

        # Behind the hash sign: browsers send that to no server, and no log holds it.
        text = f"{host_of(request, peers).origin}/invitation#{token}"
        return LinkShape(text, segno.make(text).svg_data_uri(scale=5, border=4), stamp(ends))

    @routes.post("/invitations", status_code=HTTPStatus.CREATED)
    async def invite(form: RightsForm, request: Request, response: Response) -> LinkShape:
        """Make a link by which somebody new gets an account."""
        response.headers["Cache-Control"] = "no-store"
        stewards = there(access).stewards
        token, made = await asked(stewards.invite(visitor_of(request), _visitor(form, service)))
        return link(token, made.ends, request)

    @routes.post("/accounts/{account}/link", status_code=HTTPStatus.CREATED)
    async def again(account: Number, request: Request, response: Response) -> LinkShape:
        """Make a link by which somebody gets into an account of theirs again."""
        response.headers["Cache-Control"] = "no-store"
        token, made = await asked(there(access).stewards.invite(visitor_of(request), Visitor(), account))
        return link(token, made.ends, request)

    @routes.delete("/invitations/{invitation}", status_code=HTTPStatus.NO_CONTENT)
    async def withdraw(invitation: Number, request: Request) -> None:
        """Make a link useless."""
        if not await there(access).stewards.withdraw(visitor_of(request), invitation):
            raise ProblemError(HTTPStatus.NOT_FOUND, _NO_SUCH)


def _visitor(form: RightsForm, service: WebService) -> Visitor:
    """Return the rights that a form gives. ProblemError where it names a camera that there is not."""
    known = {camera.id for camera in service.roster()}
    places = None if form.places is None else frozenset(CameraId(each) for each in form.places)
    if places is not None and not places <= known:
        raise ProblemError(HTTPStatus.CONFLICT, f"There is no camera {min(places - known)!r}.")
    return Visitor("", frozenset(form.roles), places)


def _session(own: OwnSession) -> SessionShape:
    kept = own.session
    return SessionShape(own.number, kept.program, stamp(kept.made), stamp(kept.seen), own.is_this)


def _invitation(invitation: Invitation, names: dict[str, str]) -> InvitationShape:
    shape = visitor_shape(invitation.visitor)
    return InvitationShape(
        invitation.key[:PUBLIC],
        names.get(invitation.account or "", ""),
        shape.roles,
        shape.places,
        invitation.by,
        stamp(invitation.ends),
    )
