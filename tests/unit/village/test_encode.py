# SPDX-License-Identifier: Apache-2.0
"""A view's stream can be decoded again, with its times, from a file and from a pipe."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import av
import numpy as np
import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.village import View
from hearthwatch.village.encode import StreamPlan, stream
from hearthwatch.village.process import VillageOrder, programme_named, real_time, run


class FixedClock:
    """Stands still, so that nothing is ever early or late by more than it was told."""

    def __init__(self, second: float = 100.0) -> None:
        """Take the second at which it stands."""
        self.second = second

    def monotonic(self) -> float:
        """Return the second."""
        return self.second

    def now(self) -> datetime:
        """Return some day."""
        return datetime(2030, 1, 1, tzinfo=UTC)


def times(data: bytes) -> list[float]:
    """Return the media seconds of a stream's pictures."""
    with av.open(io.BytesIO(data), "r") as container:
        return [frame.time for frame in container.decode(video=0)]


def test_a_stream_decodes_to_the_pictures_that_went_in() -> None:
    """What is decoded looks like what was rendered."""
    view, out = View("chapel"), io.BytesIO()
    stream(view, out, StreamPlan(seconds=0.6, start_s=30))
    with av.open(io.BytesIO(out.getvalue()), "r") as container:
        last = list(container.decode(video=0))[-1].to_ndarray(format="bgr24")
    assert np.abs(last.astype(np.int16) - view.picture(30.4)).mean() < 6


def test_media_time_is_village_time(demo_view: Callable[[str], View]) -> None:
    """Five pictures a second are a fifth of a second apart."""
    out = io.BytesIO()
    stream(demo_view("workshop"), out, StreamPlan(seconds=2))
    assert times(out.getvalue()) == pytest.approx([k / 5 for k in range(10)], abs=1e-3)


def test_a_time_lapse_keeps_its_gaps(demo_view: Callable[[str], View]) -> None:
    """Pictures 15 s apart are 15 s apart in media time too."""
    out = io.BytesIO()
    stream(demo_view("workshop"), out, StreamPlan(seconds=90, step_s=15))
    assert times(out.getvalue()) == pytest.approx([0, 15, 30, 45, 60, 75], abs=1e-3)


def test_each_picture_waits_for_its_time(demo_view: Callable[[str], View]) -> None:
    """The pace is asked before each picture, with its second."""
    asked: list[float] = []
    stream(demo_view("workshop"), io.BytesIO(), StreamPlan(seconds=0.8), asked.append)
    assert asked == pytest.approx([0, 0.2, 0.4, 0.6])


def test_what_is_late_is_sent_at_once() -> None:
    """A pace does not wait for a second that has passed."""
    clock = FixedClock()
    pace = real_time(clock)
    pace(0.0)
    clock.second = 105.0
    pace(4.0)


def test_the_process_writes_to_a_pipe_until_it_is_closed() -> None:
    """A reader decodes from the pipe; when it goes away the writer ends quietly."""
    reading, writing = os.pipe()
    order = VillageOrder("greenhouse", plan=StreamPlan(start_s=3), is_paced=False)
    writer = threading.Thread(target=run, args=(order, writing, FixedClock()))
    writer.start()
    with os.fdopen(reading, "rb", buffering=0) as pipe, av.open(pipe, "r", format="mpegts") as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height) == (1280, 720)
    writer.join(30)
    assert not writer.is_alive()


def test_an_unknown_programme_is_refused() -> None:
    """Only the programmes that there are can be asked for."""
    assert programme_named("empty").name == "demo-empty"
    with pytest.raises(UsageError, match="no programme"):
        programme_named("war")
