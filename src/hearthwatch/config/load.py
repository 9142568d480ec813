# SPDX-License-Identifier: Apache-2.0
"""Loads the configuration: a path in, a `Config` out, or one line that says where and what is wrong.

No message holds the value of an address or of a password's file.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from hearthwatch.model.errors import UsageError
from hearthwatch.model.zone import Zone

from .cameras import Camera
from .config import Config
from .places import line_of, parse_path
from .reference import keys_at
from .values import ByteSize, Duration, Secret
from .zones import ZoneFile

_Whole = TypeVar("_Whole", Config, ZoneFile)

_TOML_PLACE = re.compile(r"\s*\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_AT = re.compile(r"\s*- at `\$\.?(.*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_OURS = re.compile(r"([a-z_]+(?:\[[0-9]+\])?(?:\.[a-z_]+)*): ")
_READ = "See docs/ref/config.md for what there is"
_WANTED = re.compile(r"Expected `(.*?)`( of length [0-9]+)?, got .*")
#: What msgspec calls the kinds of values, in a person's words.
_KINDS = {
    "str": "text in quotation marks",
    "bool": "true or false",
    "int": "a whole number",
    "int | null": "a whole number",
    "float": "a number",
    "float | null": "a number",
    "array": "a list",
    "object": "a table",
    "date": "a date, such as 2026-05-01",
    "date | null": "a date, such as 2026-05-01",
}


def load_config(path: Path | None) -> Config:
    """Return the configuration of a file, the defaults for None, with passwords put in from their files.

    Raises UsageError, with the file's line where it can be told.
    """
    if path is None:
        return Config()
    text = _read(path, "the configuration")
    config = parse_config(text, str(path))
    cameras = tuple(
        _with_password(camera, number, text, path) for number, camera in enumerate(config.cameras)
    )
    return replace(config, cameras=cameras)


def parse_config(text: str, name: str) -> Config:
    """Return the configuration that ``text`` is; ``name`` is for messages. Raises UsageError."""
    return _parsed(text, name, Config)


def load_zones(path: Path) -> tuple[Zone, ...]:
    """Return the zones of a file that holds nothing else, as ``[[zone]]``. Raises UsageError."""
    loaded = _parsed(_read(path, "the zones"), str(path), ZoneFile)
    return tuple(each.zone for each in loaded.zones)


def _parsed(text: str, name: str, whole: type[_Whole]) -> _Whole:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _malformed(error, text, name) from None
    try:
        return msgspec.convert(tables, whole, dec_hook=_value)
    except msgspec.ValidationError as error:
        raise _invalid(str(error), text, name, whole) from None


def _value(kind: type, raw: object) -> object:
    if not isinstance(raw, str):
        example = ', such as "72 h"' if kind is Duration else ', such as "20 GB"' if kind is ByteSize else ""
        # msgspec puts the place to a ValueError alone.
        raise ValueError(f"text in quotation marks is wanted here{example}")  # noqa: TRY004
    return kind(raw)


def _malformed(error: tomllib.TOMLDecodeError, text: str, name: str) -> UsageError:
    message = str(error)
    place = _TOML_PLACE.search(message)
    line, column = (place[1], place[2]) if place and place[1] else (str(text.count("\n") + 1), "1")
    words = _TOML_PLACE.sub("", message)
    return UsageError(
        f"{name}:{line}:{column}: this is not TOML: {words[:1].lower()}{words[1:]}",
        do='Mend that line; text stands in quotation marks, as in name = "Gate"',
    )


def _invalid(message: str, text: str, name: str, whole: type[Config | ZoneFile]) -> UsageError:
    at = _AT.search(message)
    path, words = at[1] if at else "", _AT.sub("", message)
    unknown = _UNKNOWN.fullmatch(words)
    if unknown:
        known = keys_at(path, whole)
        return _unknown_key(unknown[1], known, f"{path}.{unknown[1]}".lstrip("."), (text, name))
    if ours := _OURS.match(words):
        path, words = f"{path}.{ours[1]}".lstrip("."), words[ours.end() :]
    missing = re.fullmatch(r"Object missing required field `(.*)`", words)
    if missing:
        words = f"{missing[1]} is missing"
    if wanted := _WANTED.fullmatch(words):
        words = f"{_KINDS.get(wanted[1], wanted[1])}{wanted[2] or ''} is wanted here"
    words = re.sub(r"Invalid enum value ('.*')", r"\1 is none of its values", words)
    return UsageError(f"{_place(name, text, path)}: {_key(path)}{words}", do=_READ)


def _unknown_key(key: str, known: Sequence[str], path: str, where: tuple[str, str]) -> UsageError:
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f'Did you mean "{nearest[0]}"? {_READ}' if nearest else f"There are {', '.join(known)}"
    text, name = where
    return UsageError(f'{_place(name, text, path)}: there is no key "{key}" here', do=hint)


def _place(name: str, text: str, path: str) -> str:
    line = line_of(text, parse_path(path))
    return name if line is None else f"{name}:{line}"


def _key(path: str) -> str:
    return f"{path}: " if path else ""


def _with_password(camera: Camera, number: int, text: str, path: Path) -> Camera:
    if not camera.password_file:
        return camera
    place = _place(str(path), text, f"camera[{number}].password_file")
    words = _read(Path(camera.password_file), f"{place}: the password's file").rstrip("\r\n")
    if not words or "\n" in words:
        raise UsageError(
            f"{place}: the password's file must hold one line", do="Write the password into it, alone"
        )
    try:
        return replace(camera, url=camera.url.with_password(Secret(words)))
    except ValueError as error:
        raise UsageError(f"{place}: {error}", do=_READ) from None


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{what} ({path}) is not text", do="Save it as UTF-8") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a path"
        raise UsageError(
            f"{what} ({path}) cannot be read: {why}", do="Check the path and who may read it"
        ) from None
