# SPDX-License-Identifier: Apache-2.0
"""Each figure of the redaction card must catch the leak that it is for."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.evaluation.redaction import card
from hearthwatch.evaluation.redaction.exposure import hidden, occupied_at
from hearthwatch.evaluation.redaction.likeness import SimilarityWatch, correlation, told
from hearthwatch.evaluation.redaction.measuring import Figures
from hearthwatch.evaluation.redaction.place import place_of
from hearthwatch.evaluation.redaction.residual import shared
from hearthwatch.evaluation.redaction.series import Moment, found_in, read
from hearthwatch.evaluation.redaction.verdicts import verdicts
from hearthwatch.model.errors import UsageError
from hearthwatch.testing.annotated import (
    HEIGHT,
    RATE,
    WIDTH,
    MadeSeries,
    Picture,
    live,
    mask,
    place,
    real,
    texture,
)


def test_nothing_is_found_where_nothing_leaks(tmp_path: Path) -> None:
    """A publication of plate and map alone meets every goal."""
    figures = MadeSeries(tmp_path).figures()
    assert figures.exposure.pixel_leak == 0
    assert figures.exposure.bodies_shown == 0
    assert figures.exposure.frames_with_people == 30
    assert figures.plates.admitted == 3600
    assert figures.plates.wrong == 0
    assert [line.what for line in verdicts(figures) if line.is_met is False] == []


def test_live_pixels_in_the_film_are_found(tmp_path: Path) -> None:
    """Live pixels of a person in ten pictures are leaked pixels, frames, bodies and two seconds' exposure."""

    def leaky(frame: int, picture: Picture) -> Picture:
        return np.where(mask(frame)[..., None] > 0, live(frame), picture) if 8 <= frame < 18 else picture

    figures = MadeSeries(tmp_path, filmed=leaky).figures()
    seen = figures.exposure
    assert 0.2 < seen.pixel_leak <= 10 / 30
    assert seen.frame_leak == pytest.approx(10 / 30)
    assert seen.bodies_shown == 10
    assert seen.worst_part_shown > 0.9
    assert seen.longest_exposure_s == pytest.approx(9 / RATE)
    assert figures.strays > 32


def test_one_leaky_picture_is_enough(tmp_path: Path) -> None:
    """A person shown in a single picture is a person shown."""
    figures = MadeSeries(
        tmp_path, filmed=lambda frame, picture: live(frame) if frame == 12 else picture
    ).figures()
    assert figures.exposure.bodies_shown == 1
    assert not _met(figures, "bodies shown in any frame (over 25 %)")


def test_a_person_in_the_plate_is_found(tmp_path: Path) -> None:
    """A plate that holds a person has wrong cells, and leaks while they stand there unhidden."""
    figures = MadeSeries(tmp_path, plate=live(10), hides=lambda _: False).figures()
    assert figures.plates.wrong == (24 // 4) * (64 // 4)
    assert figures.exposure.bodies_shown >= 16
    assert not _met(figures, "cells wrong")


def test_a_person_in_the_plate_is_found_without_pictures_of_the_empty_place(tmp_path: Path) -> None:
    """The place is told from person-free moments where no empty clip is given."""
    figures = MadeSeries(tmp_path, plate=live(10), manifest="").figures()
    assert figures.plates.wrong == (24 // 4) * (64 // 4)


def test_a_faint_canary_is_found(tmp_path: Path) -> None:
    """What people wear, at a twentieth of its strength in what is published, is no chance."""

    def faint(frame: int, picture: Picture) -> Picture:
        mixed = 0.95 * picture + 0.05 * texture()[..., None]
        return np.where(mask(frame)[..., None] > 0, mixed, picture).astype(np.uint8)

    clean, leaky = (
        MadeSeries(_folder(tmp_path, "a")).figures(),
        MadeSeries(_folder(tmp_path, "b"), filmed=faint).figures(),
    )
    assert clean.canary is not None
    assert clean.canary.score < 4
    assert leaky.canary is not None
    assert leaky.canary.score > 4
    assert leaky.canary.clip > 0.9


def test_crops_that_show_figures_are_alike_where_the_figure_is_the_same() -> None:
    """Where figures were published, those of one are told from those of two; where plates were, not."""
    chance = np.random.default_rng(2)
    looks = [chance.integers(0, 255, (32, 16, 3), np.uint8) for _ in range(3)]
    plate = chance.integers(100, 110, (HEIGHT, WIDTH, 3), np.uint8)
    watch, hiding = SimilarityWatch(plate), SimilarityWatch(plate)
    for number in range(9):
        picture, who = plate.copy(), np.zeros((HEIGHT, WIDTH), np.uint8)
        here = (slice(40, 72), slice(20 + 30 * number, 36 + 30 * number))
        picture[here], who[here] = looks[number % 3], 1 + number % 3
        watch.look(picture, who)
        hiding.look(plate, who)
    seen, hidden_from = watch.similarity(), hiding.similarity()
    assert seen is not None
    assert hidden_from is not None
    assert (seen.pairs_same, seen.pairs_different) == (9, 27)
    assert seen.published_told > 0.95
    assert hidden_from.published_told == hidden_from.plate_told


def test_what_is_hidden_is_told_with_and_without_people() -> None:
    """Hidden parts are medians over maps with somebody there or shortly before, and over the others."""
    tenth = np.ones((45, 80), bool)
    tenth[:, :8] = False
    half = np.ones((45, 80), bool)
    half[:, :40] = False
    figures = hidden([tenth, tenth, half], [False, False, True], 0.9)
    assert figures.with_people == pytest.approx(0.5)
    assert figures.without_people == pytest.approx(0.1)
    assert figures.without_people_of_known == pytest.approx(0.0, abs=1e-9)
    assert occupied_at(np.array([0.0, 5.0, 9.0]), [4.0, 4.5]) == [False, True, False]


def test_a_pixel_never_seen_without_anybody_is_held_to_be_theirs() -> None:
    """Where somebody or something unsure is in all moments, nothing can be known of the place."""
    picture = place()
    people, unsure = np.zeros((2, HEIGHT, WIDTH), bool)
    people[:20] = True
    unsure[20:30] = True
    moment = Moment(0.0, picture, people, unsure, people.view(np.uint8))
    strange = place_of([moment, moment], 2).shows_person(picture)
    assert strange[:20].all()
    assert not strange[20:].any()


@pytest.mark.parametrize(
    "manifest",
    [
        'kind = "secret"',
        "every = 0",
        'faces = "no"',
        'clip = "other.mp4"',
        "labels = 3",
        "nonsense",
        "labels = true",
        'clip = "../series/input.mp4"',
        'clip = "/dev/video0"',
    ],
    ids=[
        "kind",
        "every",
        "unknown key",
        "missing file",
        "type",
        "no TOML",
        "who is who of real people",
        "a file elsewhere",
        "a device",
    ],
)
def test_a_wrong_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    """A manifest that means nothing is the operator's to mend."""
    MadeSeries(tmp_path, manifest=manifest).write(tmp_path / "series")
    with pytest.raises(UsageError):
        read(tmp_path / "series")


def test_folders_are_found_with_and_without_a_manifest(tmp_path: Path) -> None:
    """A clip with masks of the usual names is a series; a folder without any is refused."""
    MadeSeries(tmp_path).write(tmp_path / "b")
    MadeSeries(tmp_path).write(tmp_path / "a")
    (tmp_path / "a" / "series.toml").unlink()
    (tmp_path / "neither").mkdir()
    assert [(each.name, each.kind) for each in found_in(tmp_path)] == [("a", "real"), ("b", "rendered")]
    with pytest.raises(UsageError):
        found_in(tmp_path / "neither")


def test_a_card_has_pictures_of_rendered_places_only(tmp_path: Path) -> None:
    """No picture of a real series is in a card, and none of anything but a plate is anywhere."""
    made = MadeSeries(tmp_path)
    figures = made.figures()
    series = read(tmp_path / "series")
    published = made.published()
    drawn = card.entry(series, figures, published)
    unseen = card.entry(real(series), figures, published)
    assert card.as_html([drawn]).count("<img") == 1
    assert card.as_html([unseen]).count("<img") == 0
    assert "http" not in card.as_html([drawn])
    told_as = json.loads(card.as_json([drawn, unseen]))
    assert told_as["met"] is True
    assert told_as["series"][0]["figures"]["plates"] == {"admitted": 3600, "wrong": 0, "worst_part": 0.0}
    assert told_as["series"][0]["figures"]["similarity"] is None


def test_plain_correlation_is_what_it_says() -> None:
    """Correlation is 1 for the same, -1 for the opposite and 0 for what is flat."""
    row = np.array([0, 10, 200, 30], np.uint8)
    assert correlation(row, row) == pytest.approx(1.0)
    assert correlation(row, 255 - row) == pytest.approx(-1.0)
    assert correlation(row, np.full(4, 7, np.uint8)) == 0.0
    assert told(np.array([3.0, 4.0]), np.array([1.0, 3.0])) == pytest.approx(0.875)
    assert shared((0, 0, 10, 10), (5, 0, 10, 10)) == pytest.approx(50 / 150)


def _folder(parent: Path, name: str) -> Path:
    made = parent / name
    made.mkdir()
    return made


def _met(figures: Figures, what: str) -> bool | None:
    return next(line.is_met for line in verdicts(figures) if line.what == what)
