# SPDX-License-Identifier: Apache-2.0
"""An event loop in a thread, so that a test that blocks can have a server beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

_T = TypeVar("_T")
_LIMIT_S = 10.0
_SETTLE_S = 0.02


class LoopThread:
    """The loop runs while the ``with`` block does; what is left in it then is cancelled and closed."""

    def __enter__(self) -> Self:
        """Start."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="server of a test", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """End."""
        self.call(_cancel_the_rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def call(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run something in the loop, wait for it and return what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=_LIMIT_S)


async def stop_listening(server: asyncio.Server) -> None:
    """Close a server, but not between the acceptance of a connection and its beginning."""
    for listener in server.sockets:
        asyncio.get_running_loop().remove_reader(listener.fileno())
    await asyncio.sleep(_SETTLE_S)
    server.close()


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    # Transports close their sockets some turns of the loop after they were told to.
    await asyncio.sleep(_SETTLE_S)
    await asyncio.get_running_loop().shutdown_asyncgens()
