# SPDX-License-Identifier: Apache-2.0
"""A loudspeaker as a channel, at work: it speaks, interrupts, repeats, stops, and fails alone."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel, Rules
from hearthwatch.stages.notices.loudspeakers.driver import Driver
from hearthwatch.stages.notices.loudspeakers.prepared import Prepared
from hearthwatch.stages.notices.loudspeakers.quiet import QuietHours
from hearthwatch.stages.notices.loudspeakers.script import Script
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker
from hearthwatch.stages.notices.loudspeakers.speaking import Speaking
from hearthwatch.stages.notices.phrases import Saying, Subject, load_phrases
from hearthwatch.testing.loudspeakers import BrokenDriver, RecordingDriver, SteadyVoice

PHRASES = load_phrases(("en",))
RULES = Rules(("en",), pause_s=0.05)
#: An announcement takes about 4 s; at this speed 40 ms.
QUICK = 100.0


def message(
    name: str = "fire", cause: Cause = Cause.FIRST, incident: int | None = 1, **more: object
) -> Message:
    """Return a message of now, worth saying for a minute."""
    now = SystemClock().now()
    number = None if incident is None else IncidentId(incident)
    texts = PHRASES.compose(Subject(Saying(cause.value), Hazard.FLAME, ("Mill",), words="Come", name="Horn"))
    made = Message(
        MessageName(name), cause, Severity.DANGER, now, now + timedelta(minutes=1), texts, incident=number
    )
    return replace(made, **more)  # type: ignore[arg-type]


@asynccontextmanager
async def running(
    folder: Path, driver: Driver, rules: Rules = RULES, began: Callable[[Message, float], None] | None = None
) -> AsyncIterator[LoudspeakerChannel]:
    """Run a loudspeaker with a humming voice."""
    speaking = Speaking(Prepared(folder, SteadyVoice()), Script(PHRASES, {}))
    horn = Loudspeaker(ChannelId("horn"), "Horn", volume=0.4)
    channel = LoudspeakerChannel(horn, driver, speaking, clock=SystemClock(), rules=rules, on_began=began)
    task = asyncio.create_task(channel.run())
    try:
        yield channel
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so, 5 s at most."""
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - what plays tells nobody
            await asyncio.sleep(0.002)


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test's own loop."""

    async def whole() -> None:
        await test()

    asyncio.run(whole())


def test_a_message_is_played_and_its_receipt_returned(tmp_path: Path) -> None:
    """What the driver says of the first play is what deliver returns; a danger is loud."""
    driver = RecordingDriver(QUICK, Receipt(DeliveryState.HEARD, "the microphone heard it"))
    began: list[tuple[str, float]] = []

    async def test() -> None:
        async with running(
            tmp_path, driver, began=lambda each, after_s: began.append((each.name, after_s))
        ) as channel:
            receipt = await channel.deliver(message(), "")
            assert (receipt.state, receipt.words) == (DeliveryState.HEARD, "the microphone heard it")
            await channel.deliver(message("words", Cause.WORDS, None), "")

    run(test)
    assert [each.volume for each in driver.plays[:1]] == [1.0]
    assert 0.4 in [each.volume for each in driver.plays]
    assert [name for name, _ in began] == ["fire", "words"]
    assert all(0 <= after_s < 5 for _, after_s in began)


def test_it_repeats_until_settled(tmp_path: Path) -> None:
    """It is said again and again by itself, and no more once somebody has answered."""
    driver = RecordingDriver(QUICK)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            await channel.deliver(message(), "")
            await until(lambda: len(driver.plays) >= 3)
            channel.settled(IncidentId(1))
            await asyncio.sleep(0)
            count = len(driver.plays)
            await asyncio.sleep(0.3)
            assert len(driver.plays) <= count

    run(test)


def test_an_answer_stops_it_mid_word(tmp_path: Path) -> None:
    """Settled stops a play at once, and deliver says that it had begun."""
    driver = RecordingDriver(1.0)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            delivery = asyncio.create_task(channel.deliver(message(), ""))
            await until(lambda: driver.plays)
            channel.settled(IncidentId(1))
            receipt = await delivery
            assert receipt == Receipt(DeliveryState.SENT, "begun, and cut short: somebody had answered")
            await until(lambda: driver.plays[0].is_cut)

    run(test)
    assert driver.plays[0].played_s < 1.0


def test_a_fire_interrupts_an_exercise_that_is_said_again(tmp_path: Path) -> None:
    """An exercise is cut mid-word for a fire, and said whole when the fire is settled."""
    driver = RecordingDriver(2.0)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            drill = asyncio.create_task(channel.deliver(message("drill", drill=True, incident=5), ""))
            await until(lambda: driver.plays)
            fire = asyncio.create_task(channel.deliver(message(), ""))
            await until(lambda: len(driver.plays) == 2)
            assert driver.plays[0].is_cut
            driver.speed = 200.0
            channel.settled(IncidentId(1))
            await fire
            assert (await drill).state is DeliveryState.SENT

    run(test)
    assert driver.plays[0].is_cut
    assert not driver.plays[2].is_cut


def test_words_are_heard_in_the_pauses_of_a_fire(tmp_path: Path) -> None:
    """While a fire is repeated an operator's words have their turn."""
    driver = RecordingDriver(QUICK)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            await channel.deliver(message(), "")
            async with asyncio.timeout(5):
                receipt = await channel.deliver(message("words", Cause.WORDS, None), "")
            assert receipt.state is DeliveryState.SENT

    run(test)


def test_the_end_takes_the_alarms_place(tmp_path: Path) -> None:
    """An end stops the alarm and is itself said once, though the incident is settled then."""
    driver = RecordingDriver(QUICK)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            await channel.deliver(message(), "")
            end = asyncio.create_task(channel.deliver(message("end", Cause.ENDED), ""))
            await asyncio.sleep(0)
            channel.settled(IncidentId(1))
            assert (await end).words == "played into memory"
            count = len(driver.plays)
            await asyncio.sleep(0.2)
            assert len(driver.plays) == count

    run(test)


def test_stop_silences_everything(tmp_path: Path) -> None:
    """Stop by hand cuts what is said and ends what is repeated."""
    driver = RecordingDriver(1.0)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            deliveries = [
                asyncio.create_task(channel.deliver(message(name, incident=number), ""))
                for number, name in enumerate(("a", "b"))
            ]
            await until(lambda: driver.plays)
            channel.stop()
            first, second = await asyncio.gather(*deliveries, return_exceptions=True)
            assert isinstance(first, Receipt)
            assert isinstance(second, PeerError)
            assert second.line() == "Not played: it was stopped by hand."
            assert not second.transient

    run(test)


def test_a_drivers_failure_is_the_deliverys(tmp_path: Path) -> None:
    """What a device does not take is told to the outbox, which tries again."""
    driver = BrokenDriver(times=1, then=RecordingDriver(QUICK))

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            with pytest.raises(PeerError, match="The horn does not answer"):
                await channel.deliver(message(), "")
            assert (await channel.deliver(message(), "")).state is DeliveryState.SENT

    run(test)


def test_a_driver_with_a_fault_of_its_own_does_not_end_the_loudspeaker(tmp_path: Path) -> None:
    """Any error at all becomes a failure of that delivery alone."""
    driver = BrokenDriver(RuntimeError("boom"), 1, then=RecordingDriver(QUICK))

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            with pytest.raises(PeerError, match="The loudspeaker failed: RuntimeError"):
                await channel.deliver(message(), "")
            assert (await channel.deliver(message(), "")).state is DeliveryState.SENT

    run(test)


def test_a_repeat_that_fails_is_tried_again(tmp_path: Path) -> None:
    """A device that is away for a moment does not end an alarm."""
    driver = BrokenDriver(times=0, then=RecordingDriver(QUICK))

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            await channel.deliver(message(), "")
            driver.times, driver.failures = 2, 0
            count = len(driver.then.plays)
            await until(lambda: driver.failures == 2 and len(driver.then.plays) > count)

    run(test)


def test_a_dead_loudspeaker_delays_no_other(tmp_path: Path) -> None:
    """One that never answers leaves the others as quick as they are."""
    dead, alive = BrokenDriver(hangs=True), RecordingDriver(QUICK)

    async def test() -> None:
        async with running(tmp_path / "1", dead) as first, running(tmp_path / "2", alive) as second:
            waiting = asyncio.create_task(first.deliver(message(), ""))
            async with asyncio.timeout(5):
                await second.deliver(message(), "")
            assert not waiting.done()
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    run(test)


def test_a_delivery_that_is_given_up_is_not_said_later(tmp_path: Path) -> None:
    """What the outbox no longer waits for is taken out, so that its next try is not a second one."""
    driver = RecordingDriver(1.0)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await channel.deliver(message(), "")
            await until(lambda: driver.plays[0].is_cut)
            await asyncio.sleep(0.1)

    run(test)
    assert len(driver.plays) == 1


def test_quiet_hours_put_a_test_off_and_no_fire(tmp_path: Path) -> None:
    """A test that would come too late is refused, one that keeps is told until when; a fire is said."""
    driver = RecordingDriver(QUICK)
    now = SystemClock().now()
    end = (now + timedelta(hours=1)).time().replace(second=0, microsecond=0)
    begin = (now - timedelta(hours=1)).time()
    rules = replace(RULES, quiet=QuietHours(begin, end, UTC))
    later = now + timedelta(hours=3)

    async def test() -> None:
        async with running(tmp_path, driver, rules) as channel:
            with pytest.raises(PeerError, match="quiet hours until") as caught:
                await channel.deliver(message("test", Cause.TEST, None), "")
            assert not caught.value.transient
            with pytest.raises(PeerError) as caught:
                await channel.deliver(message("drill", drill=True, expires=later), "")
            assert caught.value.transient
            assert 3000 < (caught.value.after_s or 0) <= 3600
            assert not driver.plays
            assert (await channel.deliver(message(), "")).state is DeliveryState.SENT

    run(test)


def test_what_is_no_longer_worth_saying_is_not_said(tmp_path: Path) -> None:
    """An old message is refused for good, and a repeated one ends at its expiry."""
    driver = RecordingDriver(QUICK)
    now = SystemClock().now()

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            with pytest.raises(PeerError, match="no longer worth saying") as caught:
                await channel.deliver(message(expires=now - timedelta(seconds=1)), "")
            assert not caught.value.transient
            await channel.deliver(message(expires=now + timedelta(seconds=1.5)), "")
            await asyncio.sleep(1.7)
            count = len(driver.plays)
            await asyncio.sleep(0.2)
            assert len(driver.plays) == count

    run(test)


def test_asked_twice_it_is_said_once(tmp_path: Path) -> None:
    """Two deliveries of one message, after a crash, are one announcement with one receipt."""
    driver = RecordingDriver(20.0)

    async def test() -> None:
        async with running(tmp_path, driver, replace(RULES, pause_s=60)) as channel:
            same = message()
            first, second = await asyncio.gather(channel.deliver(same, ""), channel.deliver(same, ""))
            assert first == second == await channel.deliver(same, "")

    run(test)
    assert len(driver.plays) == 1


def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    """What was said before the program ended is repeated again, without a delivery."""
    driver = RecordingDriver(QUICK)

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            channel.resume(message())
            await until(lambda: len(driver.plays) >= 2)

    run(test)


def test_quiet_hours_of_rules_hold_by_default_never() -> None:
    """Without any in the configuration no hour is quiet."""
    assert not Rules(("en",)).quiet.is_quiet(datetime.combine(datetime(2026, 1, 1, tzinfo=UTC), time(3), UTC))


@pytest.mark.parametrize("seed", range(5))
def test_a_storm_leaves_no_delivery_open_and_never_two_sounds(tmp_path: Path, seed: int) -> None:
    """Sixty messages of all kinds, answers among them: each delivery ends, one sound at a time."""
    chance = random.Random(seed)
    driver = RecordingDriver(2000.0)
    causes = [Cause.FIRST, Cause.AGAIN, Cause.ESCALATED, Cause.ENDED, Cause.WORDS, Cause.TEST, Cause.DIGEST]

    async def test() -> None:
        async with running(tmp_path, driver) as channel:
            deliveries = []
            for number in range(60):
                cause, incident = chance.choice(causes), chance.randrange(6)
                has_none = cause in {Cause.WORDS, Cause.TEST, Cause.DIGEST}
                said = message(
                    f"m{number}", cause, None if has_none else incident,
                    severity=chance.choice(list(Severity)), drill=chance.random() < 0.2,
                )  # fmt: skip
                deliveries.append(asyncio.create_task(channel.deliver(said, "")))
                await asyncio.sleep(chance.random() * 0.01)
                if chance.random() < 0.3:
                    channel.settled(IncidentId(chance.randrange(6)))
            for incident in range(6):
                channel.settled(IncidentId(incident))
            async with asyncio.timeout(20):
                answers = await asyncio.gather(*deliveries, return_exceptions=True)
            assert {type(each) for each in answers} <= {Receipt, PeerError}
            # What is over is not said on.
            await asyncio.sleep(0.1)
            count = len(driver.plays)
            await asyncio.sleep(0.2)
            assert len(driver.plays) == count

    run(test)
    assert driver.most_at_once == 1
