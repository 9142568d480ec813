# SPDX-License-Identifier: Apache-2.0
"""Whatever is shown to the decider, its map is a map, and clear only where that can be so."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.scene import CellState
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.scenery import plate, scene, show, with_figure

masks = arrays(np.bool_, (45, 80), elements=st.booleans())
sizes = st.sampled_from([(180, 320), (90, 160), (1, 1), (0, 0)])
garbage = st.tuples(
    st.integers(0, 2**32 - 1), sizes, sizes, st.sampled_from([0, 1, 128, 255]), st.floats(width=32)
)


def picture(
    seed: int, grey: tuple[int, int], colour: tuple[int, int], level: int, at_s: float
) -> WorkPicture:
    """Return a picture of noise around a level, of any shape, at any time."""
    random = np.random.default_rng(seed)
    y, u, v = (
        np.clip(random.integers(0, 256, size) if seed % 3 else np.full(size, level), 0, 255).astype(np.uint8)
        for size in (grey, colour, colour)
    )
    return WorkPicture(y, u, v, at_s, at_s)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(masks, st.lists(garbage, min_size=1, max_size=5))
def test_garbage_never_raises_and_never_clears_what_is_not_admitted(
    admitted: np.ndarray, shown: list[tuple[int, tuple[int, int], tuple[int, int], int, float]]
) -> None:
    """Any sequence of pictures gives a map of the alphabet, unknown wherever the plate is."""
    decider = Decider([plate(scene(), admitted=admitted)])
    show([scene()], decider)
    for each in shown:
        decider.look(picture(*each))
        cells = decider.scene_map().cells
        assert cells.max() <= max(CellState)
        assert (cells[~admitted] == CellState.UNKNOWN).all()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(70, 300), st.integers(0, 130), st.integers(10, 50), st.integers(16, 45))
def test_changes_are_whole_blocks_over_the_whole_figure(left: int, top: int, height: int, shade: int) -> None:
    """Whatever enters is covered by blocks of 2 x 2 cells, so no outline is in the map."""
    decider = Decider([plate(scene())])
    entered = with_figure(scene(), left=left, top=top, height=height, shade=shade)
    show([scene()] * 5 + [entered] * 4, decider)
    changed = decider.scene_map().cells == CellState.CHANGED
    figure = (entered != scene()).reshape(45, 4, 80, 4).mean(axis=(1, 3)) > 0.25
    assert (changed | ~figure).all()
    blocks = changed[:44].reshape(22, 2, 40, 2)
    assert (blocks.all(axis=(1, 3)) == blocks.any(axis=(1, 3))).all()
