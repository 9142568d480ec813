# SPDX-License-Identifier: Apache-2.0
"""Faults: each has its words, and each error of PyAV and of the system its fault."""

from __future__ import annotations

import errno

import av.error
import pytest

from hearthwatch.model.health import FaultCode
from hearthwatch.stages.cameras.address import CameraAddress, parse_address
from hearthwatch.stages.cameras.faults import camera_error, is_lasting
from hearthwatch.stages.cameras.refusals import fault_of

TEXTS = ("rtsp://cam:secret@h/a?k=secret", "a.mp4", "v4l2:/dev/video0")
ADDRESSES = [parse_address(text) for text in TEXTS]


@pytest.mark.parametrize("code", FaultCode)
@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_each_fault_is_one_line_without_credentials(code: FaultCode, address: CameraAddress) -> None:
    """Each fault of each kind of camera says what happened and what to do, and hides the credentials."""
    error = camera_error(code, address)
    assert (error.code, error.exit_code) == (code, 3)
    assert str(address) in error.line()
    assert error.do
    assert "secret" not in error.line()
    assert "\n" not in error.line()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), FaultCode.NOT_FOUND),
        (PermissionError(errno.EACCES, "x"), FaultCode.DENIED),
        (IsADirectoryError(errno.EISDIR, "x"), FaultCode.NOT_VIDEO),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), FaultCode.REFUSED),
        (ConnectionResetError(errno.ECONNRESET, "x"), FaultCode.ENDED_EARLY),
        (OSError(errno.EHOSTUNREACH, "x"), FaultCode.UNREACHABLE),
        (OSError(errno.ENETUNREACH, "x"), FaultCode.UNREACHABLE),
        (OSError(errno.EBUSY, "x"), FaultCode.BUSY),
        (OSError(errno.ENOTTY, "x"), FaultCode.NOT_VIDEO),
        (OSError(errno.ENODEV, "x"), FaultCode.NOT_FOUND),
        (OSError(errno.EIO, "x"), FaultCode.DAMAGED),
        (TimeoutError(errno.ETIMEDOUT, "x"), FaultCode.SILENT),
        (av.error.HTTPUnauthorizedError(1, "x"), FaultCode.WRONG_PASSWORD),
        (av.error.HTTPForbiddenError(1, "x"), FaultCode.DENIED),
        (av.error.HTTPNotFoundError(1, "x"), FaultCode.NOT_FOUND),
        (av.error.HTTPServerError(1, "x"), FaultCode.BUSY),
        (av.error.InvalidDataError(1, "x"), FaultCode.NOT_VIDEO),
        (av.error.ExitError(1, "x"), FaultCode.SILENT),
        (av.error.DecoderNotFoundError(1, "x"), FaultCode.UNSUPPORTED_CODEC),
        (av.error.ConnectionRefusedError(errno.ECONNREFUSED, "x"), FaultCode.REFUSED),
        (av.error.EOFError(1, "x"), FaultCode.ENDED_EARLY),
        (av.error.UnknownError(1, "x"), FaultCode.DAMAGED),
    ],
)
def test_each_error_has_its_fault(error: Exception, code: FaultCode) -> None:
    """What the library or the system raises is told as the fault that it means."""
    assert fault_of(error) is code


def test_the_network_may_mend_itself_and_a_missing_file_will_not() -> None:
    """Only faults that will hardly pass by themselves count as lasting."""
    passing = {code for code in FaultCode if not is_lasting(code)}
    assert passing == {
        FaultCode.UNREACHABLE, FaultCode.REFUSED, FaultCode.SILENT, FaultCode.DAMAGED, FaultCode.ENDED_EARLY,
        FaultCode.BUSY, FaultCode.BUG,
    }  # fmt: skip
