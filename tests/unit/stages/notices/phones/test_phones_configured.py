# SPDX-License-Identifier: Apache-2.0
"""From the configuration's text to channels, and what is refused on the way."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import httpx
import pytest

from hearthwatch.config.load import parse_config
from hearthwatch.model.errors import UsageError
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.phones.configured import PhoneParts, Phones, PhoneSections, phones
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions
from hearthwatch.testing.clock import FakeClock

Told = Callable[..., Message]
MAIL = '[mail]\nhost = "mail.example.org"\nsender = "Hearthwatch <alarm@example.org>"\n'
DUTY = '[[contact]]\nid = "duty"\nmail = "duty@example.org"\n'


def built(text: str, folder: Path) -> Phones:
    """Return what a configuration's text makes."""

    async def use() -> Phones:
        config = parse_config(text, "hearthwatch.toml")
        async with httpx.AsyncClient() as client:
            parts = PhoneParts(FakeClock(), client, folder, MemorySubscriptions(), zone=UTC)
            return phones(PhoneSections(config.contacts, config.mail, config.push, config.cameras), parts)

    return asyncio.run(use())


def refusal(text: str, folder: Path) -> str:
    """Return why a configuration is refused."""
    with pytest.raises(UsageError) as caught:
        built(text, folder)
    return caught.value.line()


def test_without_sections_there_is_nothing(data_folder: Path) -> None:
    """Nobody is told by phone unless somebody said so, and no key is made."""
    assert built("", data_folder) == Phones((), None)
    assert not data_folder.exists()


def test_what_there_is_not_is_not_loaded() -> None:
    """Without phones the libraries that reach them cost nothing."""
    program = "import sys, hearthwatch.stages.notices.phones.configured; print(' '.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(found.stdout.split()).isdisjoint({"apprise", "pywebpush", "aiohttp", "aiosmtplib"})


def test_each_section_makes_its_channel(tmp_path: Path, told: Told) -> None:
    """Mail for those who have it, a channel for each service, and web push with its desk."""
    (tmp_path / "service").write_text("json://watch:sesame@127.0.0.1:9/hook\n")
    text = (
        f'{MAIL}[push]\ncontact = "mailto:steward@example.org"\ngroups = ["residents"]\n{DUTY}'
        'groups = ["operators"]\nhours = "07:00-22:00"\n'
        f'[[contact]]\nid = "ferry"\napprise_file = "{tmp_path / "service"}"\nplaces = ["jetty"]\n'
    )
    made = built(text, tmp_path / "data")
    assert [each.id for each in made.channels] == ["push", "mail", "ferry-service"]
    assert made.desk is not None
    assert (len(made.desk.key), made.desk.languages) == (87, ("en",))
    assert [list(each.recipients(told())) for each in made.channels] == [[], ["duty"], []]
    at_jetty = told(cameras=("jetty",), whom="stewards")
    assert [list(each.recipients(at_jetty)) for each in made.channels] == [[], [], ["ferry"]]
    assert "sesame" not in repr(made)


CAMERAS = """
[[camera]]
id = "mill"
name = "Mill stream"
url = "village:mill"
place = "Upper village"
[[camera.zone]]
name = "The weir"
kind = "watch"
corners = [[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]]
[[camera]]
id = "barn"
url = "village:barn"
place = "upper village"
"""


def test_a_place_of_several_cameras_is_all_of_them(data_folder: Path, told: Told) -> None:
    """Contacts name cameras by id or name, zones, and the places that several cameras look at."""
    for place, at_mill, at_barn in (
        ("mill", 1, 0),
        ("mill STREAM", 1, 0),
        ("the weir", 1, 0),
        ("UPPER village", 1, 1),
        ("barn", 0, 1),
    ):
        (mail,) = built(f'{MAIL}{DUTY}places = ["{place}"]\n{CAMERAS}', data_folder).channels
        mill = told(cameras=("mill",), places=("Mill stream, The weir",))
        barn = told(cameras=("barn",), places=("barn",))
        assert [len(mail.recipients(each)) for each in (mill, barn)] == [at_mill, at_barn]


def test_a_place_that_is_none_is_refused_with_the_nearest(data_folder: Path) -> None:
    """A slip of the pen would keep every alarm from that contact."""
    assert refusal(f'{MAIL}{DUTY}places = ["mil"]\n{CAMERAS}', data_folder) == (
        "The contact 'duty': no camera, place or zone is called 'mil'. Did you mean \"mill\"."
    )
    assert "Name a camera" in refusal(f'{MAIL}{DUTY}places = ["xyz"]\n{CAMERAS}', data_folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DUTY, "The contact 'duty' has a mail address, and there is no mail server. Set host and sender"),
        (f"{MAIL}{DUTY}{DUTY}", "contact[1].id: a contact above is called 'duty' too"),
        ('[[contact]]\nid = "duty"\n', "contact[0].mail: a mail address here, or an address in apprise_file"),
        ('[[contact]]\nid = "Duty 1"\n', "contact[0].id: lower-case letters, digits and hyphens"),
        (f'{MAIL}{DUTY}name = "x"\n', 'there is no key "name" here'),
        (f'{MAIL}{DUTY}hours = "7-22"\n', 'contact[0].hours: hours of a day, such as "07:00-22:00"'),
        (f'{MAIL}{DUTY}language = "german!"\n', "contact[0].language: a language, such as"),
        (f'{MAIL}{DUTY}hazards = ["people"]\n', "contact[0].hazards[0]: 'people' is none of its values"),
        (f'{MAIL}{DUTY}least = "any"\n', "contact[0].least: 'any' is none of its values"),
        (f'{MAIL}[[contact]]\nid = "x"\nmail = "a@b\\r\\nBcc: c@d"\n', "contact[0].mail: a mail address"),
        ('[mail]\nhost = "mail.example.org"\n', "mail.sender: a mail address"),
        (f'{MAIL}user = "alarm"\n', "mail.user: user and password_file belong together"),
        (f'{MAIL}security = "none"\n', "mail.security: without TLS only a server on this machine"),
        (f"{MAIL}port = 0\n", "mail.port: 1 to 65535"),
        ('[push]\ncontact = "steward"\n', 'push.contact: "mailto:" and an address, or an https address'),
        ('[push]\ncontact = "mailto:steward"\n', "push.contact: a mail address"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, words: str, data_folder: Path) -> None:
    """One line with the file's line and the key, before anything is begun."""
    assert words in refusal(text, data_folder)


def test_a_secret_that_is_not_there_is_told(data_folder: Path) -> None:
    """A file with a secret that cannot be read is named."""
    text = f'{MAIL}user = "alarm"\npassword_file = "/nowhere/password"\n{DUTY}'
    assert refusal(text, data_folder) == (
        "The secret's file /nowhere/password cannot be read: No such file or directory. "
        "Check the path and who may read it."
    )


def test_a_service_that_is_none_is_told_with_its_contact(tmp_path: Path) -> None:
    """The contact is named, the nearest service too, and the rest of the address never."""
    (tmp_path / "service").write_text("tgrm://sesame\n")
    text = f'[[contact]]\nid = "ferry"\napprise_file = "{tmp_path / "service"}"\n'
    assert refusal(text, tmp_path) == (
        'The contact \'ferry\': No Apprise service is called "tgrm://". Did you mean "tgram://".'
    )


def test_an_authority_that_is_none_is_told(tmp_path: Path) -> None:
    """A ca_file without a certificate is refused at the start, not at the first fire."""
    (tmp_path / "ca.pem").write_text("no certificate")
    text = f'{MAIL}ca_file = "{tmp_path / "ca.pem"}"\n{DUTY}'
    assert "ca_file" in refusal(text, tmp_path)
    assert "No such file" in refusal(text.replace("ca.pem", "no.pem"), tmp_path)
