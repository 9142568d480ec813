# SPDX-License-Identifier: Apache-2.0
"""Links by which one who was told says "I answer for it"."""

from __future__ import annotations

from typing import Protocol

from hearthwatch.model.message import Message


class AnswerLinks(Protocol):
    """What makes links; wired in from outside, where the secret is that signs them."""

    def link(self, message: Message, to: str) -> str:
        """Return the link for one who is told, "" where there is nothing to answer for.

        Following it (GET) shows a button and changes nothing; POST to it answers. ``to``: a label of the
        way it was sent, without anything about a person.
        """
        ...


class NoAnswers:
    """No links at all."""

    def link(self, message: Message, to: str) -> str:  # noqa: ARG002 - the port's own names
        """Return none."""
        return ""
