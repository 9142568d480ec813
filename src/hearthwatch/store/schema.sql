-- SPDX-License-Identifier: Apache-2.0
-- The schema of today. docs/design/store.md says why it is so.
-- Times are milliseconds since 1970, UTC. Minutes are minutes since 1970.
-- Whoever changes this file writes a step into upgrades/ and freezes a copy there; a test insists.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Rows are never deleted, so that a number that was used once never means another camera.
CREATE TABLE camera (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number BETWEEN 0 AND 65535),
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

-- The only pixels in this file. AUTOINCREMENT: maps name plates, so an id is never used again.
CREATE TABLE plate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 4294967295),
    camera INTEGER NOT NULL REFERENCES camera (number),
    -- Index into day, dusk, lamps, infrared.
    light INTEGER NOT NULL CHECK (light BETWEEN 0 AND 3),
    state TEXT NOT NULL CHECK (state IN ('candidate', 'commissioned', 'retired')),
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    -- PNG, three channels; pixels of cells that are not admitted are 0.
    png BLOB NOT NULL,
    -- 45 x 80 bits, row by row, the left cell in the highest bit.
    admitted BLOB NOT NULL CHECK (length(admitted) = 450),
    -- 45 x 80 bytes: why each cell is admitted or not.
    reasons BLOB NOT NULL CHECK (length(reasons) = 3600),
    samples INTEGER NOT NULL CHECK (samples >= 0),
    created INTEGER NOT NULL,
    approved INTEGER,
    approved_by TEXT,
    retired INTEGER,
    -- How many people must approve it.
    approvals INTEGER NOT NULL DEFAULT 1 CHECK (approvals BETWEEN 1 AND 2),
    CHECK ((state = 'candidate') = (approved IS NULL AND retired IS NULL)),
    CHECK ((state = 'retired') = (retired IS NOT NULL)),
    CHECK ((approved IS NULL) = (approved_by IS NULL))
) STRICT;

-- A view shows one plate a light.
CREATE UNIQUE INDEX plate_shown ON plate (camera, light) WHERE state = 'commissioned';

-- Pixels of a candidate that may hold writing. Apart, so that nothing that reads plates reads them; gone
-- as soon as the candidate is approved, retired or erased.
CREATE TABLE plate_held (
    plate INTEGER NOT NULL PRIMARY KEY REFERENCES plate (id) ON DELETE CASCADE,
    -- PNG, three channels, as large as the plate's; pixels of cells that are not held back are 0.
    png BLOB NOT NULL
) STRICT;

-- What stewards did to a plate, in order.
CREATE TABLE plate_act (
    id INTEGER NOT NULL PRIMARY KEY,
    plate INTEGER NOT NULL REFERENCES plate (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('cleared', 'struck', 'approved', 'retired')),
    by TEXT NOT NULL,
    cells INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX plate_act_of_plate ON plate_act (plate);

-- Maps of the running minute, in the order of their coming.
CREATE TABLE map_tail (
    id INTEGER NOT NULL PRIMARY KEY,
    camera INTEGER NOT NULL REFERENCES camera (number),
    at INTEGER NOT NULL CHECK (at >= 0),
    -- Not a reference: maps may outlive a plate by seconds. 0 = none.
    plate INTEGER NOT NULL CHECK (plate BETWEEN 0 AND 4294967295),
    has_picture INTEGER NOT NULL CHECK (has_picture IN (0, 1)),
    hazards INTEGER NOT NULL CHECK (hazards BETWEEN 0 AND 65535),
    -- zlib over the packed cells.
    cells BLOB NOT NULL
) STRICT;

-- A camera's maps of one finished minute. Where the clock was set back there may be more than one.
CREATE TABLE map_chunk (
    id INTEGER NOT NULL PRIMARY KEY,
    camera INTEGER NOT NULL REFERENCES camera (number),
    minute INTEGER NOT NULL CHECK (minute >= 0),
    maps INTEGER NOT NULL CHECK (maps > 0),
    -- docs/design/scene-map.md, "In the store".
    body BLOB NOT NULL
) STRICT;

CREATE INDEX map_chunk_of_camera ON map_chunk (camera, minute);
CREATE INDEX map_chunk_by_age ON map_chunk (minute);

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

-- What is said on channels, whole, so that it can be said again after any crash. Its name is unique for ever.
CREATE TABLE message (
    name TEXT NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL CHECK (
        cause IN ('first', 'again', 'escalated', 'ended', 'digest', 'words', 'test', 'heartbeat')
    ),
    -- NULL where it is of no incident.
    incident INTEGER REFERENCES incident (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    -- The message as JSON.
    body TEXT NOT NULL
) STRICT;

CREATE INDEX message_of ON message (incident);
CREATE INDEX message_by_age ON message (at);

-- What became of a message on one channel, for one recipient (empty: all at once).
CREATE TABLE delivery (
    message TEXT NOT NULL REFERENCES message (name) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'accepted', 'heard', 'failed')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    due INTEGER,
    reason TEXT NOT NULL,
    changed INTEGER NOT NULL,
    handle TEXT NOT NULL,
    PRIMARY KEY (message, channel, recipient),
    CHECK ((state = 'queued') = (due IS NOT NULL))
) STRICT;

CREATE INDEX delivery_queued ON delivery (due) WHERE state = 'queued';
CREATE INDEX delivery_of_channel ON delivery (channel, changed);

-- Where a browser asked to be told: an address at its maker's push service, keys, and what it wants to hear.
CREATE TABLE push_subscription (
    id TEXT NOT NULL PRIMARY KEY,
    endpoint TEXT NOT NULL UNIQUE,
    made INTEGER NOT NULL,
    -- Keys, choice and language, as JSON.
    body TEXT NOT NULL
) STRICT;

-- Announcements in operators' own words: proposed, confirmed, spoken, refused.
CREATE TABLE announcement_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    by TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Reports from outside that were taken, so that one that comes twice is taken once.
CREATE TABLE inbound_report (
    key TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;

-- Who may use the pages. Rows are erased with the account; the record of access keeps the name.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- The name as it is compared: without case, in one form of Unicode.
    name_key TEXT NOT NULL UNIQUE,
    -- Argon2id with its parameters (RFC 9106); NULL where only passkeys are used.
    password TEXT,
    -- JSON: names of roles.
    roles TEXT NOT NULL,
    -- JSON: ids of cameras; NULL for all.
    places TEXT,
    made INTEGER NOT NULL
) STRICT;

-- Where somebody is signed in. The key is a hash: who reads this file can sign in nowhere.
CREATE TABLE session (
    key TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    -- What kind of program, as it says itself, for the list of one's own sessions.
    program TEXT NOT NULL
) STRICT;

CREATE INDEX session_of_account ON session (account);

-- A passkey (WebAuthn level 2).
CREATE TABLE passkey (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    public_key BLOB NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    made INTEGER NOT NULL
) STRICT;

CREATE INDEX passkey_of_account ON passkey (account);

-- A link that makes an account, or gives one a new password; used once. The key is a hash.
CREATE TABLE invitation (
    key TEXT NOT NULL PRIMARY KEY,
    -- NULL where it makes a new account.
    account TEXT REFERENCES account (id) ON DELETE CASCADE,
    roles TEXT NOT NULL,
    places TEXT,
    by TEXT NOT NULL,
    made INTEGER NOT NULL,
    ends INTEGER NOT NULL
) STRICT;

-- What was done to accounts, and who signed in.
CREATE TABLE access_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
