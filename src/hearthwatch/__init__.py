# SPDX-License-Identifier: Apache-2.0
"""Hearthwatch guards places, not people.

The way of one camera, in the order of the folders::

    sealed processes, one pair per camera            |  safe to keep, to show, to send
                                                     |
    stages/cameras ─▶ stages/frames ─┬▶ plates ──────┼─ PlateCandidate ─▶ commissioning ─▶ Plate
                                     ├▶ scene  ──────┼─ SceneMap ───────▶ publishing ─▶ store, web
                                     └▶ hazards ─────┼─ Observation ────▶ incidents ─▶ notices

``pipeline.py`` wires it and is the file to read first.
"""

__version__ = "0.1.0"
