# SPDX-License-Identifier: Apache-2.0
"""What is kept: cameras, plates, maps, incidents, in one SQLite file. docs/design/store.md."""

from .check import Finding, Severity
from .deciding import PlateAct
from .incidents import AROUND, DrillWish, RaisedBar, Wish
from .maps import Erased
from .reading import NamedCamera, Reading, open_for_reading
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
    "open_for_reading",
    "open_for_steward",
    "open_store",
]
