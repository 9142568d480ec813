# SPDX-License-Identifier: Apache-2.0
"""A message as an e-mail: text, HTML with the picture within, and headers that mail programs sort by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from hearthwatch.model.ids import MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message

from .picture import Picture
from .words import phone_words

#: RFC 5322 section 2.1.1: lines of headers are 998 letters at most; programs show far less of a subject.
_LONGEST_SUBJECT = 200
#: RFC 5322 section 3.6.4 lets long lists be cut: the first and the newest are kept.
_REFERENCES = 12
_PRIORITY = {Severity.DANGER: "high", Severity.WARNING: "normal", Severity.NOTICE: "low"}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all letters share: who sends them, as an address with a name."""

    sender: Address

    def message_id(self, name: MessageName, to: str) -> str:
        """Return the Message-ID of a message to one recipient: the same for ever (RFC 5322 section 3.6.4).

        A mailbox that gets it twice, after a crash, can tell.
        """
        digest = hashlib.sha256(f"{name}\0{to}".encode()).hexdigest()[:32]
        return f"<{digest}@{self.sender.domain}>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one letter is made of. ``to``: the mail address; ``answer``: the link to answer by, or ""."""

    message: Message
    to: Address
    language: str
    answer: str = ""
    picture: Picture | None = None


def letter(head: Letterhead, sheet: Sheet) -> EmailMessage:
    """Return the letter. Whatever the words hold, they can add no header and no markup."""
    mail = EmailMessage(policy=SMTP)
    _put_headers(mail, head, sheet)
    mail.set_content(_text(sheet), cte="base64")
    mail.add_alternative(_html(sheet), subtype="html", cte="base64")
    if sheet.picture is not None:
        _put_picture(mail, sheet.picture)
    # Last: what makes parts of a letter moves its headers of content into the first part.
    mail["Content-Language"] = sheet.language
    return mail


def _put_headers(mail: EmailMessage, head: Letterhead, sheet: Sheet) -> None:
    message = sheet.message
    to = sheet.to.addr_spec
    mail["From"] = head.sender
    mail["To"] = sheet.to
    mail["Subject"] = one_line(message.words(sheet.language).title)[:_LONGEST_SUBJECT]
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = head.message_id(message.name, to)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence is answered to us
    if not message.drill and message.cause not in {Cause.TEST, Cause.HEARTBEAT}:
        mail["Importance"] = _PRIORITY[message.severity]
    earlier = [head.message_id(each.name, to) for each in message.earlier]
    if earlier:
        mail["In-Reply-To"] = earlier[-1]
        mail["References"] = " ".join(dict.fromkeys((earlier[0], *earlier[1 - _REFERENCES :])))


def _text(sheet: Sheet) -> str:
    words = phone_words(sheet.language)
    lines = [words.drill, ""] if sheet.message.drill else []
    lines += [_plain(sheet.message.words(sheet.language).body)]
    if sheet.picture is not None:
        lines += ["", f"[{one_line(sheet.picture.alt_text(sheet.language))}]"]
    for label, link in _links(sheet):
        lines += ["", f"{label}: {link}"]
    return "\n".join(lines) + "\n"


def _html(sheet: Sheet) -> str:
    words = phone_words(sheet.language)
    text = sheet.message.words(sheet.language)
    parts = [f"<p><strong>{escape(words.drill)}</strong></p>"] if sheet.message.drill else []
    body = escape(_plain(text.body)).replace("\n", "<br>")
    parts += [f"<h1>{escape(one_line(text.title))}</h1>", f"<p>{body}</p>"]
    if sheet.picture is not None:
        alt = escape(one_line(sheet.picture.alt_text(sheet.language)))
        parts.append(f'<p><img src="cid:{_CID}" alt="{alt}" style="max-width:100%"></p>')
    parts += [f'<p><a href="{escape(link)}">{escape(label)}</a></p>' for label, link in _links(sheet)]
    return (
        f'<!doctype html><html lang="{escape(sheet.language)}" dir="{words.direction}">'
        '<head><meta charset="utf-8">'
        f"<title>{escape(one_line(text.title))}</title></head><body>{''.join(parts)}</body></html>\n"
    )


_CID = "plate@hearthwatch"


def _put_picture(mail: EmailMessage, picture: Picture) -> None:
    html = mail.get_payload(1)
    if isinstance(html, EmailMessage):
        html.add_related(
            picture.png, "image", "png", cid=f"<{_CID}>", filename="plate.png", disposition="inline"
        )


def _links(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    words = phone_words(sheet.language)
    both = ((words.answer, sheet.answer), (words.open, sheet.message.link))
    return tuple((label, link) for label, link in both if _is_link(link))


def _is_link(text: str) -> bool:
    """Whether it is an address that a mail program can open: whole, and of a page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.netloc) and text.isprintable() and " " not in text


def one_line(text: str) -> str:
    """Return a text on one line, without control characters: nothing in it can begin a header."""
    return " ".join("".join(each if each.isprintable() or each in _FORMATS else " " for each in text).split())


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(one_line(line) for line in lines).strip()


#: Not printable to Python, and needed by scripts: joiners and marks of direction.
_FORMATS = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2066", "\u2067", "\u2068", "\u2069"}
