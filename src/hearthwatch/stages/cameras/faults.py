# SPDX-License-Identifier: Apache-2.0
"""What is said of a camera that cannot be had: a `FaultCode` in, one line out.

The line says what happened, whose fault it is and what to do, and never shows a credential.
"""

from __future__ import annotations

from dataclasses import dataclass

from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode

from .address import CameraAddress


@dataclass(frozen=True, slots=True)
class FaultWords:
    """The words for one fault; ``{}`` in ``what`` is the camera. ``lasting``: it will not pass by itself."""

    what: str
    do: str
    lasting: bool = False


_WORDS = {
    FaultCode.NOT_FOUND: FaultWords(
        "There is nothing at {}; the address is wrong, or what it names is gone",
        "Check the path",
        lasting=True,
    ),
    FaultCode.NOT_VIDEO: FaultWords("{} is not a video that can be read", "Name a video", lasting=True),
    FaultCode.EMPTY: FaultWords(
        "{} is empty, it holds no picture", "Name a video that holds one", lasting=True
    ),
    FaultCode.TRUNCATED: FaultWords(
        "{} is cut off: its writing or copying was not finished", "Copy or record it again", lasting=True
    ),
    FaultCode.DENIED: FaultWords(
        "{} may not be read by this account", "Grant access to it, or use another account", lasting=True
    ),
    FaultCode.WRONG_PASSWORD: FaultWords(
        "{} refuses the user and password in its address", "Correct them in the address", lasting=True
    ),
    FaultCode.UNREACHABLE: FaultWords(
        "{} cannot be reached: its host, or the network to it, does not answer",
        "Check power, cable and host name",
    ),
    FaultCode.REFUSED: FaultWords(
        "{} refuses the connection: its host is up, and nothing listens on that port", "Check the port"
    ),
    FaultCode.SILENT: FaultWords(
        "{} accepts the connection and sends no picture", "Restart the camera if it lasts"
    ),
    FaultCode.UNSUPPORTED_CODEC: FaultWords(
        "{} sends a codec that cannot be decoded here", "Set the camera to H.264 or H.265", lasting=True
    ),
    FaultCode.UNSUPPORTED_SIZE: FaultWords(
        "{} has pictures of a size that is not supported", "Set it between 64x64 and 7680x4320", lasting=True
    ),
    FaultCode.NO_VIDEO_TRACK: FaultWords(
        "{} has no video, at most sound or text", "Name a source that has video", lasting=True
    ),
    FaultCode.DAMAGED: FaultWords(
        "{} sends what cannot be understood", "Check the camera and the line to it"
    ),
    FaultCode.ENDED_EARLY: FaultWords("{} ended the stream", "Nothing: it will be tried again"),
    FaultCode.BUSY: FaultWords(
        "{} is busy: too many others read it, or another program holds it", "Close what else reads it"
    ),
    FaultCode.BUG: FaultWords("{} could not be read, by a fault of ours", "Report it, please"),
}

#: Better words where the kind of camera is known.
_WORDS_OF_NETWORK = {
    FaultCode.NOT_FOUND: FaultWords(
        "The camera at {} knows no such path; the address is wrong", "Look up its RTSP path", lasting=True
    ),
    FaultCode.NOT_VIDEO: FaultWords(
        "What answers at {} does not speak RTSP as it should; it may be no camera",
        "Check host and port",
        lasting=True,
    ),
    FaultCode.DENIED: FaultWords(
        "The camera at {} forbids this user to see its stream", "Grant it in the camera", lasting=True
    ),
    FaultCode.EMPTY: FaultWords(
        "{} ended the stream before the first picture", "Restart the camera if it lasts"
    ),
}


def words_of(code: FaultCode, address: CameraAddress) -> FaultWords:
    """Return the words for a fault of the camera at ``address``."""
    special = _WORDS_OF_NETWORK.get(code) if address.is_network else None
    words = special or _WORDS[code]
    return FaultWords(words.what.format(address), words.do, words.lasting)


def is_lasting(code: FaultCode | None) -> bool:
    """Whether a fault will hardly pass by itself: it ends commands that read once."""
    return code is not None and _WORDS[code].lasting


def camera_error(code: FaultCode, address: CameraAddress) -> CameraError:
    """Return the error for a fault, with its one line."""
    words = words_of(code, address)
    return CameraError(words.what, do=words.do, code=code, transient=not words.lasting)
