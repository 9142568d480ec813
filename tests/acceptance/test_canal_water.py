# SPDX-License-Identifier: Apache-2.0
"""Photographs of a real canal: the staff is read where it can be, and refused where it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.scene import Light
from hearthwatch.stages.hazards.water.staff import StaffReader
from hearthwatch.testing.canal import canal_pictures, canal_staff


@pytest.mark.data
def test_readings_follow_those_of_the_staffs_keepers(real_clips: Path) -> None:
    """Of 122 photographs most are read, some refused, and the readings rank as those made by people do."""
    archive = real_clips / "water" / "rangsit.zip"
    if not archive.is_file():
        pytest.skip(f"no real clips of water at {archive} (HEARTHWATCH_DATA)")
    staff = canal_staff()
    reader = StaffReader(staff)
    (drawn_on, *pictures) = canal_pictures(archive)
    reader.read(drawn_on.frame, Light.DAY)
    found = [(each.level_cm, reader.read(each.frame, Light.DAY)) for each in pictures]
    read = np.array(
        [(level, staff.reading(each.part)) for level, each in found if not isinstance(each, Flaw)]
    )
    assert (len(found), len(read) >= 80, len(read) <= 110) == (122, True, True)
    # Places among the different values; the bench has the usual ranks, which differ where many are equal.
    theirs, ours = (np.unique(each, return_inverse=True)[1] for each in read.T)
    assert float(np.corrcoef(theirs, ours)[0, 1]) >= 0.8
