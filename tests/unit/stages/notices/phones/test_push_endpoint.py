# SPDX-License-Identifier: Apache-2.0
"""What strangers send as subscriptions: addresses that lead inwards and keys that are none are refused."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.stages.notices.phones.endpoint import check_auth, check_endpoint, check_point
from hearthwatch.stages.notices.phones.vapid import origin_of
from hearthwatch.testing.web_push import Browser, padless


@pytest.mark.parametrize(
    "address",
    [
        "https://push.services.watch-example.com/wpush/v2/gAAAA",
        "https://push.example.net:443/x?y=z",
    ],
)
def test_a_push_service_on_the_internet_is_taken(address: str) -> None:
    """Names of the internet are taken as they are."""
    assert check_endpoint(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://push.example.net/x",
        "ftp://push.example.net/x",
        "https:///x",
        "https://localhost/x",
        "https://localhost.:443/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://0x7f.0.0.1/x",
        "https://0177.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[fe80::1]/x",
        "https://[fd00::1]/x",
        "https://10.1.2.3/x",
        "https://172.16.0.1/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://0.0.0.0/x",
        "https://224.0.0.1/x",
        "https://9.9.9.9/x",
        "https://[2606:4700::1111]/x",
        "https://[::ffff:9.9.9.9]/x",
        "https://[64:ff9b::a00:1]/x",
        "https://[2002:a00:1::1]/x",
        "https://router/x",
        "https://camera.local/x",
        "https://metadata.google.internal/x",
        "https://printer.lan/x",
        "https://push.example.net:8443/x",
        "https://push.example.net:99999/x",
        "https://push.example.net@127.0.0.1/x",
        "https://user:password@push.example.net/x",
        "https://push.example.net/x#part",
        "https://push.example.net\\@127.0.0.1/x",
        "https://push.example.net/a b",
        "https://push.example.net/\r\nX: y",
        "https://пример.рф/x",
        "https://[::1/x",
        "https://push..net/x",
        "https://push.example.net/" + "x" * 2048,
    ],
)
def test_what_leads_inwards_or_nowhere_is_refused(address: str) -> None:
    """Loopback and private hosts in every spelling, other ports, logins and garbage are refused in words."""
    with pytest.raises(ValueError, match=r"^endpoint: "):
        check_endpoint(address)


def test_a_host_may_be_allowed_by_its_name() -> None:
    """The configuration may name hosts of one's own, and their ports are free then; others stay refused."""
    allowed = ("push.village.lan", "127.0.0.1")
    assert check_endpoint("https://PUSH.village.lan:8443/x", allowed)
    assert check_endpoint("https://127.0.0.1:4430/x", allowed)
    with pytest.raises(ValueError, match="endpoint"):
        check_endpoint("http://127.0.0.1:4430/x", allowed)
    with pytest.raises(ValueError, match="endpoint"):
        check_endpoint("https://other.village.lan/x", allowed)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60))
def test_what_is_taken_can_be_posted_to_and_signed_for(rest: str) -> None:
    """Whatever path is taken, the client can read it and our key signs for its origin."""
    address = f"https://push.example.net/{rest}"
    if answer(address) == address:
        assert httpx.URL(address).host == "push.example.net"
        assert origin_of(address) == "https://push.example.net"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://PUSH.example.net:443/x", "https://push.example.net"),
        ("https://push.example.net/x?y#z", "https://push.example.net"),
        ("https://push.village.lan:8443/x", "https://push.village.lan:8443"),
    ],
)
def test_a_token_is_for_the_origin(address: str, origin: str) -> None:
    """An origin is in lower case and without the usual port, as push services compare it (RFC 6454)."""
    assert origin_of(address) == origin


def answer(address: str) -> str:
    """Return the address where it is taken, or why it is refused."""
    try:
        return check_endpoint(address)
    except ValueError as error:
        return str(error)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_refused_in_words_or_taken_whole(text: str) -> None:
    """Whatever is sent, the answer is the address itself or a sentence; nothing else is ever raised."""
    for address in (text, f"https://{text}"):
        assert answer(address) == address or answer(address).startswith("endpoint: ")


def test_a_browsers_keys_are_taken() -> None:
    """What browsers send is taken, with padding or without."""
    browser = Browser()
    assert check_point(padless(browser.p256dh)) == browser.p256dh
    assert check_auth(padless(browser.auth)) == browser.auth
    assert check_auth(padless(browser.auth) + "==") == browser.auth


@pytest.mark.parametrize(
    "text",
    ["", "A" * 87, "BA", "B" * 1000, padless(b"\x04" + bytes(64)), padless(b"\x02" + bytes(32)), "ä" * 87],
)
def test_what_is_no_point_is_refused(text: str) -> None:
    """A point that is not on the curve could give away what is sent, so it is refused."""
    with pytest.raises(ValueError, match=r"^p256dh: "):
        check_point(text)


@pytest.mark.parametrize("text", ["", "AAAA", padless(bytes(15)), padless(bytes(17)), "+" * 22])
def test_what_is_no_secret_is_refused(text: str) -> None:
    """The browser's secret has 16 bytes."""
    with pytest.raises(ValueError, match=r"^auth: "):
        check_auth(text)
