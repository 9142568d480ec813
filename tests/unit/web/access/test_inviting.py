# SPDX-License-Identifier: Apache-2.0
"""Invitations and what stewards do to accounts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from hearthwatch.config.web import Web
from hearthwatch.first_link import base_url, put_up_first_link
from hearthwatch.model.access import STRANGER, Role, Visitor
from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.ids import CameraId
from hearthwatch.testing.accounts import HERE, PASSWORD, STEWARD, join, open_accounts
from hearthwatch.testing.clock import FakeClock
from hearthwatch.web.access.desk import Client, RefusedError
from hearthwatch.web.access.service import Access
from hearthwatch.web.access.stewards import FIRST_HOLDS, LINK_HOLDS
from hearthwatch.web.rate import TooOftenError

RESIDENT = Visitor("", frozenset({Role.RESIDENT}), frozenset({CameraId("mill")}))


def within(folder: Path, clock: FakeClock, act: Callable[[Access], Awaitable[None]]) -> None:
    """Do something with accounts in a folder."""

    async def opened() -> None:
        async with open_accounts(folder, clock) as access:
            await act(access)

    asyncio.run(opened())


def test_the_first_link_makes_a_steward_once(tmp_path: Path) -> None:
    """It holds a day, once; an earlier start's ends with the next; with a steward there is none."""
    clock = FakeClock()

    async def act(access: Access) -> None:
        earlier, first = await access.stewards.first_link(), await access.stewards.first_link()
        assert earlier is not None
        assert first is not None
        with pytest.raises(RefusedError):
            access.stewards.look(earlier, HERE)
        done = await access.stewards.redeem(first, "Ana", PASSWORD, HERE)
        assert done.visitor == Visitor("Ana", frozenset({Role.OPERATOR, Role.STEWARD}))
        assert await access.stewards.first_link() is None
        with pytest.raises(RefusedError, match="This link has been used"):
            await access.stewards.redeem(first, "Bo", PASSWORD, HERE)

    within(tmp_path, clock, act)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_link_ends_with_its_time(tmp_path: Path, is_first: bool) -> None:
    """After its time a link makes no account."""
    clock = FakeClock()

    async def act(access: Access) -> None:
        token = await access.stewards.first_link()
        if not is_first:
            token, _ = await access.stewards.invite(STEWARD, RESIDENT)
        clock.advance((FIRST_HOLDS if is_first else LINK_HOLDS).total_seconds())
        with pytest.raises(RefusedError):
            await access.stewards.redeem(token or "", "Ana", PASSWORD, HERE)
        assert access.roll.accounts == {}

    within(tmp_path, clock, act)


def test_of_two_who_use_a_link_at_once_one_gets_in(tmp_path: Path) -> None:
    """A link makes one account, however it is raced."""

    async def act(access: Access) -> None:
        token, _ = await access.stewards.invite(STEWARD, RESIDENT)
        tries = (access.stewards.redeem(token, name, PASSWORD, HERE) for name in ("Ana", "Bo"))
        came = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(each).__name__ for each in came) == ["RefusedError", "SignedIn"]
        assert len(access.roll.accounts) == 1

    within(tmp_path, FakeClock(), act)


def test_a_name_that_is_taken_leaves_the_link_whole(tmp_path: Path) -> None:
    """Who chose a name that there is can choose another with the same link."""

    async def act(access: Access) -> None:
        await join(access, "Ana", [Role.OPERATOR])
        token, _ = await access.stewards.invite(STEWARD, RESIDENT)
        with pytest.raises(UsageError, match="There is an account of this name"):
            await access.stewards.redeem(token, " ana ", PASSWORD, HERE)
        done = await access.stewards.redeem(token, "Bo", PASSWORD, HERE)
        assert done.visitor == Visitor("Bo", RESIDENT.roles, RESIDENT.places)

    within(tmp_path, FakeClock(), act)


def test_a_link_for_an_account_replaces_all_that_it_had(tmp_path: Path) -> None:
    """Whoever had the account's password, sessions or passkeys is out; its name and rights stay."""

    async def act(access: Access) -> None:
        former = await join(access, "Ana", [Role.AUDITOR])
        number = access.desk.mine(former.token).id
        token, _ = await access.stewards.invite(STEWARD, Visitor(), number)
        done = await access.stewards.redeem(token, "somebody else", "an owl sleeps in the barn", HERE)
        assert done.visitor == Visitor("Ana", frozenset({Role.AUDITOR}))
        assert access.roll.visitor(former.token) == STRANGER
        with pytest.raises(RefusedError):
            await access.desk.sign_in("Ana", PASSWORD, HERE)

    within(tmp_path, FakeClock(), act)


def test_links_cannot_be_guessed_at_speed(tmp_path: Path) -> None:
    """After twenty tries of what is no link, a network waits."""

    async def act(access: Access) -> None:
        for number in range(20):
            with pytest.raises(RefusedError):
                access.stewards.look(f"guess {number}", HERE)
        with pytest.raises(TooOftenError):
            access.stewards.look("guess", HERE)
        with pytest.raises(RefusedError):
            access.stewards.look("guess", Client("203.0.113.9"))

    within(tmp_path, FakeClock(), act)


def test_a_withdrawn_link_is_useless(tmp_path: Path) -> None:
    """By its number in the list a link is withdrawn; a part of that or another number does nothing."""

    async def act(access: Access) -> None:
        token, made = await access.stewards.invite(STEWARD, RESIDENT)
        for number in ("", made.key[:8], "0" * 16, made.key):
            assert not await access.stewards.withdraw(STEWARD, number)
        assert await access.stewards.withdraw(STEWARD, made.key[:16])
        with pytest.raises(RefusedError):
            access.stewards.look(token, HERE)

    within(tmp_path, FakeClock(), act)


def test_somebody_can_always_invite(tmp_path: Path) -> None:
    """The last steward is neither removed nor made something else."""

    async def act(access: Access) -> None:
        done = await join(access, "Ana", [Role.STEWARD])
        number = access.desk.mine(done.token).id
        with pytest.raises(UsageError, match="Nobody could invite"):
            await access.stewards.remove(done.visitor, number)
        with pytest.raises(UsageError, match="Nobody could invite"):
            await access.stewards.change(done.visitor, number, Visitor("", frozenset({Role.OPERATOR})))
        await join(access, "Bo", [Role.STEWARD])
        await access.stewards.remove(done.visitor, number)
        assert access.roll.visitor(done.token) == STRANGER

    within(tmp_path, FakeClock(), act)


def test_rights_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    """An account has a role, and only residents have some places and not others."""
    mill = frozenset({CameraId("mill")})

    async def act(access: Access) -> None:
        for visitor in (
            Visitor(),
            Visitor("", frozenset({Role.OPERATOR}), mill),
            Visitor("", frozenset({Role.RESIDENT, Role.AUDITOR}), mill),
        ):
            with pytest.raises(UsageError):
                await access.stewards.invite(STEWARD, visitor)
        with pytest.raises(UsageError, match="There is no such account"):
            await access.stewards.change(STEWARD, "nobody", RESIDENT)

    within(tmp_path, FakeClock(), act)


def test_each_act_is_in_the_record(tmp_path: Path) -> None:
    """Invitations, sign-ins, changes and removals stand there with who did them."""

    async def act(access: Access) -> None:
        ana = await join(access, "Ana", [Role.STEWARD])
        bo = await join(access, "Bo", [Role.RESIDENT], ["mill"])
        number = access.desk.mine(bo.token).id
        await access.stewards.change(ana.visitor, number, Visitor("", frozenset({Role.OPERATOR})))
        await access.stewards.remove(ana.visitor, number)
        entries = await access.roll.archive.call(lambda store: store.access.entries(20))
        assert [(each.by, each.what) for each in reversed(entries)] == [
            ("a test", "made a link for somebody new (steward)"),
            ("Ana", "took an invitation from a test (steward)"),
            ("a test", "made a link for somebody new (resident)"),
            ("Bo", "took an invitation from a test (resident)"),
            ("Ana", "gave Bo other rights (operator)"),
            ("Ana", "removed the account of Bo"),
        ]

    within(tmp_path, FakeClock(), act)


def test_the_first_link_is_in_a_file_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No log holds it: the log names the file, which only the account of the service can read."""
    put_up_first_link(tmp_path, Web(address="127.0.0.1:8481"), "token")
    path = tmp_path / "first-link"
    assert path.read_text(encoding="utf-8") == "http://127.0.0.1:8481/invitation#token\n"
    assert path.stat().st_mode & 0o777 == 0o600
    said = capsys.readouterr().err
    assert str(path) in said
    assert "token" not in said
    put_up_first_link(tmp_path, Web(), None)
    assert not path.exists()
    with pytest.raises(StorageError, match="cannot be written"):
        put_up_first_link(tmp_path / "absent", Web(), "token")


@pytest.mark.parametrize(
    ("web", "host", "port", "url"),
    [
        (Web(), "127.0.0.1", 8480, "http://127.0.0.1:8480"),
        (Web(), "::1", 80, "http://[::1]"),
        (Web(names=("h.example",), certificate="c", key="k"), "0.0.0.0", 8443, "https://h.example:8443"),  # noqa: S104
        (Web(names=("h.example",), certificate="c", key="k"), "0.0.0.0", 443, "https://h.example"),  # noqa: S104
        (Web(names=("h.example",), proxies=("127.0.0.1",)), "127.0.0.1", 8480, "https://h.example"),
    ],
)
def test_links_lead_to_where_browsers_find_the_service(web: Web, host: str, port: int, url: str) -> None:
    """A link bears the first name where browsers come by names, else the address."""
    assert base_url(web, host, port) == url
