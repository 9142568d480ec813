# SPDX-License-Identifier: Apache-2.0
"""The configuration told from its structs: docs/ref/config.md, and hearthwatch.toml with all defaults.

``python -m hearthwatch.config.reference [--check] FOLDER`` writes both into a checkout, or with
``--check`` says whether they are what it would write.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Literal, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo, fields

from .admission import Admission, Tightening
from .announcements import Announcements
from .call_point import CallPoint
from .cameras import Camera
from .cap import Cap, CapPlace
from .config import Config
from .contacts import Contact, Mail, Push
from .incidents import Incidents
from .loudspeakers import Loudspeaker
from .mqtt import Mqtt
from .notices import Notices
from .relay import Relay
from .secret_file import SecretFile
from .store import Store
from .texts import CauseTexts, HazardTexts, OwnTexts
from .values import ByteSize, CameraUrl, Duration
from .weather import Weather
from .web import Web
from .webhook import Webhook
from .zones import DrawnZone

_SECTIONS: dict[str, type[Struct]] = {
    "[[camera]]": Camera,
    "[[camera.zone]]": DrawnZone,
    "[store]": Store,
    "[web]": Web,
    "[incidents]": Incidents,
    "[announcements]": Announcements,
    "[announcements.texts.en.titles]": CauseTexts,
    "[announcements.texts.en.bodies]": CauseTexts,
    "[announcements.texts.en.hazards]": HazardTexts,
    "[announcements.texts.en.advice]": HazardTexts,
    "[[loudspeaker]]": Loudspeaker,
    "[notices]": Notices,
    "[mqtt]": Mqtt,
    "[cap]": Cap,
    "[[cap.area]]": CapPlace,
    "[weather]": Weather,
    "[[webhook]]": Webhook,
    "[[relay]]": Relay,
    "[[call_point]]": CallPoint,
    "[[contact]]": Contact,
    "[mail]": Mail,
    "[push]": Push,
    "[admission.public]": Tightening,
    "[admission.private]": Tightening,
}
#: Sections of things that there are only where somebody has them: examples, in the shipped file.
_LISTED = (
    Camera, DrawnZone, CauseTexts, HazardTexts, Loudspeaker, CapPlace, Webhook, Relay, CallPoint, Contact,
)  # fmt: skip
_EXAMPLES = {
    "id": '"gate"',
    "url": '"rtsp://watcher@192.0.2.7/stream"',
    "name": '"The gate"',
    "kind": '"staff"',
    "corners": "[[0.44, 0.6], [0.46, 0.6], [0.46, 0.9], [0.44, 0.9]]",
    "scale": "[[0.45, 0.83, 1.2], [0.45, 0.68, 1.8]]",
    "alarm_level": "1.5",
    "alarm_rise": "0.3",
    "drawn": "2026-05-01",
    "share": "0.7",
    "minimum_samples": "1000",
    "span": '"36 h"',
    "hours": "4",
    "driver": '"multicast"',
    "address": '"224.0.2.60:50000"',
    "password_file": '"/etc/hearthwatch/password"',
    "codec": '"g722"',
    "days": "3",
    "mail": '"duty@example.org"',
    "apprise_file": '"/etc/hearthwatch/duty-service"',
    # A section's own goes before.
    "[[contact]] id": '"duty"',
    "[[contact]] hours": '"07:00-22:00"',
    "[mail] password_file": '"/etc/hearthwatch/mail-password"',
}
#: The same of one section, where a key of this name means something else.
_EXAMPLES_OF: dict[str, dict[str, str]] = {
    "[mqtt]": {"password_file": '"/etc/hearthwatch/mqtt"'},
    "[cap]": {"token_file": '"/etc/hearthwatch/cap-token"'},
    "[[cap.area]]": {"camera": '"gate"', "circle": "[[-1.2833, 36.8219, 0.1]]", "polygon": "[]"},
    "[web]": {"figures_token_file": '"/etc/hearthwatch/figures-token"'},
    "[weather]": {"token_file": '"/etc/hearthwatch/weather-token"'},
    "[[webhook]]": {
        "id": '"control-room"',
        "url": '"https://example.org/hook"',
        "secret_file": '"/etc/hearthwatch/webhook"',
        "name": '"The control room"',
    },
    "[[relay]]": {
        "id": '"siren"',
        "kind": '"shelly"',
        "url": '"http://siren.lan"',
        "name": '"The siren"',
        "password_file": '"/etc/hearthwatch/siren"',
    },
    "[[call_point]]": {"id": '"gate"', "name": '"The gate"'},
}
_UNITS = """\
## Units

* A time is a number and a unit: `ms`, `s`, `min`, `h`, `d`, such as `"90 s"`, `"72 h"`, `"1.5 d"`.
* A size is a number and a unit: `B`, `kB`, `MB`, `GB`, `TB` are powers of 1000; `KiB` to `TiB` of 1024.
* Paths that do not begin with `/` are taken from the folder in which the program was started.

Passwords are never printed. They may stand in a camera's `url`, or in a `password_file` that only the
service can read.
"""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it is called, its type and default in words of TOML, and what it means."""

    name: str
    kind: str
    default: str | None
    words: str


def keys_of(section: type[Struct]) -> tuple[Key, ...]:
    """Return the keys of a section in their order. ``default`` is None where it must be given."""
    hints = get_type_hints(section, include_extras=True)
    return tuple(
        Key(
            each.encode_name,
            _kind(get_args(hints[each.name])[0]),
            _default(each),
            _words(hints[each.name]),
        )
        for each in fields(section)
        if not _is_table(hints[each.name])
    )


def _default(each: FieldInfo) -> str | None:
    if each.default is not NODEFAULT:
        return _toml(each.default)
    return None if each.default_factory is NODEFAULT else _toml(each.default_factory())


def _is_table(hint: object) -> bool:
    """Whether a key is a section of its own: those have no words here."""
    return not any(isinstance(each, Meta) for each in get_args(hint))


def keys_at(path: str, whole: type[Struct] = Config) -> tuple[str, ...]:
    """Return the keys that there are in a table, such as "camera[0]" or "store"; "" is the whole file."""
    tables: dict[str, type[Struct]] = {
        "": whole, "camera": Camera, "camera.zone": DrawnZone, "zone": DrawnZone, "store": Store, "web": Web,
        "announcements": Announcements, "announcements.texts": OwnTexts,
        "announcements.texts.titles": CauseTexts, "announcements.texts.bodies": CauseTexts,
        "announcements.texts.hazards": HazardTexts, "announcements.texts.advice": HazardTexts,
        "incidents": Incidents, "loudspeaker": Loudspeaker, "admission": Admission,
        "admission.public": Tightening, "admission.private": Tightening,
        "notices": Notices, "mqtt": Mqtt, "cap": Cap, "cap.area": CapPlace,
        "weather": Weather, "webhook": Webhook, "relay": Relay, "call_point": CallPoint,
        "contact": Contact, "mail": Mail, "push": Push,
    }  # fmt: skip
    return tuple(each.encode_name for each in fields(tables[re.sub(r"\[.*?\]", "", path)]))


def reference() -> str:
    """Return docs/ref/config.md."""
    lines = [
        "# Configuration",
        "",
        "One file in TOML, given with `-c`; `hearthwatch.toml` in the checkout holds every default. Without",
        "a file there are no cameras. A key that does not exist is refused, with its line and the nearest.",
        "",
        "Generated by `python -m hearthwatch.config.reference .`; a test checks it.",
        "",
        _UNITS,
    ]
    for title, section in _SECTIONS.items():
        lines += [f"## `{title}`", "", (section.__doc__ or "").split("\n")[0], ""]
        lines += ["| Key | Type | Default | Means |", "|---|---|---|---|", *_rows(section), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _rows(section: type[Struct]) -> Iterator[str]:
    for key in keys_of(section):
        default = {None: "must be given", "": "not set"}.get(key.default, f"`{key.default}`")
        yield f"| `{key.name}` | {key.kind} | {default} | {key.words} |"


def defaults() -> str:
    """Return hearthwatch.toml."""
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# All of the configuration, with its defaults. docs/ref/config.md says more.",
    ]
    for title, section in _SECTIONS.items():
        example = section in _LISTED
        lines += ["", f"# {(section.__doc__ or '').split(chr(10))[0]}", f"#{title}" if example else title]
        for key in keys_of(section):
            is_set = bool(key.default) and not example
            examples = {**_EXAMPLES, **_EXAMPLES_OF.get(title, {})}
            usual = examples.get(key.name, key.default)
            value = key.default if is_set else _EXAMPLES.get(f"{title} {key.name}", usual)
            lines += [*wrap(f"{key.words}.", 100, initial_indent="# ", subsequent_indent="# ")]
            lines.append(f"{'' if is_set else '#'}{key.name} = {value}")
    return "\n".join(lines) + "\n"


def _words(hint: object) -> str:
    (meta,) = (each for each in get_args(hint) if isinstance(each, Meta))
    return meta.description or ""


def _kind(hint: object) -> str:
    options = [option for option in get_args(hint) if option is not type(None)]
    if options and all(isinstance(option, str) for option in options):
        return " or ".join(f'`"{option}"`' for option in options)
    if get_origin(hint) is tuple:
        return _list_of(get_args(hint)[0])
    if get_origin(hint) is dict:
        return "table of tables" if get_origin(get_args(hint)[1]) is dict else "table of texts"
    plain = options[0] if options else hint
    if get_origin(plain) is Literal:
        return _kind(plain)
    names: dict[object, str] = {
        str: "text", bool: "`true` or `false`", int: "whole number", float: "number",
        Duration: "time", ByteSize: "size", CameraUrl: "address", date: "date",
        SecretFile: "path of a file with a secret",
    }  # fmt: skip
    return names[plain]


def _list_of(hint: object) -> str:
    numbers = {2: "two", 3: "three", 4: "four"}.get(len(get_args(hint)))
    return f"list of {numbers} numbers each" if numbers else f"list, each a {_kind(hint)}"


def _toml(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() | int() if not isinstance(value, ByteSize):
            return str(value)
        case dict():
            return "{}"
        case tuple():
            return f"[{', '.join(_toml(each) for each in value)}]"
        case _:
            return f'"{value}"'


def main() -> int:
    """Write or check both files in the folder given last; exit status 1: they are not up to date."""
    root = Path(sys.argv[-1])
    files = {root / "docs" / "ref" / "config.md": reference(), root / "hearthwatch.toml": defaults()}
    if "--check" in sys.argv[1:]:
        stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
        for path in stale:
            sys.stderr.write(f"{path} is not up to date: run python -m hearthwatch.config.reference .\n")
        return 1 if stale else 0
    for path, text in files.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
