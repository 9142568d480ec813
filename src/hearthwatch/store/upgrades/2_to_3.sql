-- SPDX-License-Identifier: Apache-2.0
-- Incidents get states, a record, notices and people's acts. What was opened before is over.

ALTER TABLE incident RENAME TO incident_2;
DROP INDEX incident_by_time;

-- One event. AUTOINCREMENT: notices name it, so an id is never used again.
CREATE TABLE incident (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('fire', 'water', 'blocked', 'camera')),
    state TEXT NOT NULL CHECK (
        state IN ('suspected', 'confirmed', 'notified', 'acknowledged', 'resolved', 'false-alarm')
    ),
    severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
    drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
    opened INTEGER NOT NULL,
    closed INTEGER,
    -- An object: why, by, due, rung, told_area, notices, places.
    body TEXT NOT NULL,
    CHECK ((closed IS NOT NULL) = (state IN ('resolved', 'false-alarm')))
) STRICT;

CREATE INDEX incident_by_time ON incident (opened);
CREATE INDEX incident_open ON incident (id) WHERE closed IS NULL;

-- The minutes of a camera whose maps are kept as long as the incident is; last is NULL while it lasts.
CREATE TABLE incident_camera (
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    camera INTEGER NOT NULL REFERENCES camera (number),
    first INTEGER NOT NULL,
    last INTEGER,
    PRIMARY KEY (incident, camera)
) STRICT;

CREATE INDEX incident_camera_of ON incident_camera (camera);

-- What happened to it, in order.
CREATE TABLE incident_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;

CREATE INDEX incident_entry_of ON incident_entry (incident);

-- What is to be said, and when it was.
CREATE TABLE incident_notice (
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    reason TEXT NOT NULL CHECK (reason IN ('first', 'again', 'escalated', 'ended')),
    severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
    whom TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
    told INTEGER,
    PRIMARY KEY (incident, number)
) STRICT;

CREATE INDEX incident_notice_untold ON incident_notice (incident, number) WHERE told IS NULL;

-- What people ask the service to do to incidents, or to begin an exercise at a camera, and what came of
-- it (empty: done).
CREATE TABLE incident_wish (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    incident INTEGER,
    camera TEXT,
    act TEXT NOT NULL CHECK (act IN ('acknowledge', 'resolve', 'not-a-hazard', 'drill')),
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT,
    CHECK ((act = 'drill') = (incident IS NULL) AND (act = 'drill') = (camera IS NOT NULL))
) STRICT;

-- Places that people called no hazard.
CREATE TABLE incident_bar (
    id INTEGER NOT NULL PRIMARY KEY,
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    camera INTEGER NOT NULL REFERENCES camera (number),
    hazard TEXT NOT NULL,
    -- top, left, bottom, right; NULL where it is the whole view.
    cells TEXT,
    -- Index into day, dusk, lamps, infrared.
    light INTEGER NOT NULL CHECK (light BETWEEN 0 AND 3),
    at INTEGER NOT NULL,
    by TEXT NOT NULL
) STRICT;

INSERT INTO incident (id, kind, state, severity, drill, opened, closed, body)
SELECT
    id,
    CASE
        WHEN hazard IN ('flame', 'smoke') THEN 'fire'
        WHEN hazard IN ('water', 'blocked') THEN hazard
        ELSE 'camera'
    END,
    'resolved', 1, 0, opened, coalesce(closed, opened),
    json_object(
        'why', coalesce(json_extract(why, '$.text'), ''), 'by', '', 'due', NULL, 'rung', 0, 'told_area', 0,
        'notices', 0, 'places', json_array()
    )
FROM incident_2;

INSERT INTO incident_camera (incident, camera, first, last)
SELECT id, camera, opened / 60000 - 1, coalesce(closed, opened) / 60000 + 1 FROM incident_2;

DROP TABLE incident_2;
