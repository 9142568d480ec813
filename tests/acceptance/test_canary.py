# SPDX-License-Identifier: Apache-2.0
"""A texture that was in front of the camera, in changed cells, is in no output of a running service.

Looked through: every web socket message, history, plates, metrics, the log, all files of the data
folder, the working folder and the temporary folder, also after crashes, and the film of `redact`.
"""

from __future__ import annotations

import io
import itertools
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import httpx
import numpy as np
import numpy.typing as npt
import psutil
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import CellReason, PlateCandidate, PlatePixels
from hearthwatch.model.scene import CellState, Light
from hearthwatch.stages.publishing.wire import pack_cells
from hearthwatch.store import open_store
from hearthwatch.television.coder import Coder
from hearthwatch.television.layout import tile_boxes
from hearthwatch.television.picture import Painter
from hearthwatch.television.plates import bytes_of
from hearthwatch.television.screen import Screen, Show, TileView
from hearthwatch.testing.service import RunningService, configuration, free_port

Pixels = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 640, 360
#: Where the canary is: 10 x 8 cells, well inside.
LEFT, TOP, SIDE_X, SIDE_Y = 240, 120, 80, 64
#: Bytes in a row that must not be found; four cells' width of texture cannot be there by chance.
NEEDLE = 24


def background() -> Pixels:
    """Return a place: a textured picture without a canary, BGR."""
    coarse = np.random.default_rng(3).integers(60, 190, (HEIGHT // 12, WIDTH // 16, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def with_canary(picture: Pixels) -> Pixels:
    """Return the place with a random texture in it."""
    texture = np.random.default_rng(4).integers(0, 2, (SIDE_Y // 4, SIDE_X // 4), np.uint8) * 200 + 25
    shown = picture.copy()
    shown[TOP : TOP + SIDE_Y, LEFT : LEFT + SIDE_X] = np.kron(texture, np.ones((4, 4), np.uint8))[..., None]
    return shown


def write_clip(path: Path) -> None:
    """Write 4 s of the empty place, then 20 s with the canary."""
    empty = background()
    shown = with_canary(empty)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5, options={"crf": "10", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(120):
            picture = shown if number >= 20 else empty
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode(None))


@dataclass(frozen=True)
class Canary:
    """What to look for: byte runs as the decoder gives them, and the texture itself."""

    needles: tuple[bytes, ...]
    texture: npt.NDArray[np.float64]

    @classmethod
    def of(cls, clip: Path) -> Canary:
        """Take the canary as it comes out of the decoder."""
        with av.open(str(clip)) as container:
            frame = next(itertools.islice(container.decode(video=0), 60, None))
        grey = frame.to_ndarray(format="gray")[TOP : TOP + SIDE_Y, LEFT : LEFT + SIDE_X]
        colour = frame.to_ndarray(format="bgr24")[TOP : TOP + SIDE_Y, LEFT : LEFT + SIDE_X]
        rows = [row.tobytes()[:NEEDLE] for plane in (grey, colour) for row in plane.reshape(SIDE_Y, -1)[2::4]]
        return cls(tuple(dict.fromkeys(rows)), grey.astype(np.float64))

    def found_in(self, output: bytes) -> bool:
        """Whether the canary is in an output: as bytes, inside compressed bytes, or as a picture."""
        if any(needle in layer for layer in _layers(output) for needle in self.needles):
            return True
        return any(self.correlation(picture) > 0.5 for picture in _pictures(output))

    def correlation(self, picture: Pixels) -> float:
        """Return the largest normalised correlation with the texture, anywhere in a picture, any scale."""
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
        best = 0.0
        for scale in (1.0, 0.5, 0.25):
            texture = cv2.resize(
                self.texture.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
            )
            if grey.shape[0] >= texture.shape[0] and grey.shape[1] >= texture.shape[1]:
                best = max(best, float(cv2.matchTemplate(grey, texture, cv2.TM_CCOEFF_NORMED).max()))
        return best


def _layers(output: bytes) -> Iterator[bytes]:
    yield output
    for start in _places(output, b"\x78\x9c") + _places(output, b"\x78\xda") + _places(output, b"\x78\x01"):
        try:
            yield zlib.decompressobj().decompress(output[start:])
        except zlib.error:
            continue


def _pictures(output: bytes) -> Iterator[Pixels]:
    for magic in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        for start in _places(output, magic):
            picture = cv2.imdecode(np.frombuffer(output[start:], np.uint8), cv2.IMREAD_COLOR)
            if picture is not None:
                yield np.asarray(picture, np.uint8)


def _places(output: bytes, magic: bytes) -> list[int]:
    places, start = [], output.find(magic)
    while start >= 0:
        places.append(start)
        start = output.find(magic, start + 1)
    return places


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Return a clip with the canary."""
    path = tmp_path / "canary.mp4"
    write_clip(path)
    return path


def commission_background(folder: Path) -> None:
    """Give the store a plate of the empty place."""
    all_cells = np.ones((45, 80), bool)
    reasons = np.full((45, 80), list(CellReason).index(CellReason.ADMITTED), np.uint8)
    clock = SystemClock()
    with open_store(folder, clock) as store:
        store.save_cameras([(CameraId("canary"), "canary")])
        plate = store.add_candidate(
            PlateCandidate(Light.DAY, background(), all_cells, reasons, 99), CameraId("canary")
        )
        store.commission(plate, "the test", clock.now())


def test_the_search_finds_what_is_planted(clip: Path) -> None:
    """A leak as raw bytes, compressed, as PNG or as JPEG is found, so that finding none means something."""
    canary = Canary.of(clip)
    leak = with_canary(background())
    with av.open(str(clip)) as container:
        raw = next(itertools.islice(container.decode(video=0), 60, None)).to_ndarray(format="gray")
    assert canary.found_in(b"head" + raw.tobytes())
    assert canary.found_in(b"head" + zlib.compress(raw.tobytes()))
    assert canary.found_in(cv2.imencode(".png", leak)[1].tobytes())
    assert canary.found_in(cv2.imencode(".jpg", leak)[1].tobytes())
    assert not canary.found_in(cv2.imencode(".png", background())[1].tobytes())


def outputs_of(service: RunningService, crash: bool) -> Iterator[tuple[str, bytes]]:
    """Yield everything that the service gives while the canary is in front of it."""
    changed = 0
    for tile in service.tiles():
        yield "socket", tile.encode()
        changed += int((tile.cells == CellState.CHANGED).sum() > 20)
        if changed == 12:
            break
    if crash:
        for child in psutil.Process(service.process.pid).children(recursive=True):
            if "Seccomp:\t2" in Path(f"/proc/{child.pid}/status").read_text(encoding="ascii"):
                child.send_signal(signal.SIGSEGV)
        time.sleep(3)  # noqa: TID251 - a crash handler, if there were one, would write now
    yield "metrics", service.get("/metrics")
    for camera in service.cameras():
        for plate in camera["plates"]:
            yield "plate", service.get(f"/api/plates/{plate['id']}.png")
        now = time.gmtime(time.time() - 60)  # noqa: TID251 - the service's wall time
        later = time.gmtime(time.time() + 60)  # noqa: TID251 - the same
        span = "&".join(
            f"{key}={time.strftime('%Y-%m-%dT%H:%M:%SZ', at)}" for key, at in (("from", now), ("to", later))
        )
        yield "history", service.get(f"/api/cameras/{camera['id']}/history?{span}")


@pytest.mark.timeout(120)
def test_the_canary_is_in_no_output(clip: Path, tmp_path: Path) -> None:
    """No row, socket, image, log line, metric, core or temporary file of the service holds the canary."""
    canary = Canary.of(clip)
    place, port = tmp_path / "service", free_port()
    (place / "tmp").mkdir(parents=True)
    commission_background(place / "data")
    path = configuration(place, port, {"canary": str(clip)})
    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
    before = Path.cwd()
    os.chdir(place)
    try:
        with RunningService(
            ["serve", "-c", str(path)], port=port, environment={"TMPDIR": str(place / "tmp")}
        ) as service:
            outputs = list(outputs_of(service, crash=True))
    finally:
        os.chdir(before)
    outputs += [("log", "".join(service.lines).encode())]
    outputs += [(file.name, file.read_bytes()) for file in place.rglob("*") if file.is_file()]
    kinds = {kind for kind, _ in outputs}
    assert {"socket", "metrics", "plate", "history", "log"} <= kinds
    assert {kind for kind, output in outputs if canary.found_in(output)} == set()


@pytest.mark.timeout(120)
def test_the_canary_is_not_in_the_film_of_redact(clip: Path, tmp_path: Path) -> None:
    """Neither the film, nor the plate, nor the maps of `redact` hold the canary, in any picture."""
    canary = Canary.of(clip)
    film, plate, maps = (tmp_path / name for name in ("out.mp4", "plate.png", "maps.npz"))
    command = [sys.executable, "-m", "hearthwatch", "redact", str(clip), str(film), "--plate-out", str(plate),
               "--maps", str(maps)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            assert canary.correlation(np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)) < 0.5
    assert not any(canary.found_in(output.read_bytes()) for output in (film, plate, maps))


def shown_by(stream: bytes) -> Iterator[Pixels]:
    """Yield what a stream of one camera shows of it, in the size of the clip."""
    box = tile_boxes(1)[0].picture
    with av.open(io.BytesIO(stream), "r") as container:
        for frame in container.decode(video=0):
            whole = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
            tile = whole[box.top : box.bottom, box.left : box.right]
            yield np.asarray(cv2.resize(tile, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def stream_of(service: RunningService) -> bytes:
    """Return some ten seconds of the camera's stream while the canary is in front of it."""
    changed = (tile for tile in service.tiles() if (tile.cells == CellState.CHANGED).sum() > 20)
    next(changed)
    address = f"http://127.0.0.1:{service.port}/tv/camera/canary"
    stream: dict[str, bytes] = {}
    while len(stream) < 5:
        for name in httpx.get(f"{address}/stream.m3u8", timeout=40).text.splitlines():
            if name.startswith("segment/") and name not in stream:
                stream[name] = service.get(f"/tv/camera/canary/{name}")
        next(changed)
    return service.get("/tv/camera/canary/init.mp4") + b"".join(stream.values())


@pytest.mark.timeout(120)
def test_the_canary_is_not_in_the_television(clip: Path, tmp_path: Path) -> None:
    """No picture of the stream holds the canary; one that is planted there, through the encoder, is found."""
    canary = Canary.of(clip)
    planted = PlatePixels(PlateId(1), Light.DAY, with_canary(background()), np.ones((45, 80), np.bool_))
    tile = TileView("canary", "canary", 1, pack_cells(np.ones((45, 80), np.uint8)))
    picture, coder = Painter().paint(Show(Screen((tile,), 1, ""), (bytes_of(planted),))), Coder()
    leak = coder.start + (coder.add(picture) or coder.add(picture) or b"")
    assert all(canary.correlation(each) > 0.5 for each in shown_by(leak))
    commission_background(tmp_path / "data")
    port = free_port()
    path = configuration(tmp_path, port, {"canary": str(clip)})
    with RunningService(["serve", "-c", str(path)], port=port) as service:
        stream = stream_of(service)
    pictures = list(shown_by(stream))
    assert len(pictures) >= 10
    assert max(map(canary.correlation, pictures)) < 0.5
    left = background()[:, :200].ravel()
    assert any(np.corrcoef(each[:, :200].ravel(), left)[0, 1] > 0.8 for each in pictures), (
        "the plate is shown"
    )
