# SPDX-License-Identifier: Apache-2.0
"""WebSocket /api/live: every camera's tile, twice a second, and notices that the roster has changed."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from hearthwatch.stages.publishing.live import Subscription
from hearthwatch.web.gate import visitor_of
from hearthwatch.web.service import WebService

from .cameras import seen_by

#: RFC 6455's registry: "try again later".
_TRY_AGAIN_LATER = 1013


def router(service: WebService) -> APIRouter:
    """Return the live route."""
    routes = APIRouter(prefix="/api")

    @routes.websocket("/live")
    async def live(socket: WebSocket) -> None:
        """Send until the client leaves; what it says is ignored."""
        await socket.accept()
        visitor = visitor_of(socket)
        numbers = {camera.number for camera in seen_by(visitor, service)}
        subscription = service.hub.join(None if visitor.places is None else numbers)
        if subscription is None:
            await socket.close(_TRY_AGAIN_LATER, "too many are watching")
            return
        with subscription:
            await _send_until_left(socket, subscription)

    return routes


async def _send_until_left(socket: WebSocket, subscription: Subscription) -> None:
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(_send(socket, subscription))
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass
        sending.cancel()


async def _send(socket: WebSocket, subscription: Subscription) -> None:
    try:
        while True:
            for message in await subscription.receive():
                await socket.send_bytes(message)
    except WebSocketDisconnect:
        pass  # the receiving side hears of it too, and ends
