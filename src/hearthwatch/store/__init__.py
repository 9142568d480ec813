# SPDX-License-Identifier: Apache-2.0
"""What is kept: cameras, plates, maps, incidents, in one SQLite file. docs/design/store.md."""

from hearthwatch.model.plate_line import PlateAct

from .check import Finding, Severity
from .incidents import AROUND, DrillWish, RaisedBar, Wish
from .maps import Erased
from .reading import NamedCamera, Reading, open_for_reading
from .signing import is_same_name
from .stewarding import Stewarding, open_for_steward
from .store import Store, open_store

__all__ = [
    "AROUND",
    "DrillWish",
    "Erased",
    "Finding",
    "NamedCamera",
    "PlateAct",
    "RaisedBar",
    "Reading",
    "Severity",
    "Stewarding",
    "Store",
    "Wish",
    "is_same_name",
    "open_for_reading",
    "open_for_steward",
    "open_store",
]
