# SPDX-License-Identifier: Apache-2.0
"""A section as a form: its fields, its values without secrets, and the section again."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from hearthwatch.config.cameras import Camera
from hearthwatch.config.form import form_of, secrets_of, section_of, shown
from hearthwatch.config.incidents import Incidents
from hearthwatch.config.mqtt import Mqtt
from hearthwatch.config.webhook import Webhook
from hearthwatch.model.errors import UsageError
from hearthwatch.testing.channel_kinds import FakeLoudspeaker, FakeMail, FakeWebhook


def test_each_kind_of_field_is_told() -> None:
    """Key, how it is filled in, words, whether it must be, default and choices."""
    assert [astuple(field) for field in form_of(FakeLoudspeaker)] == [
        ("url", "secret", "Its address, which may hold a password", True, None, ()),
        ("volume", "number", "How loud, 0 to 1", False, None, ()),
        ("hazards", "list", "What it speaks of", False, ["flame", "smoke"],
         ("flame", "smoke", "water", "blocked")),
    ]  # fmt: skip
    assert [field.kind for field in form_of(FakeWebhook)] == ["text", "secret", "text", "yes-no"]


def test_a_page_is_not_asked_for_a_file() -> None:
    """A secret that the configuration has in a file is typed into a page: its words say what it is."""
    words = {field.key: field.words for field in (*form_of(Mqtt), *form_of(Webhook))}
    assert words["password_file"] == "The password"
    assert words["secret_file"] == ("The secret that signs, 24 to 64 bytes: by `openssl rand -base64 32`")
    assert words["ca_file"].startswith("A file of the authorities")


def test_tables_within_a_section_are_no_part_of_a_form() -> None:
    """A camera's rectangles and zones are not filled in by a form; its address is a secret."""
    keys = {field.key for field in form_of(Camera)}
    assert "masked" not in keys
    assert "zone" not in keys
    assert secrets_of(Camera) == {"url"}


def test_lists_of_times_are_no_lists_of_words() -> None:
    """A list whose words have a form of their own is filled in line by line all the same."""
    assert {field.key: field.kind for field in form_of(Incidents)} == {"after": "list", "whom": "list"}


def test_a_section_comes_back_from_its_form() -> None:
    """What is shown of a section, with its secrets again, makes the same section."""
    mail = section_of(
        FakeMail,
        {"server": "mail.example", "port": 25, "to": ["a@mail.example"], "security": "tls"},
        {"password_file": "/kept/mail.password"},
    )
    assert mail.port == 25
    assert "password_file" not in shown(mail)
    assert section_of(FakeMail, shown(mail), {"password_file": "/kept/mail.password"}) == mail


@pytest.mark.parametrize(
    ("values", "secrets", "words"),
    [
        ({}, {}, "server: this must be filled in."),
        ({"server": "x", "port": "many"}, {}, "port: a whole number is wanted here."),
        ({"server": "x", "security": "none"}, {}, "security: this is none of its values."),
        ({"server": "x", "to": "a"}, {}, "to: a list is wanted here."),
        ({"server": "x", "password_file": "/etc/shadow"}, {}, "password_file: a secret is sent apart."),
        ({"server": "x"}, {"colour": "red"}, "colour: there is no such setting."),
    ],
)
def test_what_is_wrong_is_said_with_its_key(
    values: dict[str, str | list[str]], secrets: dict[str, str], words: str
) -> None:
    """The key comes first, in words for whoever fills in a form."""
    with pytest.raises(UsageError) as refused:
        section_of(FakeMail, dict(values), secrets)
    assert refused.value.line() == words
