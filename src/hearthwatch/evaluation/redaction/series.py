# SPDX-License-Identifier: Apache-2.0
"""Annotated series in a folder: a clip, a mask of people for its frames, and what the manifest says of them.

docs/ref/evaluate-redaction.md is the format. A folder with ``input.mp4`` and ``groundtruth.zip`` needs
no manifest.
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import av
import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from hearthwatch.model.errors import UsageError

Picture = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]

MANIFEST = "series.toml"
#: Values of a mask that are nobody and not nobody either: outside of what was annotated, and unsure.
_UNSURE = (85, 170)
_PERSON = 255


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clip with its truth. Names of files are within ``folder``, which no manifest says.

    ``kind`` "rendered": nobody real is in it, so its plate may be shown in a card. ``first`` and
    ``every``: the frame of the first mask, and how many frames from one mask to the next. With
    ``labels``, of a rendered series alone, a mask's values 1 to 84 say which drawn figure a pixel is
    of. ``empty``: the same place and light with nobody there, as a clip. ``canary``: a texture that
    is worn in the clip. ``truth``: in words, where the masks come from.
    """

    name: str = ""
    kind: Literal["real", "rendered"] = "real"
    clip: str = "input.mp4"
    people: str = "groundtruth.zip"
    first: Annotated[int, msgspec.Meta(ge=0)] = 0
    every: Annotated[int, msgspec.Meta(ge=1)] = 1
    labels: bool = False
    empty: str = ""
    canary: str = ""
    truth: str = "a mask for each frame, as it came with the clip"
    folder: Path = Path()


def read(folder: Path) -> Series:
    """Return the series of a folder. Raises UsageError where its manifest is none, or a file is missing."""
    path = folder / MANIFEST
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        series = msgspec.convert(
            {"name": folder.name} | said | {"folder": str(folder)}, Series, dec_hook=_path
        )
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(
            f"{path} cannot be used: {error}", do="See docs/ref/evaluate-redaction.md"
        ) from error
    if series.labels and series.kind != "rendered":
        raise UsageError(
            f"{path} has labels in a real series: who is who among real people is never looked at",
            do="Take labels out; masks of people are enough",
        )
    for name in filter(None, (series.clip, series.people, series.empty, series.canary)):
        if Path(name).name != name:
            raise UsageError(f"{path} names {name}, which is not in its folder", do="Put it there")
        if not (folder / name).is_file():
            raise UsageError(f"{folder} has no {name}", do="Put it there, or correct the manifest")
    return series


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """An annotated frame: ``picture`` uint8 [h, w, 3] BGR; masks bool and uint8 [h, w].

    ``unsure`` is neither person nor place; ``who`` is 0 where nobody is, and a drawn figure's number,
    or 255 where masks do not say.
    """

    at_s: float
    picture: Picture
    people: Bools
    unsure: Bools
    who: Picture


def found_in(folder: Path) -> list[Series]:
    """Return the series of a folder's folders, in order of name. Raises UsageError where there is none."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}")
    homes = sorted(
        each for each in (folder, *folder.iterdir())
        if each.is_dir() and ((each / MANIFEST).exists() or (each / "groundtruth.zip").exists())
    )  # fmt: skip
    if not homes:
        raise UsageError(
            f"{folder} holds no annotated series", do="See docs/ref/evaluate-redaction.md for the format"
        )
    return [read(each) for each in homes]


def annotated(series: Series) -> int:
    """Return how many masks there are."""
    with zipfile.ZipFile(series.folder / series.people) as masks:
        return len(_masks(masks))


def moments(series: Series) -> Iterator[Moment]:
    """Yield the annotated frames in order."""
    with zipfile.ZipFile(series.folder / series.people) as masks:
        names = _masks(masks)
        for number, (at_s, picture) in enumerate(pictures(series.folder / series.clip)):
            order, rest = divmod(number - series.first, series.every)
            if rest == 0 and 0 <= order < len(names):
                yield _moment(at_s, picture, masks.read(names[order]), labels=series.labels)


def pictures(path: Path) -> Iterator[tuple[float, Picture]]:
    """Yield seconds from the first picture on, and pictures [h, w, 3] BGR."""
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.codec_context.thread_count = 1
            began: float | None = None
            for frame in container.decode(stream):
                at_s = float(frame.time or 0.0)
                began = at_s if began is None else began
                yield at_s - began, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
    except (av.FFmpegError, IndexError) as error:
        raise UsageError(f"{path} cannot be read as a film") from error


def texture(path: Path) -> Picture:
    """Return a grey picture, uint8 [h, w]."""
    read = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if read is None:
        raise UsageError(f"{path} is no picture")
    return np.asarray(read, np.uint8)


def _masks(kept: zipfile.ZipFile) -> list[str]:
    return sorted(name for name in kept.namelist() if name.lower().endswith(".png"))


def _path(_kind: type, value: str) -> Path:
    return Path(value)


def _moment(at_s: float, picture: Picture, png: bytes, *, labels: bool) -> Moment:
    read = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if read is None or read.shape != picture.shape[:2]:
        raise UsageError("A mask is no PNG of the clip's size")
    mask = np.asarray(read, np.uint8)
    people = ((mask > 0) & (mask < _UNSURE[0])) | (mask == _PERSON) if labels else mask == _PERSON
    who = np.where(people, mask, np.uint8(0))
    return Moment(at_s, picture, people, np.isin(mask, _UNSURE), who)
