# SPDX-License-Identifier: Apache-2.0
"""The configurations of docs/guide/proxy.md, as they stand there: TLS, WebSockets, clients' addresses."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from hearthwatch.testing.accounts import PASSWORD
from hearthwatch.testing.certificates import Certificates, make_certificates
from hearthwatch.testing.service import RunningService, free_port

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "proxy.md").read_text(encoding="utf-8")
NAME = "hearth.example.org"


def block(kind: str) -> str:
    """Return the one example of a kind that the guide has."""
    (text,) = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    return str(text)


def configured(folder: Path, more: str) -> Path:
    """Write a configuration without cameras; return its path."""
    path = folder / "hearthwatch.toml"
    path.write_text(f'[store]\nfolder = "{folder / "data"}"\n[web]\n{more}', encoding="utf-8")
    return path


@contextmanager
def nginx(folder: Path, port: int, service: int, made: Certificates) -> Iterator[None]:
    """Run nginx with the guide's server, at another port and with a test's certificate."""
    text = block("nginx").replace("listen 443 ssl", f"listen {port} ssl").replace("8480", str(service))
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(made.server))
    text = text.replace(f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(made.key))
    folders = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off;\npid {folder / 'nginx.pid'};\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{folders}{text}}}\n",
        encoding="utf-8",
    )
    with running(["nginx", "-p", str(folder), "-c", str(path)], port):
        yield


@contextmanager
def caddy(folder: Path, port: int, service: int, made: Certificates) -> Iterator[None]:
    """Run Caddy with the guide's site, at another port and with a test's certificate instead of ACME."""
    text = block("caddyfile").replace(NAME, f"https://{NAME}:{port}").replace("8480", str(service))
    text = text.replace("{\n", f"{{\n\ttls {made.server} {made.key}\n", 1)
    # The certificate's name is the machine's; the site is told apart by the Host header alone.
    head = "{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_sni localhost\n}\n"
    path = folder / "Caddyfile"
    path.write_text(head + text, encoding="utf-8")
    with running(["caddy", "run", "--config", str(path), "--adapter", "caddyfile"], port):
        yield


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a proxy until it listens."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + 20
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
                break
            except httpx.HTTPError as error:
                if isinstance(error, httpx.RemoteProtocolError):
                    break
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < end
                time.sleep(0.1)  # noqa: TID251 - another program's start
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def first_account(client: httpx.Client, data: Path) -> None:
    """Use the first link."""
    link = (data / "first-link").read_text(encoding="utf-8").strip()
    assert link.startswith(f"https://{NAME}")
    body = {"token": link.partition("#")[2], "name": "Ana", "password": PASSWORD}
    assert client.post("/api/invitations/redeem", json=body).status_code == 201


Proxy = Callable[[Path, int, int, Certificates], AbstractContextManager[None]]


@pytest.mark.timeout(120)
@pytest.mark.component("openssl")
@pytest.mark.parametrize(
    "proxy",
    [
        pytest.param(nginx, id="nginx", marks=pytest.mark.component("nginx")),
        pytest.param(caddy, id="caddy", marks=pytest.mark.component("caddy")),
    ],
)
def test_a_proxy_of_the_guide_serves_the_pages(tmp_path: Path, proxy: Proxy) -> None:
    """By the guide's proxy one signs in over TLS, gets live messages, and counts by one's own address."""
    made = make_certificates(tmp_path)
    port, service = free_port(), free_port()
    web = f'address = "127.0.0.1:{service}"\nnames = ["{NAME}"]\nproxies = ["127.0.0.1"]\n'
    path = configured(tmp_path, web)
    trust = ssl.create_default_context(cafile=str(made.authority))
    with RunningService(["serve", "-c", str(path)], port=service), proxy(tmp_path, port, service, made):
        base, host = f"https://localhost:{port}", {"host": NAME}
        with httpx.Client(base_url=base, verify=trust, headers=host) as client:
            assert client.get("/api/cameras").status_code == 401
            first_account(client, tmp_path / "data")
            cookie = client.cookies["__Host-hearthwatch"]
            sent = {"cookie": f"__Host-hearthwatch={cookie}", "host": NAME}
            said = client.get("/api/session", headers=sent)
            assert said.json()["account"]["name"] == "Ana"
            assert said.headers["strict-transport-security"] == "max-age=31536000"
            headers = {"cookie": sent["cookie"]}
            with (
                socket.create_connection(("127.0.0.1", port)) as plain,
                connect(
                    f"wss://{NAME}/api/alarms/live",
                    sock=plain, ssl=trust, server_hostname="localhost", additional_headers=headers,
                ) as live,
            ):  # fmt: skip
                assert "incidents" in str(live.recv(timeout=10))
        guess = {"name": "Bo", "password": "wrong and wrong again"}
        forged = host | {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "http"}
        with httpx.Client(base_url=base, verify=trust, headers=forged) as client:
            codes = {
                client.post("/api/session", json=guess | {"name": f"Bo {n}"}).status_code for n in range(25)
            }
            assert codes == {401, 429}
        other = httpx.HTTPTransport(verify=trust, local_address="127.0.0.2")
        with httpx.Client(base_url=base, transport=other, headers=host) as client:
            assert client.post("/api/session", json=guess).status_code == 401


@pytest.mark.timeout(60)
@pytest.mark.component("openssl")
def test_the_service_speaks_tls_itself(tmp_path: Path) -> None:
    """With a certificate it serves beyond this machine, over TLS alone, by its names alone."""
    made, port = make_certificates(tmp_path), free_port()
    web = (
        f'address = "0.0.0.0:{port}"\nnames = ["{NAME}"]\ncertificate = "{made.server}"\nkey = "{made.key}"\n'
    )
    path = configured(tmp_path, web)
    trust = ssl.create_default_context(cafile=str(made.authority))
    with RunningService(["serve", "-c", str(path)], port=port):
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trust) as client:
            assert client.get("/api/session").json() == {"accounts": True, "account": None}
            assert client.get("/api/session", headers={"host": "evil.example"}).status_code == 421
            assert client.get("/api/session", headers={"host": NAME}).status_code == 200
            client.headers["host"] = NAME
            first_account(client, tmp_path / "data")
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{port}/api/session")
