# SPDX-License-Identifier: Apache-2.0
"""What PyAV or the operating system raised in, a `FaultCode` out."""

from __future__ import annotations

import errno

import av.error

from hearthwatch.model.health import FaultCode

_BY_TYPE: tuple[tuple[type[Exception], FaultCode], ...] = (
    (FileNotFoundError, FaultCode.NOT_FOUND),
    (av.error.HTTPUnauthorizedError, FaultCode.WRONG_PASSWORD),
    (av.error.HTTPForbiddenError, FaultCode.DENIED),
    (av.error.HTTPNotFoundError, FaultCode.NOT_FOUND),
    (av.error.HTTPTooManyRequestsError, FaultCode.BUSY),
    (av.error.HTTPServerError, FaultCode.BUSY),
    (av.error.HTTPClientError, FaultCode.NOT_VIDEO),
    (av.error.DecoderNotFoundError, FaultCode.UNSUPPORTED_CODEC),
    (av.error.ExitError, FaultCode.SILENT),  # our own time limit
    (TimeoutError, FaultCode.SILENT),
    (PermissionError, FaultCode.DENIED),
    (IsADirectoryError, FaultCode.NOT_VIDEO),
    (NotADirectoryError, FaultCode.NOT_FOUND),
    (ConnectionRefusedError, FaultCode.REFUSED),
    (ConnectionError, FaultCode.ENDED_EARLY),
    (EOFError, FaultCode.ENDED_EARLY),
    (av.error.InvalidDataError, FaultCode.NOT_VIDEO),
    (av.error.ArgumentError, FaultCode.NOT_VIDEO),  # a format outside our list
    (MemoryError, FaultCode.DAMAGED),  # what was announced is larger than any stream of ours
)
_BY_NUMBER = {
    errno.EHOSTUNREACH: FaultCode.UNREACHABLE,
    errno.ENETUNREACH: FaultCode.UNREACHABLE,
    errno.EHOSTDOWN: FaultCode.UNREACHABLE,
    errno.EADDRNOTAVAIL: FaultCode.UNREACHABLE,
    errno.EBUSY: FaultCode.BUSY,
    errno.ENODEV: FaultCode.NOT_FOUND,
    errno.ENXIO: FaultCode.NOT_FOUND,
    errno.ENOTTY: FaultCode.NOT_VIDEO,
}


def fault_of(error: Exception) -> FaultCode:
    """Return the code for what PyAV or the operating system raised; DAMAGED where it tells nothing."""
    number = getattr(error, "errno", None)
    if number in _BY_NUMBER:
        return _BY_NUMBER[number]
    return next((code for kind, code in _BY_TYPE if isinstance(error, kind)), FaultCode.DAMAGED)
