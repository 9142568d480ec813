# SPDX-License-Identifier: Apache-2.0
"""Sightings of hazards in, incidents and notices out: pure, time passed in. docs/design/incidents.md."""
