# SPDX-License-Identifier: Apache-2.0
"""The section ``[[loudspeaker]]``: what it takes, and what it refuses in which words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.config.load import parse_config
from hearthwatch.config.loudspeaker_address import card_device, host_port, sip_parts, web_url
from hearthwatch.config.loudspeakers import Loudspeaker
from hearthwatch.model.errors import UsageError

GOOD = {
    "card": 'address = "plughw:CARD=PCH,DEV=0"',
    "multicast": 'address = "224.0.2.60:50000"\ncodec = "g722"\nttl = 4\ninterface = "192.0.2.1"',
    "sip": 'address = "sip:horn@192.0.2.9"\nuser = "a"\npassword_file = "/x"\nacknowledge_key = "5"',
    "onvif": 'address = "rtsp://192.0.2.7/stream"\nuser = "a"\npassword_file = "/x"\ncodec = "pcma"',
    "http": 'address = "http://192.0.2.8/play"\nstatus_address = "http://192.0.2.8/status"\nshape = "axis"',
}


def loaded(driver: str, keys: str) -> Loudspeaker:
    """Return the one loudspeaker of a file."""
    text = f'[[loudspeaker]]\nid = "green"\ndriver = "{driver}"\n{keys}\n'
    return parse_config(text, "x.toml").loudspeakers[0]


@pytest.mark.parametrize("driver", GOOD)
def test_each_driver_takes_its_keys(driver: str) -> None:
    """Every driver is configured with all that it knows."""
    found = loaded(driver, GOOD[driver])
    assert (found.driver, found.channel, found.shown_name, found.volume) == (driver, "green", "green", 1.0)


REFUSED = {
    ("sipp", 'address = "a"'): (
        "x.toml:3: loudspeaker[0].driver: there is no 'sipp'; did you mean \"sip\"? "
        "There are card, multicast, sip, onvif, http"
    ),
    ("zzzz", 'address = "a"'): (
        "x.toml:3: loudspeaker[0].driver: there is no 'zzzz'; There are card, multicast, sip, onvif, http"
    ),
    ("card", 'address = "default"\ncodec = "pcmu"'): (
        "x.toml:5: loudspeaker[0].codec: a card knows no such key; it knows program"
    ),
    ("card", 'address = "-D"'): (
        "x.toml:4: loudspeaker[0].address: a device such as default or plughw:CARD=PCH,DEV=0"
    ),
    ("card", 'address = ""'): (
        "x.toml:4: loudspeaker[0].address: a device such as default or plughw:CARD=PCH,DEV=0"
    ),
    ("multicast", 'address = "224.0.2.60"'): (
        "x.toml:4: loudspeaker[0].address: an address such as 224.0.2.60:50000"
    ),
    ("multicast", 'address = "224.0.2.60:50000"\nttl = 0'): (
        "x.toml:5: loudspeaker[0].ttl: a whole number from 1 to 255"
    ),
    ("multicast", 'address = "224.0.2.60:50000"\ninterface = "eth0"'): (
        "x.toml:5: loudspeaker[0].interface: this machine's address, such as 192.0.2.1; "
        "for IPv6 a name such as eth0"
    ),
    ("multicast", 'address = "224.0.2.60:50000"\nvolume = 1.5'): (
        "x.toml:5: loudspeaker[0].volume: a number from 0 to 1"
    ),
    ("sip", 'address = "sip:horn 7@192.0.2.9"'): (
        "x.toml:4: loudspeaker[0].address: an address such as sip:horn@192.0.2.9"
    ),
    ("sip", 'address = "192.0.2.9"\nacknowledge_key = "55"'): (
        "x.toml:5: loudspeaker[0].acknowledge_key: one of 0 1 2 3 4 5 6 7 8 9 * #"
    ),
    ("sip", 'address = "192.0.2.9"\npassword_file = "/x"'): (
        "x.toml:5: loudspeaker[0].password_file: there is no user whose password it could be"
    ),
    ("onvif", 'address = "rtsp://a:secret@192.0.2.7/"'): (
        "x.toml:4: loudspeaker[0].address: an address such as rtsp://192.0.2.7/stream, "
        "without a user and a password"
    ),
    ("http", 'address = "http://192.0.2.8/"\nstatus_address = "http://192.0.2.9/"'): (
        "x.toml:5: loudspeaker[0].status_address: it must begin as address does, with the same host"
    ),
    ("http", 'address = "file:///etc/passwd"'): (
        "x.toml:4: loudspeaker[0].address: an address such as http://192.0.2.8, without a user and a password"
    ),
    ("http", 'address = "http://192.0.2.8/"\nshape = "tube"'): (
        "x.toml:5: loudspeaker[0].shape: 'tube' is none of its values"
    ),
    ("http", 'address = "http://192.0.2.8/"\ncommand = "reboot"'): (
        'x.toml:5: there is no key "command" here'
    ),
}


@pytest.mark.parametrize(("driver", "keys"), REFUSED)
def test_what_does_not_fit_is_refused_with_its_line(driver: str, keys: str) -> None:
    """A wrong driver, key or value is refused with its place, what is wrong, and what there is."""
    with pytest.raises(UsageError) as caught:
        loaded(driver, keys)
    assert caught.value.what == REFUSED[driver, keys]


def test_two_loudspeakers_of_one_id_are_refused() -> None:
    """An id is one loudspeaker's alone."""
    one = '[[loudspeaker]]\nid = "green"\ndriver = "card"\naddress = "default"\n'
    with pytest.raises(UsageError, match="a loudspeaker above is called 'green' too"):
        parse_config(one + one, "x.toml")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("192.0.2.9", ("", "192.0.2.9", 5060)),
        ("sip:horn@192.0.2.9:5070", ("horn", "192.0.2.9", 5070)),
        ("7001@pbx.example", ("7001", "pbx.example", 5060)),
        ("sip:[2001:db8::1]", ("", "2001:db8::1", 5060)),
    ],
)
def test_a_sip_address_is_taken_apart(address: str, parts: tuple[str, str, int]) -> None:
    """User, host and port, each where it is given."""
    assert sip_parts(address) == parts


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    """Always: an address is taken or refused with ValueError, and a device is never an option."""
    for read in (
        host_port,
        sip_parts,
        card_device,
        lambda each: web_url(each, ("http",), "http://192.0.2.8"),
    ):
        with suppress(ValueError):
            read(text)
    with suppress(ValueError):
        assert not card_device(text).startswith("-")
