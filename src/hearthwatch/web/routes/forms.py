# SPDX-License-Identifier: Apache-2.0
"""Forms of requests, and shapes of answers, that the routes of alarms share."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from hearthwatch.model.errors import UsageError
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.rate import TooOftenError

from .history import written

_Made = TypeVar("_Made")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if not line or not line.isprintable():
        raise ValueError("words on one line")
    return line


#: A name that somebody typed for the record. It gives no right to anything, and where there are accounts the
#: account's is written down instead.
ByName = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_one_line)]


class Form(BaseModel):
    """What a request's body may hold; anything else is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ByForm(Form):
    """Who does something."""

    by: ByName


async def asked(work: Awaitable[_Made]) -> _Made:
    """Return what comes of ``work``; what it refuses is a 409 in its own words, or a 429."""
    try:
        return await work
    except TooOftenError as error:
        raise too_often(error) from None
    except UsageError as error:
        raise ProblemError(HTTPStatus.CONFLICT, error.line()) from None


def too_often(error: TooOftenError) -> ProblemError:
    """Return the 429 of something asked for too often."""
    wait = max(1, round(error.after_s + 0.5))
    return ProblemError(HTTPStatus.TOO_MANY_REQUESTS, error.line(), headers={"Retry-After": str(wait)})


def stamp(at: datetime | None) -> str | None:
    """Return a moment as RFC 3339 in UTC, None for none."""
    return None if at is None else written(at)
