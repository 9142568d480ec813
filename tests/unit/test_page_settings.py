# SPDX-License-Identifier: Apache-2.0
"""Channels of the file and of the page, as one configuration."""

from __future__ import annotations

import pytest
from msgspec import Struct

from hearthwatch.alarm_pages.settings import KINDS, effective, of_the_file
from hearthwatch.config.config import Config
from hearthwatch.config.form import section_of
from hearthwatch.config.kept_channels import KeptChannel
from hearthwatch.config.load import parse_config
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import ChannelId

#: Of each kind what a page must fill in at least, and where it then stands in the configuration.
FILLED: dict[str, tuple[dict[str, str], str]] = {
    "loudspeaker": ({"driver": "multicast", "address": "239.1.2.3:5004"}, "loudspeakers"),
    "contact": ({"mail": "duty@example.org"}, "contacts"),
    "mail": ({"host": "localhost", "sender": "alarm@example.org"}, "mail"),
    "push": ({"contact": "mailto:alarm@example.org"}, "push"),
    "mqtt": ({"host": "broker.lan"}, "mqtt"),
    "webhook": ({"url": "https://example.org/hook"}, "webhooks"),
    "relay": ({"kind": "shelly", "url": "http://192.0.2.7"}, "relays"),
    "cap": ({"folder": "/var/lib/alerts"}, "cap"),
    "call-point": ({"name": "The barn's door"}, "call_points"),
    "weather": ({"url": "https://example.org/warnings.atom"}, "weather"),
}
ONCE = ("mail", "push", "mqtt", "cap", "weather")


def of_page(kind: str, id_: str) -> KeptChannel:
    """Return a channel as the page keeps it."""
    return KeptChannel(ChannelId(id_), kind, section(kind, id_))


def section(kind: str, id_: str) -> Struct:
    """Return the section that its form makes."""
    secrets = {"secret_file": "/etc/hearthwatch/hook"} if kind == "webhook" else {}
    return section_of(KINDS[kind], FILLED[kind][0], secrets, channel=id_)


def test_every_kind_of_the_configuration_is_told() -> None:
    """The page has each kind, and this module tries each."""
    assert set(KINDS) == set(FILLED)


@pytest.mark.parametrize("kind", FILLED)
def test_what_the_page_sets_up_holds(kind: str) -> None:
    """It stands in the configuration where the file would have it, and nothing else has changed."""
    attribute = FILLED[kind][1]
    found = effective(Config(), [of_page(kind, "one")])
    held = getattr(found, attribute)
    assert held == (section(kind, "one") if kind in ONCE else (section(kind, "one"),))
    others = [each for each in Config.__struct_fields__ if each != attribute]
    assert [getattr(found, each) for each in others] == [getattr(Config(), each) for each in others]


@pytest.mark.parametrize("kind", ONCE)
def test_what_there_is_once_is_refused_twice(kind: str) -> None:
    """A second one would do nothing, so it is refused with what has the first."""
    with pytest.raises(UsageError, match=f"There is one {kind} alone, and the channel one has it"):
        effective(Config(), [of_page(kind, "one"), of_page(kind, "two")])


def test_the_file_comes_first() -> None:
    """What the file has once the page cannot have too, and the page says where it is."""
    config = parse_config('[push]\ncontact = "mailto:alarm@example.org"', "x.toml")
    with pytest.raises(UsageError, match="There is one push alone, and the configuration file has it"):
        effective(config, [of_page("push", "one")])


def test_the_files_channels_are_shown() -> None:
    """Each section of the file that is used is a channel of the page, which cannot change it."""
    text = """
[mqtt]
host = "broker.lan"
[cap]
url = "https://example.org/cap"
token_file = "/etc/hearthwatch/cap"
[[call_point]]
id = "door"
[[relay]]
id = "siren"
kind = "shelly"
url = "http://192.0.2.7"
"""
    found = of_the_file(parse_config(text, "x.toml"))
    assert [(each.id, each.kind, sorted(each.secrets)) for each in found] == [
        ("mqtt", "mqtt", []),
        ("siren", "relay", []),
        ("cap", "cap", ["token_file"]),
        ("door", "call-point", []),
    ]
    assert all(each.is_from_file for each in found)
    assert of_the_file(Config()) == ()
