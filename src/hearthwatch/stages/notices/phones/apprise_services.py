# SPDX-License-Identifier: Apache-2.0
"""The services that Apprise knows (SMS gateways, Signal, Matrix, ntfy ...), behind one secret address.

Apprise blocks, so each service has a thread of its own for as long as it sends, and never a second: a
service that hangs holds up itself alone. No words of ours hold the address: it is the key to the service.
"""

from __future__ import annotations

import asyncio
import contextlib
import difflib
import logging
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

import apprise
from apprise.attachment.memory import AttachMemory
from apprise.manager_plugins import NotificationManager

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError, UsageError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message

from .answering import AnswerLinks, NoAnswers
from .contacts import Contact, wanting
from .picture import Picture, Pictures, picture_in_time

DEADLINE_S = 30.0
_SCHEMA = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
#: These start programs of a desktop or write to this machine's log: nobody is told by them.
_OF_THIS_MACHINE = frozenset({"dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"})
_KINDS = {
    Severity.DANGER: apprise.NotifyType.FAILURE,
    Severity.WARNING: apprise.NotifyType.WARNING,
    Severity.NOTICE: apprise.NotifyType.INFO,
}


def check_service(address: Secret) -> None:
    """Refuse an address that no service has. Raises UsageError, which names the nearest and no secret."""
    known = sorted(set(NotificationManager().schemas()) - _OF_THIS_MACHINE)
    match = _SCHEMA.match(address.reveal())
    if not match:
        raise UsageError(
            "An Apprise address begins with the service's name and ://", do="Such as ntfys://SERVER/TOPIC"
        )
    schema = match[1].lower()
    if schema not in known:
        nearest = difflib.get_close_matches(schema, known, n=1, cutoff=0.5)
        hint = f'Did you mean "{nearest[0]}://"' if nearest else "Apprise's own pages list what there is"
        # A long word before :// may be a key that was pasted in the wrong place.
        named = f'"{schema}://"' if len(schema) <= 20 else "that name"
        raise UsageError(f"No Apprise service is called {named}", do=hint)
    if not apprise.Apprise(asset=_asset()).add(address.reveal()):
        raise UsageError(
            f'Apprise cannot read this "{schema}://" address: something in it is missing or too much',
            do="Apprise's page of that service says how it is written",
        )


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """A contact and the secret address of its service; ``zone`` as in `MailSettings`."""

    contact: Contact
    address: Secret
    zone: tzinfo | None = None
    deadline_s: float = DEADLINE_S


class ServiceChannel:
    """The channel of one contact's service."""

    def __init__(
        self,
        settings: ServiceSettings,
        clock: Clock,
        *,
        pictures: Pictures | None = None,
        answers: AnswerLinks | None = None,
    ) -> None:
        """Wire. Raises UsageError where there is no such service."""
        check_service(settings.address)
        # At its lower levels Apprise logs whole addresses.
        logging.getLogger("apprise").setLevel(logging.CRITICAL)
        self._settings = settings
        self._service = apprise.Apprise(asset=_asset())
        self._service.add(settings.address.reveal())
        self._clock = clock
        self._pictures = pictures
        self._answers = answers or NoAnswers()
        self._is_sending = False
        #: Which message failed last: it is tried without its picture, lest that be what is refused.
        self._failed: MessageName | None = None

    @property
    def id(self) -> ChannelId:
        """The contact's id with ``-service``: one contact may have mail too."""
        return ChannelId(f"{self._settings.contact.id}-service")

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self._settings.contact.id} by {self._service[0].service_name}"

    def recipients(self, message: Message) -> Sequence[str]:
        """Return its contact, if that wants it now."""
        now = self._clock.now().astimezone(self._settings.zone)
        return wanting([self._settings.contact], message, now)

    async def run(self) -> None:
        """Wait: nothing stands open between messages."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Hand it to the service; ACCEPTED where Apprise says that it has it. Raises PeerError."""
        if self._is_sending:
            raise PeerError("The service still holds up an earlier message", do="It is tried again")
        shows = self._service[0].attachment_support and message.name != self._failed
        picture = await picture_in_time(self._pictures if shows else None, message)
        answer = self._answers.link(message, f"{recipient} (service)")
        try:
            async with asyncio.timeout(self._settings.deadline_s):
                is_taken = await self._in_thread(lambda: self._send(message, answer, picture))
        except TimeoutError:
            raise PeerError("The service does not answer", do="It is tried again") from None
        if not is_taken:
            self._failed = message.name
            raise PeerError(
                "The service did not take it: it cannot be reached, or refuses us",
                do="Check the address in apprise_file; it is tried again",
            )
        return Receipt(DeliveryState.ACCEPTED, f"{self._service[0].service_name} has it")

    def settled(self, incident: IncidentId) -> None:
        """Do nothing: a service is told once a notice, and is told the end as a notice too."""

    def _send(self, message: Message, answer: str, picture: Picture | None) -> bool:
        language = self._settings.contact.language
        text = message.words(language)
        alt = picture.alt_text(language) if picture else ""
        attached = AttachMemory(picture.png, name="plate.png", mimetype="image/png") if picture else None
        result = self._service.notify(
            "\n\n".join(part for part in (text.body, alt, answer, message.link) if part),
            title=text.title,
            notify_type=_kind(message),
            body_format=apprise.NotifyFormat.TEXT,
            attach=attached,
            interpret_escapes=False,
        )
        return bool(result)

    async def _in_thread(self, act: Callable[[], bool]) -> bool:
        """Return what ``act`` gives in a thread that nobody waits for when the program ends."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[bool] = loop.create_future()

        def settle(is_taken: bool) -> None:
            if not answered.done():
                answered.set_result(is_taken)

        def run() -> None:
            try:
                is_taken = act()
            except Exception:  # noqa: BLE001 - a hundred plugins; their words may hold the address
                is_taken = False
            # Before anybody hears of it, so that they may ask again at once.
            self._is_sending = False
            # Where the loop has ended, so has whoever asked.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(settle, is_taken)

        self._is_sending = True
        threading.Thread(target=run, daemon=True, name=str(self.id)).start()
        return await answered


def _kind(message: Message) -> apprise.NotifyType:
    if message.drill or message.cause in {Cause.TEST, Cause.HEARTBEAT}:
        return apprise.NotifyType.INFO
    return apprise.NotifyType.SUCCESS if message.cause is Cause.ENDED else _KINDS[message.severity]


def _asset() -> apprise.AppriseAsset:
    """Return settings under which Apprise keeps nothing on disk and reads nothing into our words."""
    return apprise.AppriseAsset(
        app_id="Hearthwatch",
        app_desc="Hearthwatch",
        app_url="",
        interpret_emojis=False,
        interpret_escapes=False,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
