# SPDX-License-Identifier: Apache-2.0
"""A weather service: warnings by CAP, good ones and bombs, and a server of its pages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


def warning(  # noqa: PLR0913 - each may be bent
    identifier: str = "w1", *, kind: str = "Alert", sender: str = "met@example.org", event: str = "Flood",
    severity: str = "Severe", urgency: str = "Expected", certainty: str = "Likely", status: str = "Actual",
    references: str = "", expires: str = "2026-01-31T23:00:00+00:00", sent: str = "2026-01-31T18:00:00+00:00",
    area: str = "<areaDesc>River valley</areaDesc>",
) -> bytes:  # fmt: skip
    """Return a warning as a weather service writes it."""
    refers = f"<references>{references}</references>" if references else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{identifier}</identifier><sender>{sender}</sender>
<sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>{refers}
<info><category>Met</category><event>{event}</event><urgency>{urgency}</urgency><severity>{severity}</severity>
<certainty>{certainty}</certainty><eventCode><valueName>x</valueName><value>FLW</value></eventCode>
<expires>{expires}</expires><headline>Anything at all</headline><area>{area}</area></info></alert>""".encode()


def follow(identifier: str, kind: str, *earlier: str, **changes: str) -> bytes:
    """Return an Update or Cancel of what was sent before."""
    refers = " ".join(f"met@example.org,{each},2026-01-31T18:00:00+00:00" for each in earlier)
    return warning(
        identifier, kind=kind, references=refers, **{"sent": "2026-01-31T18:20:00+00:00", **changes}
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<!DOCTYPE alert [<!ENTITY l0 "ha">{LAUGHS}]><alert>&l9;</alert>'.encode(),
    "a file by XXE": b'<!DOCTYPE alert [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    + warning()[38:].replace(b"Flood", b"&f;"),
    "a host by XXE": b'<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/x.dtd">' + warning()[38:],
    "ten megabytes": warning(event="x" * 10_000_000),
    "deep": b"<a>" * 100_000,
    "many areas": warning(area="<areaDesc>x</areaDesc></area><area>" * 5000 + "<areaDesc>x</areaDesc>"),
    "quadratic": ('<!DOCTYPE a [<!ENTITY a "' + "x" * 50_000 + '">]><a>' + "&a;" * 50_000 + "</a>").encode(),
}  # fmt: skip


class Pages(dict[str, bytes]):
    """Pages of a weather service by path, and what was asked for."""

    def __init__(self, *arguments: Any) -> None:
        """Take the pages."""
        super().__init__(*arguments)
        self.asked: list[str] = []

    @contextlib.contextmanager
    def serve(self) -> Iterator[str]:
        """Serve on a free port of this machine; yield the base address."""
        pages = self

        class Serving(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages.asked.append(self.path)
                body = pages.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                try:
                    self.wfile.write(body or b"")
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Serving)
        server.daemon_threads = False
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://localhost:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
