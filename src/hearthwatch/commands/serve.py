# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch serve``: the service, with the cameras of a configuration or with none."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hearthwatch.app import NamedOrder, Service, stop_on_signals
from hearthwatch.archive import Archive
from hearthwatch.commands.configured import configured_order, incident_policy
from hearthwatch.commands.orders import Wiring, wiring
from hearthwatch.config.config import Config
from hearthwatch.config.load import load_config
from hearthwatch.first_link import base_url
from hearthwatch.model.zone_cells import masked_warning
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.web.bind import check_web, listen
from hearthwatch.web.serve import tls_of

_log = logging.getLogger(__name__)


def run(config: Path | None) -> int:
    """Serve until SIGINT or SIGTERM."""
    # Before the configuration: no sealed process may have another camera's password in its memory.
    tools = wiring()
    loaded = load_config(config)
    host, port = check_web(loaded.web)
    tls_of(loaded.web)
    if loaded.web.figures_token_file is not None:
        loaded.web.figures_token_file.read()
    orders = [configured_order(camera, loaded.admission, tools) for camera in loaded.cameras]
    policy = incident_policy(loaded)
    asyncio.run(serve_cameras(orders, tools, loaded, address=(host, port), policy=policy))
    return 0


async def serve_cameras(
    orders: Sequence[NamedOrder],
    tools: Wiring,
    config: Config,
    *,
    address: tuple[str, int],
    policy: Policy = Policy(),  # noqa: B008 - a frozen value
) -> None:
    """Open the archive and the port, then run the service until told to stop."""
    log_to_standard_error()
    host, port = address
    sock = listen(host, port)
    stop = asyncio.Event()
    stop_on_signals(stop)
    warn_of_masks(orders)
    store = config.store
    keep = timedelta(seconds=store.keep.seconds)
    with sock:
        async with Archive(
            Path(store.folder),
            tools.clock,
            keep=keep,
            keep_bytes=store.keep_bytes,
            keep_incidents=timedelta(seconds=store.keep_incidents.seconds),
        ) as archive:
            service = Service(
                orders,
                archive=archive,
                clock=tools.clock,
                nursery=tools.nursery,
                policy=policy,
                config=config,
            )
            sys.stderr.write(f"hearthwatch: the wall is at {base_url(config.web, host, port)}/\n")
            await service.run(sock, stop)


def warn_of_masks(orders: Sequence[NamedOrder]) -> None:
    """Say of which cameras much is not watched, and since when."""
    for named in orders:
        watch = named.order.watch
        if (warning := masked_warning(watch.masked, watch.zones)) is not None:
            _log.warning("camera %s: %s", named.order.id, warning)


def log_to_standard_error() -> None:
    """One line for each change of state; none for each frame."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
