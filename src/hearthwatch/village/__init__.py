# SPDX-License-Identifier: Apache-2.0
"""The village: a rendered place of sixteen views, for the demo and for tests. No pixel is of anybody."""

from .days import day_programme, standing_programme
from .demo import DEMO, EMPTY
from .places import NAMES as VIEWS
from .programme import Programme
from .view import View

__all__ = ["DEMO", "EMPTY", "VIEWS", "Programme", "View", "day_programme", "standing_programme"]
