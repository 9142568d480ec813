# SPDX-License-Identifier: Apache-2.0
"""A section of the configuration as a form in the pages: its fields, its values, and a struct from them.

A secret never becomes a value: a form says only whether it is set, and sends a new one apart from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo, fields

from hearthwatch.model.errors import UsageError

from .secret_file import SecretFile
from .values import ByteSize, CameraUrl, Duration, Secret

#: A value as JSON has it.
Plain: TypeAlias = str | int | float | bool | list[str] | None
#: A section's own name, which a form has beside it.
_ID = "id"
_Section = TypeVar("_Section", bound=Struct)
_PLACE = re.compile(r"\s*- at `\$\.?(.*)`$")
_WANTED = re.compile(r"Expected `(.*?)`.*")
_A_FILE = re.compile(r"A file with (.*?)(?:, alone)?")
_KINDS = {"str": "text", "bool": "yes or no", "int": "a whole number", "float": "a number", "array": "a list"}


class FieldKind(StrEnum):
    """How a field is filled in. The values are part of the interface of the pages."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    LIST = "list"
    SECRET = "secret"  # noqa: S105 - a kind of field


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. ``default`` is None where there is none; ``choices`` are those of a choice or a list."""

    key: str
    kind: FieldKind
    words: str
    is_required: bool
    default: Plain = None
    choices: tuple[str, ...] = ()


def form_of(section: type[Struct]) -> tuple[FormField, ...]:
    """Return the fields of a section in their order, but for its id; tables within it are no part of it."""
    hints = get_type_hints(section, include_extras=True)
    made = (_field(each, hints[each.name]) for each in fields(section) if each.encode_name != _ID)
    return tuple(field for field in made if field is not None)


def secrets_of(section: type[Struct]) -> frozenset[str]:
    """Return the keys whose values are secrets."""
    return frozenset(field.key for field in form_of(section) if field.kind is FieldKind.SECRET)


def shown(settings: Struct) -> dict[str, Plain]:
    """Return the values of a form without any secret."""
    names = {each.encode_name: each.name for each in fields(settings)}
    return {
        field.key: _plain(getattr(settings, names[field.key]))
        for field in form_of(type(settings))
        if field.kind is not FieldKind.SECRET
    }


def is_secret_file(section: type[Struct], key: str) -> bool:
    """Whether a secret's key wants the path of a file, rather than the text itself."""
    hints = get_type_hints(section, include_extras=True)
    return any(_bare(hints[each.name]) is SecretFile for each in fields(section) if each.encode_name == key)


def section_of(
    kind: type[_Section], values: Mapping[str, Plain], secrets: Mapping[str, str], *, channel: str = ""
) -> _Section:
    """Return the section that a form's values make; of ``secrets`` the file's path, or the text itself.

    ``channel`` is its id, where the section has one.
    Raises UsageError, which begins with the key and holds no secret: also where a secret's key is among
    the values.
    """
    if wrong := secrets_of(kind) & set(values):
        raise UsageError(f"{min(wrong)}: a secret is sent apart")
    if _ID in values:
        raise UsageError("id: it is not changed by a form")
    given: dict[str, Any] = {key: value for key, value in values.items() if value is not None}
    if _ID in {each.encode_name for each in fields(kind)}:
        given[_ID] = channel
    tag, field = kind.__struct_config__.tag, kind.__struct_config__.tag_field
    tagged: dict[str, Any] = {} if field is None else {field: tag}
    try:
        return msgspec.convert(given | dict(secrets) | tagged, kind, dec_hook=_value)
    except msgspec.ValidationError as error:
        raise UsageError(_in_words(str(error))) from None


def _field(info: FieldInfo, hint: Any) -> FormField | None:
    metas = [each for each in get_args(hint) if isinstance(each, Meta)]
    found = _kind(_bare(hint))
    if found is None:
        return None
    kind, choices = found
    is_secret = kind is FieldKind.SECRET
    words = next((meta.description or "" for meta in metas), "")
    return FormField(
        info.encode_name,
        kind,
        _of_the_text(words) if _bare(hint) is SecretFile else words,
        info.required,
        None if is_secret or info.default is NODEFAULT else _plain(info.default),
        choices,
    )


def _of_the_text(words: str) -> str:
    """Return what a secret's file is said to hold: a page takes the text itself, and keeps the file."""
    found = _A_FILE.fullmatch(words)
    return words if found is None else found[1][:1].upper() + found[1][1:]


def _bare(hint: Any) -> Any:
    """Return a type without its notes and without "or None"."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        options = [option for option in get_args(hint) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else hint
    return hint


def _kind(hint: Any) -> tuple[FieldKind, tuple[str, ...]] | None:
    if get_origin(hint) is tuple:
        inner = _kind(_bare(get_args(hint)[0])) if get_args(hint)[1:] == (...,) else None
        takes = inner is not None and inner[0] in {FieldKind.TEXT, FieldKind.CHOICE}
        return (FieldKind.LIST, inner[1]) if takes and inner is not None else None
    if choices := _choices(hint):
        return FieldKind.CHOICE, choices
    kinds: dict[Any, FieldKind] = {
        bool: FieldKind.YES_NO, int: FieldKind.NUMBER, float: FieldKind.NUMBER, SecretFile: FieldKind.SECRET,
        Secret: FieldKind.SECRET, str: FieldKind.TEXT, Duration: FieldKind.TEXT, ByteSize: FieldKind.TEXT,
        # It may hold a password, or be known to nobody else by its path.
        CameraUrl: FieldKind.SECRET,
    }  # fmt: skip
    return (kinds[hint], ()) if isinstance(hint, type) and hint in kinds else None


def _choices(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(str(each) for each in get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(str(each.value) for each in hint)
    return ()


def _plain(value: Any) -> Plain:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Collection) and not isinstance(value, str):
        return [str(_plain(each)) for each in value]
    is_plain = isinstance(value, str | bool | int | float | None) and not isinstance(value, ByteSize)
    return value if is_plain else str(value)


def _value(kind: type, raw: object) -> object:
    if not isinstance(raw, str):
        # msgspec puts the place to a ValueError alone.
        raise ValueError("text is wanted here")  # noqa: TRY004
    return kind(raw)


def _in_words(message: str) -> str:
    at = _PLACE.search(message)
    key, words = at[1] if at else "", _PLACE.sub("", message)
    if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", words):
        return f"{unknown[1]}: there is no such setting"
    if missing := re.fullmatch(r"Object missing required field `(.*)`", words):
        return f"{missing[1]}: this must be filled in"
    if wanted := _WANTED.fullmatch(words):
        words = f"{_KINDS.get(wanted[1].removesuffix(' | null'), wanted[1])} is wanted here"
    words = re.sub(r"Invalid enum value '.*'", "this is none of its values", words)
    return f"{key}: {words}" if key else words
