# SPDX-License-Identifier: Apache-2.0
"""A second camera for tests, of independent make: gst-rtsp-server plays a file without transcoding.

For the system's Python, which has ``gi`` (packages gir1.2-gst-rtsp-server-1.0, gstreamer1.0-rtsp,
gstreamer1.0-plugins-good and -bad). A transport stream (.ts) is looped, an .mp4 ends at its end:
``/usr/bin/python3 gst_camera.py FILE --port 8555 --codec h264 --user cam --password secret``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def launch_line(file: Path, codec: str) -> str:
    """Return the pipeline that takes a file's packets and packs them for RTP, parameter sets repeated."""
    source = f'filesrc location="{file}" ! qtdemux'
    return f"( {source} ! {codec}parse ! rtp{codec}pay name=pay0 pt=96 config-interval=-1 )"


def main() -> int:
    """Serve until ended by a signal; print ``ready PORT`` when it does."""
    # The system's Python has gi, the project's has not: hence late, and unknown to the type checker.
    import gi  # type: ignore[import-not-found]  # noqa: PLC0415

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtsp", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import (  # type: ignore[import-not-found]  # noqa: PLC0415
        GLib,
        Gst,
        GstRtsp,
        GstRtspServer,
    )

    arguments = _arguments()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(arguments.port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch(launch_line(arguments.file.resolve(), arguments.codec))
    if arguments.user:
        server.set_auth(_login(GstRtsp, GstRtspServer, arguments))
        factory.set_permissions(_permissions(GstRtspServer))
    server.get_mount_points().add_factory("/cam", factory)
    server.attach(None)
    print("ready", server.get_bound_port(), flush=True)  # noqa: T201 - a program's output
    GLib.MainLoop().run()
    return 0


def _login(rtsp: Any, server: Any, arguments: argparse.Namespace) -> Any:
    auth = server.RTSPAuth()
    auth.set_supported_methods(rtsp.RTSPAuthMethod.DIGEST)
    token = server.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(arguments.user, arguments.password, token)
    return auth


def _permissions(server: Any) -> Any:
    permissions = server.RTSPPermissions()
    permissions.add_role("viewer")
    for name in ("media.factory.access", "media.factory.construct"):
        permissions.add_permission_for_role("viewer", name, True)  # noqa: FBT003 - the library's signature
    return permissions


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Play a file as a camera, by gst-rtsp-server.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=8555)
    parser.add_argument("--codec", choices=("h264", "h265"), default="h264")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
