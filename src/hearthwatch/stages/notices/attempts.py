# SPDX-License-Identifier: Apache-2.0
"""What becomes of a delivery after an attempt: pure, time and chance passed in.

docs/design/outbox.md has the states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hearthwatch.model.delivery import Delivery, DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.message import Message

#: Seconds until the next attempt, after the first, the second, ...; the last again and again. The first
#: are short: a fire does not wait for a router that restarts.
WAITS_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
#: A part by which a wait is varied, so that a peer that comes back is not met by all at once.
_JITTER = 0.2
#: A peer may ask for so long a pause and no longer.
_LONGEST_S = 600.0


def begun(delivery: Delivery) -> Delivery:
    """Return the delivery as it is while it is being tried."""
    return replace(delivery, attempts=delivery.attempts + 1)


def done(delivery: Delivery, receipt: Receipt, now: datetime) -> Delivery:
    """Return the delivery after a receipt."""
    return replace(
        delivery, state=receipt.state, due=None, reason=receipt.words, changed=now, handle=receipt.handle
    )


def refused(
    delivery: Delivery, error: PeerError, message: Message, now: datetime, chance: Callable[[], float]
) -> Delivery:
    """Return the delivery after an attempt that failed: to be tried again, or given up and why.

    ``chance`` returns 0..1.
    """
    if not error.transient:
        return given_up(delivery, error.line(), now)
    due = now + timedelta(seconds=wait_s(delivery.attempts, error.after_s, chance))
    if due >= message.expires:
        return given_up(delivery, f"It was not worth saying any more. Last: {error.line()}", now)
    return replace(delivery, due=due, reason=error.line(), changed=now)


def given_up(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """Return the delivery as given up."""
    return replace(delivery, state=DeliveryState.FAILED, due=None, reason=reason, changed=now)


def wait_s(attempts: int, asked_s: float | None, chance: Callable[[], float]) -> float:
    """Return how long to wait after so many attempts; what the peer asked for, if that is longer."""
    usual = WAITS_S[min(max(attempts, 1), len(WAITS_S)) - 1]
    varied = usual * (1 + _JITTER * (2 * chance() - 1))
    return max(varied, min(asked_s or 0.0, _LONGEST_S))
