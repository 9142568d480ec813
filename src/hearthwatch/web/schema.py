# SPDX-License-Identifier: Apache-2.0
"""The description of the routes for programs (OpenAPI 3.1): what FastAPI finds, and our problems.

Every error is application/problem+json (RFC 9457) with one of a few statuses; FastAPI's own 422 never comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from .problems import MEDIA_TYPE

_METHODS = {"get", "put", "post", "delete", "head", "patch", "options"}
#: What any route may answer besides its own: docs/ref/http.md, "Errors".
STATUSES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.MISDIRECTED_REQUEST,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_PROBLEM: Mapping[str, Any] = MappingProxyType(
    {
        "title": "Problem",
        "type": "object",
        "required": ["status", "title"],
        "properties": {
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
        },
    }
)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description; made once, then kept by the application."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, routes=app.routes)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = dict(_PROBLEM)
        for operation in (each for path in made["paths"].values() for each in _operations(path)):
            operation["responses"].pop("422", None)
            for status in STATUSES:
                operation["responses"].setdefault(str(status.value), _described(status))
        app.openapi_schema = made
    return app.openapi_schema


def _operations(path: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [operation for method, operation in path.items() if method in _METHODS]


def _described(status: HTTPStatus) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
