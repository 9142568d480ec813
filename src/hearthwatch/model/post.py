# SPDX-License-Identifier: Apache-2.0
"""A message with its deliveries: kept together, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from .delivery import Delivery
from .message import Message


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be said, and to whom on which channels."""

    message: Message
    deliveries: tuple[Delivery, ...] = ()
