# SPDX-License-Identifier: Apache-2.0
"""Channels that were set up in the pages: kept whole, with each secret in a file that only we can read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from hearthwatch.config.kept_channels import KeptChannel, KeptChannels, Wanted
from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.ids import ChannelId
from hearthwatch.testing.channel_kinds import KINDS, FakeLoudspeaker, FakeMail, FakeWebhook

HOOK, HORN, MAIL = ChannelId("hook"), ChannelId("horn"), ChannelId("mail")
URL = {"url": "https://hook.example"}


class Village:
    """A folder of channels, and what was told of each change."""

    def __init__(self, folder: Path) -> None:
        """Begin with one channel of the configuration file."""
        self.folder = folder / "channels"
        self.told: list[list[str]] = []
        self.mail = KeptChannel(MAIL, "mail", FakeMail(server="mail.example"), is_from_file=True)
        self.kept = KeptChannels(self.folder, KINDS, [self.mail], changed=self.note)

    async def note(self, channels: Sequence[KeptChannel]) -> None:
        """Take what there is after a change."""
        self.told.append([each.id for each in channels])

    def secrets(self) -> dict[str, str]:
        """Return every secret that lies in the folder, by channel and key."""
        files = sorted((self.folder / "secrets").iterdir())
        return {path.name.rsplit(".", 1)[0]: path.read_text(encoding="utf-8") for path in files}

    def channel(self, channel: ChannelId) -> KeptChannel:
        """Return a channel as a new start would find it."""
        again = KeptChannels(self.folder, KINDS, changed=self.note)
        (found,) = [each for each in asyncio.run(again.kept()) if each.id == channel]
        return found


@pytest.fixture
def village(tmp_path: Path) -> Village:
    """Return channels in a folder that is not there yet."""
    return Village(tmp_path)


def refused(work: Callable[[], Awaitable[None]]) -> str:
    """Return what is said where something is refused."""
    with pytest.raises(UsageError) as error:
        asyncio.run(_awaited(work))
    return error.value.line()


async def _awaited(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def test_what_is_kept_is_there_after_a_new_start(village: Village) -> None:
    """The settings come back as their struct, the secret as the path of a file that holds it."""
    wanted = Wanted("webhook", URL | {"timeout": "5 s"}, {"key_file": "s3cret"})
    asyncio.run(village.kept.add(HOOK, wanted))
    found = village.channel(HOOK)
    assert isinstance(found.settings, FakeWebhook)
    assert found.settings.timeout.seconds == 5
    assert found.settings.key_file.read().reveal() == "s3cret"
    assert (found.secrets, found.is_from_file) == (frozenset({"key_file"}), False)
    assert village.told == [["mail", "hook"]]


def test_a_secret_that_is_part_of_a_value_is_kept_apart_too(village: Village) -> None:
    """An address that may hold a password lies in a file of its own and not among the settings."""
    address = "rtsp://operator:s3cret@192.0.2.7/horn"
    asyncio.run(village.kept.add(HORN, Wanted("loudspeaker", {"volume": 0.5}, {"url": address})))
    found = village.channel(HORN)
    assert isinstance(found.settings, FakeLoudspeaker)
    assert found.settings.url.reveal() == address
    assert "s3cret" not in (village.folder / "channels.json").read_text(encoding="utf-8")


def test_nobody_else_can_read_what_is_kept(village: Village) -> None:
    """Files are for the service's account alone, and so is the folder of secrets."""
    asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    files = [path for path in village.folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (village.folder / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_change_keeps_what_is_not_sent(village: Village) -> None:
    """Values and secrets stay unless they are sent; the former secret is erased."""
    asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    asyncio.run(village.kept.change(HOOK, Wanted("webhook", {"private": True}, {})))
    assert village.secrets() == {"hook.key_file": "s3cret"}
    asyncio.run(village.kept.change(HOOK, Wanted("webhook", {}, {"key_file": "another"})))
    assert village.secrets() == {"hook.key_file": "another"}
    settings = village.channel(HOOK).settings
    assert isinstance(settings, FakeWebhook)
    assert (settings.url, settings.private) == ("https://hook.example", True)


def test_a_secret_is_taken_away_where_it_may_be(village: Village) -> None:
    """An empty secret is erased; one that the channel needs is refused, and stays."""
    second = ChannelId("mail-2")
    asyncio.run(village.kept.add(second, Wanted("mail", {"server": "x"}, {"password_file": "s3cret"})))
    asyncio.run(village.kept.change(second, Wanted("mail", {}, {"password_file": ""})))
    assert (village.secrets(), village.channel(second).secrets) == ({}, frozenset())
    asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    words = refused(lambda: village.kept.change(HOOK, Wanted("webhook", {}, {"key_file": ""})))
    assert words == "key_file: this must be filled in."
    assert village.secrets() == {"hook.key_file": "s3cret"}


def test_what_is_refused_leaves_everything_as_it_was(village: Village) -> None:
    """A wrong value writes nothing, not even its secret; nothing is said of a secret."""
    words = refused(lambda: village.kept.add(HOOK, Wanted("webhook", {"url": "x"}, {"key_file": "s3cret"})))
    assert words == "url: an address that begins with https:// or http://."
    assert not village.folder.exists()
    assert village.told == []
    assert "s3cret" not in repr(Wanted("webhook", {}, {"key_file": "s3cret"}))


def test_ids_are_taken_once_and_those_of_the_file_stand(village: Village) -> None:
    """Neither a channel of the page nor one of the configuration file is replaced by another."""
    wanted = Wanted("webhook", URL, {"key_file": "s3cret"})
    asyncio.run(village.kept.add(HOOK, wanted))
    assert refused(lambda: village.kept.add(HOOK, wanted)).startswith("There is a channel hook already.")
    assert refused(lambda: village.kept.add(MAIL, wanted)).startswith("There is a channel mail already.")
    assert refused(lambda: village.kept.remove(MAIL)) == "No channel mail was set up in the pages."
    assert refused(lambda: village.kept.change(HOOK, Wanted("mail", {}, {}))).startswith("A channel stays")


def test_removal_erases_the_secrets_and_what_a_crash_left(village: Village) -> None:
    """After a removal the folder holds no secret, also none that was written and never named."""
    asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    (village.folder / "secrets" / "hook.key_file.0123").write_text("left over", encoding="utf-8")
    asyncio.run(village.kept.remove(HOOK))
    assert village.secrets() == {}
    assert village.told[-1] == ["mail"]


def test_a_damaged_file_is_said_and_not_overwritten(village: Village) -> None:
    """Where the file is damaged it is a fault of the store, and no change replaces it by an empty one."""
    village.folder.mkdir()
    (village.folder / "channels.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="is damaged"):
        asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    assert (village.folder / "channels.json").read_text(encoding="utf-8") == "{"


def test_two_changes_at_once_are_both_kept(village: Village) -> None:
    """Changes wait for each other, so that none is lost."""

    async def both() -> None:
        wanted = Wanted("webhook", URL, {"key_file": "s3cret"})
        names = [ChannelId(f"hook-{number}") for number in range(8)]
        await asyncio.gather(*(village.kept.add(name, wanted) for name in names))

    asyncio.run(both())
    assert len(village.secrets()) == 8
    assert len(village.told[-1]) == 9


def test_one_that_cannot_be_used_keeps_no_other_from_being_used(
    village: Village, caplog: pytest.LogCaptureFixture
) -> None:
    """A channel whose secret is gone, or whose kind is no more, is left out and named in the log."""
    asyncio.run(village.kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    asyncio.run(village.kept.add(HORN, Wanted("loudspeaker", {}, {"url": "rtsp://192.0.2.7/horn"})))
    fewer = KeptChannels(village.folder, {"loudspeaker": FakeLoudspeaker}, changed=village.note)
    assert [each.id for each in asyncio.run(fewer.kept())] == ["horn"]
    for path in (village.folder / "secrets").glob("horn.*"):
        path.unlink()
    assert [each.id for each in asyncio.run(village.kept.kept())] == ["mail", "hook"]
    assert "channel hook cannot be used as it is kept: There is no kind" in caplog.text
    assert "channel horn cannot be used as it is kept: The file of a secret is missing" in caplog.text


def test_what_cannot_be_used_is_undone(tmp_path: Path) -> None:
    """Where the channels cannot be used after a change, whoever asked is told and the former ones stay."""
    is_usable = True

    async def use(channels: Sequence[KeptChannel]) -> None:
        if not is_usable:
            raise UsageError("The certificate is no certificate")

    kept = KeptChannels(tmp_path, KINDS, changed=use)
    asyncio.run(kept.add(HOOK, Wanted("webhook", URL, {"key_file": "s3cret"})))
    is_usable = False
    another = Wanted("webhook", URL | {"private": True}, {"key_file": "another"})
    for change in (
        lambda: kept.change(HOOK, another),
        lambda: kept.remove(HOOK),
        lambda: kept.add(HORN, another),
    ):
        assert refused(change) == "The certificate is no certificate."
        (found,) = asyncio.run(kept.kept())
        assert isinstance(found.settings, FakeWebhook)
        assert (found.id, found.settings.private) == (HOOK, False)
        assert found.settings.key_file.read().reveal() == "s3cret"
        assert len(list((tmp_path / "secrets").iterdir())) == 1
