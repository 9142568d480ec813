# SPDX-License-Identifier: Apache-2.0
"""/api/session: who one is here, signing in by password or passkey, signing out; and using an invitation."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import Field

from hearthwatch.model.access import STRANGER, Visitor
from hearthwatch.model.errors import UsageError
from hearthwatch.web.access.desk import RefusedError, SignedIn
from hearthwatch.web.access.passkeys import Host
from hearthwatch.web.access.roll import LONGEST
from hearthwatch.web.access.service import Access
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import DEVICE_SUFFIX, client_of, cookie_name, token_of, visitor_of
from hearthwatch.web.peers import Peers
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.rate import TooOftenError

from .forms import ByName, Form, too_often

_T = TypeVar("_T")
_DEVICE_HOLDS = timedelta(days=365)
Token = Annotated[str, Field(min_length=1, max_length=400)]
#: What is typed is taken as it is; how long a new one must be is the desk's to say.
Password = Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class VisitorShape:
    """An account as its owner and stewards see it; ``places``: ids of cameras, null for all."""

    name: str
    roles: list[str]
    places: list[str] | None


@dataclass(frozen=True, slots=True)
class SessionShape:
    """Whether there are accounts here at all, and who asks; null for nobody."""

    accounts: bool
    account: VisitorShape | None


@dataclass(frozen=True, slots=True)
class CeremonyShape:
    """``options``: for navigator.credentials; ``ceremony`` comes back with the answer."""

    ceremony: str
    options: dict[str, object]


@dataclass(frozen=True, slots=True)
class OfferShape:
    """What a link gives: ``name`` of the account that it is for, "" for a new one."""

    name: str
    roles: list[str]
    places: list[str] | None
    by: str


class SignInForm(Form):
    """Name and password."""

    name: Annotated[str, Field(max_length=200)]
    password: Password


class PasskeyForm(Form):
    """The browser's answer to a ceremony."""

    ceremony: Token
    answer: dict[str, object]


class LookForm(Form):
    """An invitation's token, out of the part of a link that browsers send nowhere."""

    token: Token


class RedeemForm(Form):
    """An invitation's token, with the name and the password of the account."""

    token: Token
    name: ByName
    password: Password


def router(access: Access | None, peers: Peers) -> APIRouter:
    """Return the routes; without accounts all but the first say that there are none."""
    routes = APIRouter(prefix="/api", route_class=BoundedRoute)

    @routes.get("/session")
    async def who(request: Request, response: Response) -> SessionShape:
        """Return whether accounts are asked for here, and who asks."""
        response.headers["Cache-Control"] = "no-store"
        visitor = visitor_of(request)
        is_known = access is not None and visitor != STRANGER
        return SessionShape(access is not None, visitor_shape(visitor) if is_known else None)

    @routes.post("/session")
    async def sign_in(form: SignInForm, request: Request, response: Response) -> VisitorShape:
        """Sign in by a password."""
        desk = there(access).desk
        done = await let_in(desk.sign_in(form.name, form.password, client_of(request, peers)))
        return _kept(done, request, response, peers)

    @routes.delete("/session", status_code=HTTPStatus.NO_CONTENT)
    async def sign_out(request: Request, response: Response) -> None:
        """Sign out: this session ends here and in the browser."""
        await there(access).desk.sign_out(token_of(request))
        name = cookie_name(peers.is_secure(request.scope))
        response.delete_cookie(name, path="/", secure=peers.is_secure(request.scope), httponly=True)

    _add_passkeys(routes, access, peers)
    _add_invitations(routes, access, peers)
    return routes


def _add_passkeys(routes: APIRouter, access: Access | None, peers: Peers) -> None:
    @routes.post("/session/passkey/options")
    async def options(request: Request, response: Response) -> CeremonyShape:
        """Begin to sign in by a passkey."""
        response.headers["Cache-Control"] = "no-store"
        try:
            found = there(access).passkeys.sign_in_options(host_of(request, peers), client_of(request, peers))
        except TooOftenError as error:
            raise too_often(error) from None
        return CeremonyShape(*found)

    @routes.post("/session/passkey")
    async def by_passkey(form: PasskeyForm, request: Request, response: Response) -> VisitorShape:
        """Sign in by a passkey."""
        host, client = host_of(request, peers), client_of(request, peers)
        done = await let_in(there(access).passkeys.sign_in(host, form.ceremony, form.answer, client))
        return _kept(done, request, response, peers)


def _add_invitations(routes: APIRouter, access: Access | None, peers: Peers) -> None:
    @routes.post("/invitations/look")
    async def look(form: LookForm, request: Request, response: Response) -> OfferShape:
        """Return what a link gives; it can be used afterwards."""
        response.headers["Cache-Control"] = "no-store"
        found_in = there(access)
        try:
            found = found_in.stewards.look(form.token, client_of(request, peers))
        except (RefusedError, TooOftenError) as error:
            raise refused(error) from None
        account = None if found.account is None else found_in.roll.accounts.get(found.account)
        shape = visitor_shape(found.visitor if account is None else account.visitor)
        return OfferShape(shape.name, shape.roles, shape.places, found.by)

    @routes.post("/invitations/redeem", status_code=HTTPStatus.CREATED)
    async def redeem(form: RedeemForm, request: Request, response: Response) -> VisitorShape:
        """Use a link: the account is made, or gets this password, and one is signed in."""
        client = client_of(request, peers)
        done = await let_in(there(access).stewards.redeem(form.token, form.name, form.password, client))
        return _kept(done, request, response, peers)


def there(access: Access | None) -> Access:
    """Return the accounts; ProblemError 404 where this service has none."""
    if access is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There are no accounts here: [web] accounts is none.")
    return access


async def let_in(work: Awaitable[_T]) -> _T:
    """Return what comes of signing in; a refusal is a 401, what cannot be used a 409, too often a 429."""
    try:
        return await work
    except UsageError as error:
        raise refused(error) from None


def refused(error: UsageError) -> ProblemError:
    """Return the problem of a refusal."""
    if isinstance(error, TooOftenError):
        return too_often(error)
    status = HTTPStatus.UNAUTHORIZED if isinstance(error, RefusedError) else HTTPStatus.CONFLICT
    return ProblemError(status, error.line())


def visitor_shape(visitor: Visitor) -> VisitorShape:
    """Return somebody as the pages get it."""
    places: list[str] | None = None if visitor.places is None else sorted(visitor.places)
    return VisitorShape(visitor.name, sorted(role.value for role in visitor.roles), places)


def host_of(request: Request, peers: Peers) -> Host:
    """Return the host by which the browser knows us; the guard has let only our own names through."""
    scheme = "https" if peers.is_secure(request.scope) else "http"
    return Host(request.url.hostname or "", f"{scheme}://{request.headers.get('host', '')}")


def _kept(done: SignedIn, request: Request, response: Response, peers: Peers) -> VisitorShape:
    is_secure = peers.is_secure(request.scope)
    name = cookie_name(is_secure)
    lasting: Mapping[str, tuple[str, timedelta]] = {
        name: (done.token, LONGEST),
        name + DEVICE_SUFFIX: (done.device, _DEVICE_HOLDS),
    }
    for cookie, (value, holds) in lasting.items():
        # Strict: pages themselves are open to all and ask for what they show, so links from mail work too.
        response.set_cookie(
            cookie, value, max_age=int(holds.total_seconds()), path="/",
            secure=is_secure, httponly=True, samesite="strict",
        )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return visitor_shape(done.visitor)
