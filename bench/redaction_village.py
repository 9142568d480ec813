# SPDX-License-Identifier: Apache-2.0
"""Writes annotated series of the village into a folder, for `hearthwatch evaluate redaction`.

Five of a square with people who stand and walk from the first picture on, each with its exact masks, by
figure: light (clouds and steps of exposure), rain, night (lamps), jitter (the camera shakes) and noise.
In each, people wear the canary: a fixed texture, blended into every pixel of them. Figures are told apart
up to a pixel at their rims, because a figure drawn alone sways a little differently.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme, View, day_programme, standing_programme
from hearthwatch.village.days import busy
from hearthwatch.village.programme import GainStep, Person, Station, Weather

Picture = npt.NDArray[np.uint8]

RATE_HZ = 5
SECONDS = 150.0
#: How much of a person's own look the canary leaves.
KEPT_LOOK = 0.6
_TEN, _NIGHT = 36_000.0, 81_000.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One series: a view, when it begins, its weather, and how far the camera shakes, in pixels."""

    name: str
    view: str
    starts_at_s: float
    weather: Weather
    shakes_px: float = 0.0
    seed: int = 11


PLANS = (
    Plan("village-light", "square", _TEN, Weather(0.5, gains=(GainStep(50, 0.75), GainStep(90, 1.2)))),
    Plan("village-rain", "bakery", _TEN, Weather(0.9, rain=((40, 110),))),
    Plan("village-night", "car-park", _NIGHT, Weather(0.3)),
    Plan("village-jitter", "school-yard", _TEN, Weather(0.2), shakes_px=0.8),
    Plan("village-noise", "fire-lane", _TEN, Weather(0.2, noise=3.0)),
)


def programme(plan: Plan, seconds: float) -> Programme:
    """Return the people of a series: three who stand for a third to two thirds of it, and walkers."""
    standing = standing_programme(
        plan.view, plan.seed, people=3, stay_s=seconds * 0.62, starts_at_s=plan.starts_at_s
    )
    walkers = day_programme(
        plan.view,
        plan.seed,
        people_density=10,
        starts_at_s=plan.starts_at_s,
        hours=seconds / 3600,
        rain=False,
    )
    both = busy(standing, walkers)
    # Nobody comes late, so that there are moments without anybody.
    return Programme(
        plan.name,
        tuple(
            replace(
                each,
                weather=plan.weather,
                people=tuple(one for one in each.people if one.stations[-1].at_s < 0.85 * seconds),
            )
            for each in both.timetables
        ),
    )


def alone(programme: Programme, person: Person) -> Programme:
    """Return the programme with one of its people only."""
    return Programme(programme.name, tuple(replace(each, people=(person,)) for each in programme.timetables))


def texture(seed: int) -> Picture:
    """Return the canary, uint8 [720, 1280]: blocks of 4 x 4 pixels, black or white by chance."""
    small = np.random.default_rng(seed).integers(0, 2, (180, 320), np.uint8) * np.uint8(255)
    return np.asarray(cv2.resize(small, (1280, 720), interpolation=cv2.INTER_NEAREST), np.uint8)


def shaken(picture: Picture, plan: Plan, number: int, interpolation: int = cv2.INTER_LINEAR) -> Picture:
    """Return a picture as the shaking camera takes it."""
    if not plan.shakes_px:
        return picture
    down, over = np.random.default_rng((plan.seed, number)).normal(0, plan.shakes_px, 2)
    way = np.array([[1, 0, over], [0, 1, down]], np.float32)
    return np.asarray(
        cv2.warpAffine(picture, way, (1280, 720), flags=interpolation, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def write(plan: Plan, folder: Path, seconds: float) -> None:
    """Write one series: the clip, the same without people, the masks, the canary and the manifest."""
    home = folder / plan.name
    home.mkdir(parents=True, exist_ok=True)
    whole, count = programme(plan, seconds), round(seconds * RATE_HZ)
    worn = texture(plan.seed)
    people = whole.timetable(plan.view).people
    figures = _figures(plan, whole)
    empty = View(plan.view, plan.seed, whole.emptied())
    camera = VillageCamera(plan.view, plan.seed, whole)
    with zipfile.ZipFile(home / "people.zip", "w", zipfile.ZIP_STORED) as masks:

        def seen() -> Iterator[Picture]:
            for number in range(count):
                at_s = number / RATE_HZ
                who = shaken(_who(figures, people, at_s, camera), plan, number, cv2.INTER_NEAREST)
                masks.writestr(f"{number:06}.png", cv2.imencode(".png", who)[1].tobytes())
                yield _wearing(shaken(camera.view.picture(at_s), plan, number), who > 0, worn)

        _film(home / "input.mp4", seen)
    _film(home / "empty.mp4", lambda: (empty.picture(each) for each in np.arange(0, seconds, 2.0)))
    (home / "canary.png").write_bytes(cv2.imencode(".png", worn)[1].tobytes())
    (home / "series.toml").write_text(_manifest(plan), encoding="utf-8")


def _figures(plan: Plan, whole: Programme) -> list[VillageCamera]:
    people = whole.timetable(plan.view).people
    return [VillageCamera(plan.view, plan.seed, alone(whole, person)) for person in people]


def _who(
    figures: list[VillageCamera], people: tuple[Person, ...], at_s: float, camera: VillageCamera
) -> Picture:
    """Return which figure each pixel is of, uint8 [720, 1280], 0 for nobody; 1 is the first."""
    who = np.zeros((720, 1280), np.uint8)
    for number, (person, one) in enumerate(zip(people, figures, strict=True), start=1):
        if _is_there(person.stations, at_s):
            who[one.truth(at_s).person_mask] = number
    # All of them at once have the last word on where anybody is.
    return np.where(camera.truth(at_s).person_mask, np.maximum(who, 1), np.uint8(0))


def _is_there(stations: tuple[Station, ...], at_s: float) -> bool:
    return stations[0].at_s <= at_s <= stations[-1].at_s


def _wearing(picture: Picture, people: npt.NDArray[np.bool_], worn: Picture) -> Picture:
    mixed = cv2.addWeighted(picture, KEPT_LOOK, cv2.merge([worn] * 3), 1 - KEPT_LOOK, 0)
    return np.where(people[..., None], mixed, picture).astype(np.uint8)


def _film(path: Path, frames: Callable[[], Iterator[Picture]]) -> None:
    """Write pictures as an MP4 of good quality, five a second."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=RATE_HZ, options={"crf": "20", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        stream.codec_context.thread_count = 1
        for number, picture in enumerate(frames()):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, RATE_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    path.write_bytes(buffer.getvalue())


def _manifest(plan: Plan) -> str:
    return (
        f'name = "{plan.name}"\nkind = "rendered"\npeople = "people.zip"\nlabels = true\n'
        'empty = "empty.mp4"\ncanary = "canary.png"\n'
        'truth = "exact: every pixel into which a figure was drawn, as the village renders it"\n'
    )


def main() -> None:
    """Write them."""
    cv2.setNumThreads(1)
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("--seconds", type=float, default=SECONDS)
    words.add_argument("--only", nargs="+", help="names of series")
    chosen = words.parse_args()
    for plan in PLANS:
        if chosen.only is None or plan.name in chosen.only:
            write(plan, chosen.folder, chosen.seconds)
            print(f"{plan.name}: {chosen.folder / plan.name}", flush=True)


if __name__ == "__main__":
    main()
