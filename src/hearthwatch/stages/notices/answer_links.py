# SPDX-License-Identifier: Apache-2.0
"""Links by which one who was told of an incident answers for it: a message and a label in, an address out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hearthwatch.model.message import Cause, Message

from .answer_token import LONGEST_LABEL, Answer, AnswerKey

#: Of these there is nothing to answer for.
_NO_QUESTION = {Cause.ENDED, Cause.WORDS, Cause.TEST, Cause.HEARTBEAT}


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """Makes links to ``base`` (such as ``https://alarm.example.org``) that hold for ``lasts``."""

    key: AnswerKey
    base: str
    lasts: timedelta = timedelta(days=1)

    def link(self, message: Message, to: str) -> str:
        """Return the link for one who is told, "" where there is nothing to answer for.

        ``to``: a label of the recipient, of which 80 letters are kept; it stands in the record of whoever
        answers.
        """
        if not self.base or message.incident is None or message.cause in _NO_QUESTION:
            return ""
        answer = Answer(message.incident, to[:LONGEST_LABEL], self.key.clock.now() + self.lasts)
        return f"{self.base.rstrip('/')}/answer/{self.key.sign(answer)}"
