# SPDX-License-Identifier: Apache-2.0
"""Edges that are elsewhere are found there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hearthwatch.stages.hazards.displaced import Displaced, Displacement
from hearthwatch.stages.hazards.edges import edges
from hearthwatch.stages.hazards.view import Field, slopes
from hearthwatch.testing.scenery import scene


def small(seed: int = 1) -> Field:
    """Return a scene at 160 x 90."""
    return np.asarray(cv2.resize(scene(seed), (160, 90), interpolation=cv2.INTER_AREA), np.float32)


def found(now: Field) -> Displacement:
    """Return where the scene's edges are found in a view."""
    usual = slopes(small())
    where = edges(usual, np.ones_like(usual.steep)).where
    return Displaced(small(), where).find(now)


@pytest.mark.parametrize("pixels", [-20, 6, 14])
def test_a_shift_is_found_whatever_the_light(pixels: int) -> None:
    """A view that is moved aside and half as bright is found so far away, clearly."""
    at = found(np.roll(small(), pixels, axis=1) * np.float32(0.5))
    assert at.far == pytest.approx(abs(pixels) / 160, abs=0.015)
    assert at.fit > 0.5 > at.fit_here
    assert at.clear > 6


@pytest.mark.parametrize("degrees", [-12, 6])
def test_a_rotation_is_found(degrees: int) -> None:
    """A view that is turned is found turned so much."""
    matrix = cv2.getRotationMatrix2D((80, 45), degrees, 1.0)
    turned = cv2.warpAffine(small(), matrix, (160, 90), borderMode=cv2.BORDER_REFLECT)
    assert found(np.asarray(turned)).turned == degrees


def test_another_scene_is_found_nowhere() -> None:
    """No shift of another scene fits clearly."""
    assert found(small(seed=9)).fit < 0.5


def test_only_edges_that_stay_are_trusted() -> None:
    """Where nothing stays there is no edge, and a part of all trusted edges that are gone is 1."""
    usual = slopes(small())
    stays = np.ones_like(usual.steep)
    stays[:, 80:] = 0
    trusted = edges(usual, stays)
    assert not trusted.where[:, 80:].any()
    assert trusted.part(trusted.left(usual) < 0.3) == 0
    assert trusted.part(trusted.left(slopes(np.zeros_like(small()))) < 0.3) == pytest.approx(1, abs=1e-3)
