# SPDX-License-Identifier: Apache-2.0
"""The pages themselves: files of the built front end; every view begins at its index."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from hearthwatch.web.pages import ACCOUNT, Page, Pages
from hearthwatch.web.problems import ProblemError

_METHODS = ["GET", "HEAD"]


def router(pages: Pages) -> APIRouter:
    """Return the routes of the pages; what is in no route is a 404 problem."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/", methods=_METHODS)
    @routes.api_route("/camera/{camera}", methods=_METHODS)
    @routes.api_route("/incidents", methods=_METHODS)
    @routes.api_route("/incidents/{incident}", methods=_METHODS)
    @routes.api_route("/channels", methods=_METHODS)
    @routes.api_route("/announce", methods=_METHODS)
    @routes.api_route("/plates", methods=_METHODS)
    @routes.api_route("/plates/{plate}", methods=_METHODS)
    @routes.api_route("/zones/{camera}", methods=_METHODS)
    @routes.api_route("/tv", methods=_METHODS)
    async def view(request: Request) -> Response:
        """Return the index, whose script shows the view that the path names."""
        return _sent(_built(pages.index), request)

    @routes.api_route("/sign-in", methods=_METHODS)
    @routes.api_route("/invitation", methods=_METHODS)
    @routes.api_route("/account", methods=_METHODS)
    @routes.api_route("/people", methods=_METHODS)
    async def account(request: Request) -> Response:
        """Return the page of accounts, which needs nothing of the others."""
        return _sent(_built(pages.files.get(ACCOUNT)), request)

    @routes.api_route("/app/{path:path}", methods=_METHODS)
    async def file(path: str, request: Request) -> Response:
        """Return a file of the front end."""
        page = pages.files.get(path)
        if page is None:
            raise ProblemError(HTTPStatus.NOT_FOUND)
        return _sent(page, request)

    return routes


def _built(page: Page | None) -> Page:
    if page is None:
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "The pages are not built: './dev ui' builds them.")
    return page


def _sent(page: Page, request: Request) -> Response:
    headers = {"Cache-Control": page.cache_control, "ETag": page.etag}
    if request.headers.get("if-none-match") == page.etag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(page.body, headers={**headers, "Content-Type": page.content_type})
