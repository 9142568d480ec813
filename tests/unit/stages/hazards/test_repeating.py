# SPDX-License-Identifier: Apache-2.0
"""A recording that is played in a loop is told from a camera, and a camera from it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.stages.hazards.repeating import Repeating
from hearthwatch.testing.scenery import Grey


def picture(number: int) -> Grey:
    """Return a picture that differs from every other number's."""
    return np.frombuffer(number.to_bytes(4, "big") * 4, np.uint8).reshape(4, 4)


def claims(numbers: Sequence[int]) -> list[bool]:
    """Return what is claimed after each picture."""
    repeating = Repeating()
    return [repeating.is_suspicious(picture(number)) for number in numbers]


@given(st.lists(st.integers(0, 400), unique=True), st.integers(0, 20))
def test_pictures_that_were_never_there_before_are_a_camera(numbers: list[int], copies: int) -> None:
    """Nothing is ever claimed while each picture is new, nor where one stands still for a while."""
    middle = len(numbers) // 2
    assert not any(claims(numbers[:middle] + numbers[middle : middle + 1] * copies + numbers[middle:]))


@given(st.integers(5, 120), st.integers(0, 30), st.integers(0, 119))
def test_a_loop_is_claimed_within_its_second_round(length: int, before: int, within: int) -> None:
    """From the fifteenth picture of the second round on it is claimed, until something new comes."""
    first = list(range(1000, 1000 + before))
    loop = list(itertools.islice(itertools.cycle(range(length)), 2 * length + 15 + within))
    found = claims([*first, *loop, 2000])
    begins = before + length + 15 - 1
    assert not any(found[:begins])
    assert all(found[begins:-1])
    assert not found[-1]


def test_a_loop_in_which_a_moment_stands_still_is_claimed() -> None:
    """Pictures that are twice in the loop itself do not hide the loop for good."""
    loop = [*range(20), 19, 19, 19, *range(20, 40), 7, *range(40, 50)]
    found = claims(loop * 4)
    assert all(found[2 * len(loop) :])


@pytest.mark.parametrize("pictures", [1, 2, 4])
def test_a_few_pictures_again_and_again_are_no_loop(pictures: int) -> None:
    """What stands still, or flickers between few pictures, is for others to tell."""
    assert not any(claims(list(range(pictures)) * 40))


def test_a_loop_longer_than_what_is_remembered_is_not_found() -> None:
    """A quarter of an hour is remembered, no more: the memory is bounded."""
    assert not any(claims([*range(4501), *range(4501)]))
    assert claims([*range(4400), *range(60)])[-1]
