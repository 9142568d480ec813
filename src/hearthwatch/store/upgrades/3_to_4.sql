-- SPDX-License-Identifier: Apache-2.0
-- Messages with their deliveries, subscriptions, and what comes from outside.

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
