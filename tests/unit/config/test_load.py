# SPDX-License-Identifier: Apache-2.0
"""The configuration as it is loaded, and what is said of one that cannot be."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from hearthwatch.config.config import Config
from hearthwatch.config.load import load_config, parse_config
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import Box

_ROOT = Path(__file__).resolve().parents[3]
_CAMERA = '[[camera]]\nid = "gate"\nurl = "rtsp://watcher:hunter2@192.0.2.7/stream"\n'
_ZONE = """\
[[camera.zone]]
name = "the lane"
kind = "keep-clear"
corners = [[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]]
"""
_FULL = (
    _CAMERA
    + """\
name = "The gate"
transport = "udp"
loop = false
preset = "private"
patience = "20 s"
masked = [[0, 0.5, 0.25, 0.5]]

[store]
folder = "/var/lib/hearthwatch"
keep = "24 h"
keep_bytes = "5 GiB"

[web]
address = "[::1]:9000"

[admission.public]
share = 0.8
span = "36 h"
"""
)


def test_the_shipped_file_holds_the_defaults() -> None:
    """hearthwatch.toml loads equal to no file at all."""
    assert load_config(_ROOT / "hearthwatch.toml") == load_config(None) == Config()


def test_every_key_arrives() -> None:
    """What a file says is what the structs hold, in types that mean something."""
    config = parse_config(_FULL, "x.toml")
    (camera,) = config.cameras
    assert (camera.camera, camera.shown_name, camera.transport) == ("gate", "The gate", "udp")
    assert (camera.loop, camera.preset, camera.patience.seconds) == (False, "private", 20.0)
    assert camera.masked_boxes == (Box(0, 0.5, 0.25, 0.5),)
    assert (config.store.folder, config.store.keep.timedelta) == ("/var/lib/hearthwatch", timedelta(days=1))
    assert (config.store.keep_bytes, config.web.address) == (5 * 1024**3, "[::1]:9000")
    assert config.admission.public.share == 0.8
    assert config.admission.private.share is None


def test_zones_arrive_at_their_camera() -> None:
    """Each camera has the zones that stand below it."""
    yard = _CAMERA.replace("gate", "yard")
    gate, second = parse_config(_CAMERA + _ZONE + yard + _ZONE + "drawn = 2026-05-01", "x.toml").cameras
    assert [each.zone.name for each in (*gate.zones, *second.zones)] == ["the lane", "the lane"]
    assert (gate.zones[0].zone.drawn, second.zones[0].zone.drawn) == (None, date(2026, 5, 1))
    assert gate.zones[0].zone.after_s == 120.0


def test_the_defaults() -> None:
    """Without a file there are no cameras, loopback, 72 hours, and the stricter preset for a camera."""
    config = load_config(None)
    assert (config.cameras, config.web.address) == ((), "127.0.0.1:8480")
    assert config.store.keep.timedelta == timedelta(hours=72)
    assert parse_config(_CAMERA, "x.toml").cameras[0].preset == "public"


_BAD = {
    '[store]\nfolderr = "x"\n': 'x.toml:2: there is no key "folderr" here. Did you mean "folder"?',
    "\n[stroe]\nx = 1\n": 'x.toml:2: there is no key "stroe" here. Did you mean "store"?',
    '[[cameras]]\nid = "x"\n': 'x.toml:1: there is no key "cameras" here. Did you mean "camera"?',
    _CAMERA
    + '\n[[camera]]\nid = "yard"\nurl2 = "x"\n': 'x.toml:7: there is no key "url2" here. Did you mean "url"?',
    "zzz = 1\n": 'x.toml:1: there is no key "zzz" here. There are camera, store, web, admission, incidents, '
    "contact, mail, push.",
    "[admission.publik]\nx = 1\n": 'x.toml:1: there is no key "publik" here. Did you mean "public"?',
    _CAMERA + _CAMERA: "x.toml:5: camera[1].id: a camera above is called 'gate' too.",
    _CAMERA + _CAMERA.replace("gate", "yard") + 'name = "GATE"': "x.toml:7: camera[1].name: a camera above",
    '[[camera]]\nid = "gate"\n': "x.toml:1: camera[0]: url is missing.",
    '[[camera]]\nid = "The Gate"\nurl = "x"\n': "x.toml:2: camera[0].id: 'The Gate' is no camera id",
    _CAMERA.replace(
        "rtsp:", "rstp:"
    ): 'x.toml:3: camera[0].url: no camera is reached by "rstp:"; did you mean "rtsp:"?',
    _CAMERA + 'transport = "quic"\n': "x.toml:4: camera[0].transport: 'quic' is none of its values.",
    _CAMERA + 'loop = "yes"\n': "x.toml:4: camera[0].loop: true or false is wanted here.",
    _CAMERA + 'name = "a\\nb"\n': "x.toml:4: camera[0].name: at most 80 letters",
    _CAMERA + 'patience = "1 s"\n': 'x.toml:4: camera[0].patience: "2 s" to "10 min".',
    _CAMERA + "masked = [[0, 0, 1]]\n": "x.toml:4: camera[0].masked[0]: a list of length 4 is wanted here.",
    _CAMERA + "masked = [[0.5, 0, 0.6, 1]]\n": "x.toml:4: camera[0].masked: a rectangle is",
    "[store]\nkeep = 72\n": "x.toml:2: store.keep: text in quotation marks is wanted here, such as",
    '[store]\nkeep = "1 s"\n': 'x.toml:2: store.keep: "1 min" to "366 d".',
    '[store]\nkeep_bytes = "1 MB"\n': 'x.toml:2: store.keep_bytes: "50 MB" at least.',
    '[store]\nfolder = ""\n': "x.toml:2: store.folder: a folder's path.",
    '[web]\naddress = "here"\n': "x.toml:2: web.address: HOST:PORT",
    "[admission.public]\nshare = 2.0\n": "x.toml:2: admission.public.share: a part, up to 1.",
    "[admission.public]\ndays = -1\n": "x.toml:2: admission.public.days: not less than 0.",
    _CAMERA + _ZONE.replace("keep-clear", "keepclear"): (
        'x.toml:6: camera[0].zone[0].kind: no zone is "keepclear"; did you mean "keep-clear"?'
    ),
    _CAMERA + _ZONE.replace("corners", "corner"): (
        'x.toml:7: there is no key "corner" here. Did you mean "corners"?'
    ),
    _CAMERA + _ZONE + 'after = "10 s"\n': (
        'x.toml:8: camera[0].zone[0].after: a zone is blocked after "30 s" at least and "60 min" at most.'
    ),
    _CAMERA + _ZONE + _ZONE: 'x.toml:4: camera[0].zone: two zones are called "the lane"',
    _CAMERA + _CAMERA.replace("gate", "yard") + _ZONE.replace("0.9", "1.9"): (
        "x.toml:10: camera[1].zone[0].corners: corner 3 (0.5, 1.9) lies outside the picture"
    ),
    "web = 3\n": "x.toml:1: web: a table is wanted here.",
    "url = rtsp://watcher:hunter2@192.0.2.7/\n": "x.toml:1:7: this is not TOML: invalid value.",
    'a = 1\nb = "hunter2': "x.toml:2:1: this is not TOML: unterminated string.",
    '[store]\nkeep = "1 h"\nkeep = "2 h"\n': "x.toml:3:",
}


@pytest.mark.parametrize("text", _BAD)
def test_a_bad_file_is_told_in_one_line(text: str) -> None:
    """What is wrong is said with file and line, and what to do; a password is never in it."""
    with pytest.raises(UsageError) as caught:
        parse_config(text, "x.toml")
    line = caught.value.line()
    assert line.startswith(_BAD[text])
    assert caught.value.do
    assert "hunter2" not in line
    assert "\n" not in line


def test_a_bad_file_leaves_no_chain_with_its_text() -> None:
    """No error that a traceback would print beside ours holds a piece of the file."""
    with pytest.raises(UsageError) as caught:
        parse_config(_CAMERA.replace("rtsp:", "rstp:"), "x.toml")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_password_comes_from_its_file(tmp_path: Path) -> None:
    """The line of a password's file goes, encoded, into the address, and is in no printed form."""
    (tmp_path / "password").write_text("hun/ter@2\n")
    config = load_config(_with_file(tmp_path, "rtsp://watcher@192.0.2.7/stream"))
    assert config.cameras[0].url.reveal() == "rtsp://watcher:hun%2Fter%402@192.0.2.7/stream"
    assert "hun" not in repr(config)


@pytest.mark.parametrize(
    ("url", "password", "words"),
    [
        ("rtsp://192.0.2.7/stream", "hunter2", "needs an address with a user"),
        ("rtsp://watcher:hunter2@192.0.2.7/stream", "hunter2", "in the address and in a file"),
        ("clip.mp4", "hunter2", "needs an address with a user"),
        ("rtsp://watcher@192.0.2.7/stream", "", "must hold one line"),
        ("rtsp://watcher@192.0.2.7/stream", "hunter2\nhunter2", "must hold one line"),
        ("rtsp://watcher@192.0.2.7/stream", None, "cannot be read: No such file"),
    ],
)
def test_a_password_that_cannot_be_used(tmp_path: Path, url: str, password: str | None, words: str) -> None:
    """Each way in which a password's file can be wrong is told with its place, without the password."""
    if password is not None:
        (tmp_path / "password").write_text(password)
    path = _with_file(tmp_path, url)
    with pytest.raises(UsageError, match=words) as caught:
        load_config(path)
    assert caught.value.what.startswith(f"{path}:4: ")
    assert "hunter2" not in caught.value.line()


def _with_file(folder: Path, url: str) -> Path:
    path = folder / "x.toml"
    path.write_text(f'[[camera]]\nid = "gate"\nurl = "{url}"\npassword_file = "{folder / "password"}"\n')
    return path


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, a folder, and a file that is no text are each told."""
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for path, words in (
        (tmp_path / "none", "No such file"),
        (tmp_path, "directory"),
        (binary, "is not text"),
    ):
        with pytest.raises(UsageError, match=words):
            load_config(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """A file as some editors save it loads."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + _CAMERA.encode())
    assert len(load_config(path).cameras) == 1


def test_loading_is_light() -> None:
    """Loading the configuration loads neither numpy nor pydantic nor anything of video."""
    program = (
        "import sys, hearthwatch.config.load; print({'numpy', 'pydantic', 'av', 'cv2'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "set()"
