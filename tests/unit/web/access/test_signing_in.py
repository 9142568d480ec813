# SPDX-License-Identifier: Apache-2.0
"""Signing in: who is let in, who is not, how guessing is slowed down, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.model.access import STRANGER, Role, name_key
from hearthwatch.model.errors import UsageError
from hearthwatch.store import open_for_steward
from hearthwatch.testing.accounts import HERE, PASSWORD, join, open_accounts
from hearthwatch.testing.clock import FakeClock
from hearthwatch.web.access.desk import Client, RefusedError
from hearthwatch.web.access.passwords import check_password
from hearthwatch.web.access.roll import UNUSED
from hearthwatch.web.access.service import Access
from hearthwatch.web.access.throttle import Throttle, network_of
from hearthwatch.web.access.tokens import device_of, device_token, fresh_token
from hearthwatch.web.rate import TooOftenError

THERE = Client("198.51.100.3")
WRONG = "the mill wheel stands at noon"


def within(folder: Path, clock: FakeClock, act: Callable[[Access], Awaitable[None]]) -> None:
    """Do something with accounts in a folder."""

    async def opened() -> None:
        async with open_accounts(folder, clock) as access:
            await act(access)

    asyncio.run(opened())


def test_a_name_is_the_same_in_every_spelling(tmp_path: Path) -> None:
    """Case, spaces and forms of Unicode make no other name, and nobody can take one that looks the same."""

    async def act(access: Access) -> None:
        await join(access, "Ana  Müller", [Role.OPERATOR])
        for name in ("ana müller", "ANA MU\u0308LLER", " Ana Müller "):
            done = await access.desk.sign_in(name, PASSWORD, THERE)
            assert done.visitor.name == "Ana Müller"
        with pytest.raises(UsageError, match="There is an account of this name"):
            await join(access, "\uff21\uff2e\uff21 mu\u0308ller", [Role.OPERATOR])

    within(tmp_path, FakeClock(), act)
    assert name_key("ﬁsh Straße") == "fish strasse"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(tmp_path: Path) -> None:
    """Nothing that is said tells whether there is such an account."""

    async def act(access: Access) -> None:
        await join(access, "Ana", [Role.OPERATOR])
        said = []
        for name, password in (("Ana", WRONG), ("Nobody", PASSWORD), ("Ana", ""), ("", "")):
            with pytest.raises(RefusedError) as refused:
                await access.desk.sign_in(name, password, THERE)
            said.append(refused.value.line())
        assert said == ["The name or the password is wrong."] * 4

    within(tmp_path, FakeClock(), act)


def test_guessing_is_slowed_down_and_locks_nobody_out(tmp_path: Path) -> None:
    """An account that strangers everywhere guess at is closed to strangers, and open to its own device."""

    async def act(access: Access) -> None:
        own = await join(access, "Ana", [Role.OPERATOR])
        for number in range(20):
            with pytest.raises(RefusedError):
                await access.desk.sign_in("Ana", WRONG, Client(f"198.51.100.{number}"))
        with pytest.raises(TooOftenError):
            await access.desk.sign_in("Ana", PASSWORD, Client("198.51.100.99"))
        known = Client("203.0.113.9", own.device)
        assert (await access.desk.sign_in("Ana", PASSWORD, known)).device == own.device
        # Another account is none the slower, and a forged device helps nobody.
        await join(access, "Bo", [Role.OPERATOR])
        await access.desk.sign_in("Bo", PASSWORD, THERE)
        with pytest.raises(TooOftenError):
            await access.desk.sign_in("Ana", PASSWORD, Client("198.51.100.98", own.device[:-1] + "0"))

    within(tmp_path, FakeClock(), act)


def test_one_network_cannot_try_many_accounts(tmp_path: Path) -> None:
    """One password tried at many names from one place is slowed down as one account's many are."""

    async def act(access: Access) -> None:
        for number in range(20):
            with pytest.raises(RefusedError):
                await access.desk.sign_in(f"name {number}", WRONG, THERE)
        with pytest.raises(TooOftenError):
            await access.desk.sign_in("another", WRONG, THERE)

    within(tmp_path, FakeClock(), act)


def test_a_stolen_device_is_slowed_down_too(tmp_path: Path) -> None:
    """A device that was signed in once may guess ten times, then once a minute."""

    async def act(access: Access) -> None:
        own = await join(access, "Ana", [Role.OPERATOR])
        known = Client("203.0.113.9", own.device)
        for _ in range(10):
            with pytest.raises(RefusedError):
                await access.desk.sign_in("Ana", WRONG, known)
        with pytest.raises(TooOftenError):
            await access.desk.sign_in("Ana", WRONG, known)

    within(tmp_path, FakeClock(), act)


def test_a_session_ends_by_disuse_and_by_age(tmp_path: Path) -> None:
    """Two weeks without use end a session; three months end it whatever is done."""
    clock = FakeClock()

    async def act(access: Access) -> None:
        done = await join(access, "Ana", [Role.OPERATOR])
        clock.advance((UNUSED - timedelta(minutes=1)).total_seconds())
        await access.roll.seen(done.token)
        assert access.roll.visitor(done.token).name == "Ana"
        clock.advance((UNUSED - timedelta(minutes=1)).total_seconds())
        assert access.roll.visitor(done.token).name == "Ana"
        clock.advance(120)
        assert access.roll.visitor(done.token) == STRANGER
        again = await access.desk.sign_in("Ana", PASSWORD, HERE)
        for week in range(1, 14):
            assert access.roll.visitor(again.token).name == "Ana", week
            clock.advance(timedelta(days=7).total_seconds())
            await access.roll.seen(again.token)
        assert access.roll.visitor(again.token) == STRANGER

    within(tmp_path, clock, act)


def test_tokens_of_nothing_let_nobody_in(tmp_path: Path) -> None:
    """What is no session's token is a stranger, whatever it holds."""

    async def act(access: Access) -> None:
        done = await join(access, "Ana", [Role.OPERATOR])
        key = next(iter(access.roll.sessions))
        for token in (None, "", fresh_token(), key, done.token + "x", done.token.upper(), "é", "\x00"):
            assert access.roll.visitor(token) == STRANGER

    within(tmp_path, FakeClock(), act)


def test_nothing_that_is_kept_lets_anybody_in(tmp_path: Path) -> None:
    """Neither a password, a session's token nor a link is in the database's files."""
    secrets: list[str] = []

    async def act(access: Access) -> None:
        done = await join(access, "Ana", [Role.STEWARD])
        token, _ = await access.stewards.invite(done.visitor, done.visitor)
        secrets.extend((PASSWORD, done.token, token))

    within(tmp_path, FakeClock(), act)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert [secret for secret in secrets if secret.encode() in kept] == []
    assert b"$argon2id$v=19$" in kept


def test_accounts_and_sessions_survive_a_restart(tmp_path: Path) -> None:
    """Who was signed in is so after the service was started again, and a known device stays known."""
    clock = FakeClock()
    kept: list[tuple[str, str]] = []

    async def first(access: Access) -> None:
        done = await join(access, "Ana", [Role.OPERATOR])
        kept.append((done.token, done.device))

    async def second(access: Access) -> None:
        token, device = kept[0]
        assert access.roll.visitor(token).name == "Ana"
        done = await access.desk.sign_in("Ana", PASSWORD, Client("203.0.113.9", device))
        assert done.device == device

    within(tmp_path, clock, first)
    within(tmp_path, clock, second)


def test_what_a_command_beside_the_service_removes_is_out(tmp_path: Path) -> None:
    """A removal by `hearthwatch account` ends sessions as soon as the service reads again."""

    async def act(access: Access) -> None:
        done = await join(access, "Ana", [Role.OPERATOR])
        number = access.desk.mine(done.token).id
        with open_for_steward(tmp_path, FakeClock()) as store:
            store.access.remove_account(number)
        await access.roll.read()
        assert access.roll.visitor(done.token) == STRANGER

    within(tmp_path, FakeClock(), act)


def test_a_new_password_ends_all_other_sessions(tmp_path: Path) -> None:
    """Who changes a password stays signed in here and is signed out everywhere else."""

    async def act(access: Access) -> None:
        here = await join(access, "Ana", [Role.OPERATOR])
        there = await access.desk.sign_in("Ana", PASSWORD, THERE)
        with pytest.raises(RefusedError, match="not your present password"):
            await access.desk.change_password(here.token, WRONG, "an owl sleeps in the barn", HERE)
        await access.desk.change_password(here.token, PASSWORD, "an owl sleeps in the barn", HERE)
        assert access.roll.visitor(here.token).name == "Ana"
        assert access.roll.visitor(there.token) == STRANGER
        with pytest.raises(RefusedError):
            await access.desk.sign_in("Ana", PASSWORD, HERE)

    within(tmp_path, FakeClock(), act)


def test_one_session_is_ended_from_another_and_only_ones_own(tmp_path: Path) -> None:
    """A session is named by a number in its owner's list; by it nobody else can end it."""

    async def act(access: Access) -> None:
        ana, bo = await join(access, "Ana", [Role.OPERATOR]), await join(access, "Bo", [Role.STEWARD])
        there = await access.desk.sign_in("Ana", PASSWORD, THERE)
        number = next(each.number for each in access.desk.own_sessions(there.token) if each.is_this)
        assert not await access.desk.end_session(bo.token, number)
        assert await access.desk.end_session(ana.token, number)
        assert access.roll.visitor(there.token) == STRANGER
        assert access.roll.visitor(ana.token).name == "Ana"

    within(tmp_path, FakeClock(), act)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven char", "12 to 128"),
        ("x" * 129, "12 to 128"),
        ("abababababababab", "repeats"),
        ("Anastasia-1 2", "hardly more than the name"),
        ("AnastasiaPetrova", ""),
        ("four plain words here", ""),
    ],
)
def test_what_is_asked_of_a_password(password: str, why: str) -> None:
    """Length counts, not kinds of letters; one letter many times and one's own name do not."""
    if not why:
        check_password(password, "Ana")
        return
    with pytest.raises(UsageError, match=why):
        check_password(password, "Anastasia")


def test_many_passwords_at_once_are_turned_away(tmp_path: Path) -> None:
    """A flood of sign-ins gets no more than one core's worth of hashing: the rest is told to wait."""

    async def act(access: Access) -> None:
        tries = [access.desk.sign_in("Ana", WRONG, Client(f"203.0.113.{each}")) for each in range(20)]
        came = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(each) for each in came} == {RefusedError, TooOftenError}

    within(tmp_path, FakeClock(), act)


def test_a_device_is_told_by_its_seal() -> None:
    """A device's token counts for the account and the secret it was made with."""
    token = device_token("secret", "a1")
    assert device_of("secret", token, "a1") == token.rpartition(".")[0]
    for secret, told, account in (
        ("other", token, "a1"),
        ("secret", token, "a2"),
        ("secret", token[1:], "a1"),
    ):
        assert device_of(secret, told, account) is None
    for nonsense in (None, "", ".", "..", "a1.", "a1.x.", "a1.é.ü"):
        assert device_of("secret", nonsense, "a1") is None


def test_buckets_are_for_networks_and_bounded() -> None:
    """A home's IPv6 addresses are one; memory does not grow with the number of clients."""
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1") == "2001:db8:1:2::"
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("a pipe") == "a pipe"
    throttle = Throttle(FakeClock(), burst=1, every_s=10)
    for number in range(30_000):
        throttle.spend(str(number))
    assert len(throttle._buckets) == 20_000
    with pytest.raises(TooOftenError):
        throttle.spend("29999")
    throttle.refill("29999")
    throttle.spend("29999")


def test_when_residents_sign_in_is_not_recorded(tmp_path: Path) -> None:
    """Those who serve the place are watched as they sign in; residents, who see their own places, are not."""

    async def act(access: Access) -> None:
        await join(access, "Ana", [Role.RESIDENT])
        await join(access, "Bo", [Role.RESIDENT, Role.OPERATOR])
        for name in ("Ana", "Bo"):
            await access.desk.sign_in(name, PASSWORD, THERE)
        entries = await access.roll.archive.call(lambda store: store.access.entries(20))
        assert [each.by for each in entries if each.what == "signed in"] == ["Bo"]

    within(tmp_path, FakeClock(), act)
