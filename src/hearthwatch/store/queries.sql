-- SPDX-License-Identifier: Apache-2.0
-- Every statement that the store runs, besides schema.sql and upgrades/.
-- Each begins with its name and one line that says what it is for.

-- name: set_space_return
-- Let erased pages be given back to the disk. Works only before the first table is made.
PRAGMA auto_vacuum = INCREMENTAL;

-- name: set_journal
-- Write ahead, so that readers never wait for the writer.
PRAGMA journal_mode = WAL;

-- name: journal
-- Tell how the database is written; another word than wal means that the disk cannot do it.
PRAGMA journal_mode;

-- name: set_durability
-- Wait for the disk at every commit: what is acknowledged survives a power cut.
PRAGMA synchronous = FULL;

-- name: set_references
-- Let no row point at nothing.
PRAGMA foreign_keys = ON;

-- name: set_erasure
-- Overwrite what is deleted.
PRAGMA secure_delete = ON;

-- name: set_journal_limit
-- Keep the write-ahead log below 8 MiB between checkpoints.
PRAGMA journal_size_limit = 8388608;

-- name: begin
-- Begin a transaction that will write.
BEGIN IMMEDIATE;

-- name: begin_reading
-- Begin a transaction that sees one state of the database to its end.
BEGIN;

-- name: quick_check
-- Look over every page for damage: one row that says ok, or the findings.
PRAGMA quick_check(20);

-- name: foreign_key_check
-- List rows that point at nothing.
PRAGMA foreign_key_check;

-- name: space
-- Tell the pages of the file, how many of them are free, and their size in bytes.
SELECT pages.page_count, free.freelist_count, size.page_size
FROM pragma_page_count AS pages, pragma_freelist_count AS free, pragma_page_size AS size;

-- name: return_space
-- Give all free pages back to the disk.
PRAGMA incremental_vacuum;

-- name: checkpoint
-- Move the log into the database and begin it anew in its place: a full disk then still lets us erase.
PRAGMA wal_checkpoint(RESTART);

-- name: cut_log
-- Move the log into the database and cut it to nothing, so that nothing erased is left in it.
PRAGMA wal_checkpoint(TRUNCATE);

-- name: tables
-- Tell a new database from one that has tables, and ours from another's.
SELECT count(*), count(*) FILTER (WHERE name = 'meta') FROM sqlite_schema WHERE type = 'table';

-- name: meta
-- Read a word about the database itself.
SELECT value FROM meta WHERE key = :key;

-- name: set_meta
-- Write a word about the database itself.
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: cameras
-- List all cameras that ever were, by number.
SELECT number, id, name FROM camera ORDER BY number;

-- name: save_camera
-- Name a camera; a new one gets the next number.
INSERT INTO camera (number, id, name)
VALUES ((SELECT coalesce(max(number) + 1, 0) FROM camera), :id, :name)
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- name: append_map
-- Add a map to the tail.
INSERT INTO map_tail (camera, at, plate, has_picture, hazards, cells)
VALUES ((SELECT number FROM camera WHERE id = :camera), :at, :plate, :has_picture, :hazards, :cells);

-- name: finished_tail
-- List the maps whose minute is not the running one, in the order in which they are packed.
SELECT camera, at / 60000 AS minute, at, plate, has_picture, hazards, cells
FROM map_tail
WHERE at < :start OR at >= :end
ORDER BY camera, minute, at, id;

-- name: add_chunk
-- Add a packed minute.
INSERT INTO map_chunk (camera, minute, maps, body) VALUES (:camera, :minute, :maps, :body);

-- name: delete_finished_tail
-- Delete the maps that have been packed.
DELETE FROM map_tail WHERE at < :start OR at >= :end;

-- name: minutes
-- List the minutes in which a camera has maps.
SELECT minute FROM map_chunk
WHERE camera = (SELECT number FROM camera WHERE id = :camera) AND minute BETWEEN :first AND :last
UNION
SELECT at / 60000 FROM map_tail
WHERE camera = (SELECT number FROM camera WHERE id = :camera) AND at / 60000 BETWEEN :first AND :last
ORDER BY 1;

-- name: chunks_of_minute
-- Read a camera's packed maps of a minute.
SELECT minute, maps, body FROM map_chunk
WHERE camera = (SELECT number FROM camera WHERE id = :camera) AND minute = :minute
ORDER BY id;

-- name: tail_of_minute
-- Read a camera's maps of a minute that are not yet packed.
SELECT at, plate, has_picture, hazards, cells FROM map_tail
WHERE camera = (SELECT number FROM camera WHERE id = :camera) AND at / 60000 = :minute
ORDER BY at, id;

-- name: all_chunks
-- Read all packed minutes, for checking.
SELECT chunk.id, camera.id, chunk.maps, chunk.body
FROM map_chunk AS chunk JOIN camera ON camera.number = chunk.camera
ORDER BY chunk.id;

-- name: chunk_count
-- Count the packed minutes.
SELECT count(*) FROM map_chunk;

-- name: all_tail
-- Read all maps that are not yet packed, for checking.
SELECT map_tail.id, camera.id, map_tail.at, plate, has_picture, hazards, cells
FROM map_tail JOIN camera ON camera.number = map_tail.camera
ORDER BY map_tail.id;

-- name: oldest_minute
-- Tell the oldest minute of which anything is packed that no incident keeps.
SELECT min(minute) FROM map_chunk WHERE NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = map_chunk.camera AND map_chunk.minute BETWEEN kept.first AND coalesce(kept.last, map_chunk.minute)
);

-- name: oldest_minutes
-- Tell the bytes of the oldest packed minutes that no incident keeps, all cameras together.
SELECT minute, sum(length(body)) FROM map_chunk WHERE NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = map_chunk.camera AND map_chunk.minute BETWEEN kept.first AND coalesce(kept.last, map_chunk.minute)
)
GROUP BY minute ORDER BY minute LIMIT 10;

-- name: maps_before_minute
-- Count the packed maps that are about to be erased.
SELECT coalesce(sum(maps), 0) FROM map_chunk WHERE minute < :minute AND NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = map_chunk.camera AND map_chunk.minute BETWEEN kept.first AND coalesce(kept.last, map_chunk.minute)
);

-- name: erase_chunks
-- Erase packed minutes, but those that an incident keeps.
DELETE FROM map_chunk WHERE minute < :minute AND NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = map_chunk.camera AND map_chunk.minute BETWEEN kept.first AND coalesce(kept.last, map_chunk.minute)
);

-- name: erase_tail
-- Erase maps that are not yet packed, but those that an incident keeps.
DELETE FROM map_tail WHERE at < :before AND NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = map_tail.camera AND map_tail.at / 60000 BETWEEN kept.first AND coalesce(kept.last, map_tail.at / 60000)
);

-- name: erase_plates
-- Erase plates that no map in the history can name any more, nor one that an incident keeps.
DELETE FROM plate WHERE state = 'retired' AND retired < :before AND NOT EXISTS (
    SELECT 1 FROM incident_camera AS kept
    WHERE kept.camera = plate.camera AND kept.first <= plate.retired / 60000 + 1
    AND coalesce(kept.last, kept.first) >= coalesce(plate.approved, plate.created) / 60000
);

-- name: add_plate
-- Add a candidate.
INSERT INTO plate (camera, light, state, width, height, png, admitted, reasons, samples, created, approvals)
VALUES (
    (SELECT number FROM camera WHERE id = :camera),
    :light, 'candidate', :width, :height, :png, :admitted, :reasons, :samples, :created, :approvals
);

-- name: set_held
-- Keep what is held back of a candidate.
INSERT INTO plate_held (plate, png) VALUES (:plate, :png)
ON CONFLICT (plate) DO UPDATE SET png = excluded.png;

-- name: held
-- Read what is held back of a candidate.
SELECT png FROM plate_held WHERE plate = :plate;

-- name: erase_held
-- Erase what is held back of a plate.
DELETE FROM plate_held WHERE plate = :plate;

-- name: note_act
-- Write down what a steward did.
INSERT INTO plate_act (plate, at, act, by, cells) VALUES (:plate, :now, :act, :by, :cells);

-- name: acts
-- List what stewards did to a plate, in order.
SELECT at, act, by, cells FROM plate_act WHERE plate = :plate ORDER BY id;

-- name: approvals
-- Tell how many people must approve a candidate, and list who has since it was last changed.
SELECT approvals, (
    SELECT json_group_array(DISTINCT by) FROM plate_act
    WHERE plate = :plate AND act = 'approved' AND id > (
        SELECT coalesce(max(id), 0) FROM plate_act WHERE plate = :plate AND act IN ('cleared', 'struck')
    )
)
FROM plate WHERE id = :plate AND state = 'candidate';

-- name: revision
-- Tell a plate's state, and how often its cells were changed.
SELECT state, (SELECT count(*) FROM plate_act WHERE plate = :plate AND act IN ('cleared', 'struck'))
FROM plate WHERE id = :plate;

-- name: plate_lines
-- List all plates without their pictures, and whether something is held back of each.
SELECT
    plate.id, camera.id, light, state, width, height, reasons, created, approved, approvals,
    EXISTS (SELECT 1 FROM plate_held WHERE plate_held.plate = plate.id)
FROM plate JOIN camera ON camera.number = plate.camera
ORDER BY plate.id;

-- name: drop_superseded
-- Erase candidates that are older than the plate of their view and light that has just been approved.
DELETE FROM plate
WHERE state = 'candidate' AND id < :plate
AND (camera, light) = (SELECT camera, light FROM plate WHERE id = :plate);

-- name: newest_plate
-- Tell when the newest plate of a camera was proposed.
SELECT max(created) FROM plate WHERE camera = (SELECT number FROM camera WHERE id = :camera);

-- name: drop_old_candidates
-- Keep the two newest candidates of a view and light, and those that a steward has begun to decide on.
DELETE FROM plate
WHERE state = 'candidate' AND id NOT IN (
    SELECT id FROM plate
    WHERE state = 'candidate' AND light = :light AND camera = (SELECT number FROM camera WHERE id = :camera)
    ORDER BY id DESC LIMIT 2
) AND light = :light AND camera = (SELECT number FROM camera WHERE id = :camera)
AND NOT EXISTS (SELECT 1 FROM plate_act WHERE plate_act.plate = plate.id);

-- name: plate
-- Read one plate.
SELECT plate.id, camera.id, light, state, width, height, png, admitted, created, approved
FROM plate JOIN camera ON camera.number = plate.camera
WHERE plate.id = :plate;

-- name: plates
-- Read plates, of one camera or all, in one state or all.
SELECT plate.id, camera.id, light, state, width, height, png, admitted, created, approved
FROM plate JOIN camera ON camera.number = plate.camera
WHERE (:camera IS NULL OR camera.id = :camera) AND (:state IS NULL OR state = :state)
ORDER BY plate.id;

-- name: commissioned
-- List the plates that are shown.
SELECT id FROM plate WHERE state = 'commissioned' ORDER BY id;

-- name: plate_evidence
-- Read why a plate's cells are admitted or not, and on how many samples it rests.
SELECT reasons, samples FROM plate WHERE id = :plate;

-- name: plate_ids
-- List all plates, for checking.
SELECT id FROM plate ORDER BY id;

-- name: retire_former
-- Retire the plate in whose place another is about to be commissioned.
UPDATE plate SET state = 'retired', retired = :now
WHERE state = 'commissioned'
AND (camera, light) = (SELECT camera, light FROM plate WHERE id = :plate AND state = 'candidate');

-- name: commission
-- Approve a candidate.
UPDATE plate SET state = 'commissioned', approved = :now, approved_by = :by
WHERE id = :plate AND state = 'candidate';

-- name: strike
-- Replace a candidate's pixels and masks by ones that show less.
UPDATE plate SET png = :png, admitted = :admitted, reasons = :reasons
WHERE id = :plate AND state = 'candidate';

-- name: retire
-- Take a plate out of use.
UPDATE plate SET state = 'retired', retired = :now WHERE id = :plate AND state <> 'retired';

-- name: keep_incident
-- Write an incident as it is now.
INSERT INTO incident (id, kind, state, severity, drill, opened, closed, body)
VALUES (:id, :kind, :state, :severity, :drill, :opened, :closed, :body)
ON CONFLICT (id) DO UPDATE SET
    state = excluded.state, severity = excluded.severity, closed = excluded.closed, body = excluded.body;

-- name: keep_incident_camera
-- Write which minutes of a camera's maps an incident keeps.
INSERT INTO incident_camera (incident, camera, first, last)
VALUES (:incident, (SELECT number FROM camera WHERE id = :camera), :first, :last)
ON CONFLICT (incident, camera) DO UPDATE SET last = excluded.last;

-- name: add_entry
-- Add a line to an incident's record.
INSERT INTO incident_entry (incident, at, what, by) VALUES (:incident, :at, :what, :by);

-- name: add_notice
-- Add a notice that is to be said.
INSERT INTO incident_notice (incident, number, reason, severity, whom, text, at, drill)
VALUES (:incident, :number, :reason, :severity, :whom, :text, :at, :drill);

-- name: note_told
-- Note that a notice was said.
UPDATE incident_notice SET told = :at WHERE incident = :incident AND number = :number AND told IS NULL;

-- name: add_bar
-- List a place that a person called no hazard.
INSERT INTO incident_bar (incident, camera, hazard, cells, light, at, by)
VALUES (:incident, (SELECT number FROM camera WHERE id = :camera), :hazard, :cells, :light, :at, :by);

-- name: bars
-- List the places that people called no hazards.
SELECT camera.id, hazard, cells, light, at, by, incident
FROM incident_bar JOIN camera ON camera.number = incident_bar.camera
ORDER BY incident_bar.id;

-- name: incidents
-- Read incidents, all or open ones alone or those that ended since, oldest first.
SELECT id, kind, state, severity, drill, opened, closed, body FROM incident
WHERE (NOT :open_alone OR closed IS NULL) AND (:since IS NULL OR closed >= :since)
ORDER BY id;

-- name: incident
-- Read one incident.
SELECT id, kind, state, severity, drill, opened, closed, body FROM incident WHERE id = :incident;

-- name: last_incident
-- Tell the highest number that an incident ever had.
SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'incident';

-- name: entries
-- Read an incident's record, in order.
SELECT at, what, by FROM incident_entry WHERE incident = :incident ORDER BY id;

-- name: notices
-- Read an incident's notices, or of all incidents those that nobody has been told of.
SELECT incident, number, reason, severity, whom, text, at, drill, told FROM incident_notice
WHERE (:incident IS NULL OR incident = :incident) AND (NOT :untold_alone OR told IS NULL)
ORDER BY incident, number;

-- name: add_wish
-- Ask the service to do something to an incident, or to begin an exercise at a camera.
INSERT INTO incident_wish (incident, camera, act, by, at) VALUES (:incident, :camera, :act, :by, :at);

-- name: wishes
-- List what the service is asked to do and has not answered.
SELECT id, incident, camera, act, by FROM incident_wish WHERE answer IS NULL ORDER BY id;

-- name: answer_wish
-- Write what came of a wish.
UPDATE incident_wish SET answer = :answer WHERE id = :wish;

-- name: answer
-- Read what came of a wish.
SELECT answer FROM incident_wish WHERE id = :wish;

-- name: erase_incidents
-- Erase incidents that ended long ago, with all that belongs to them.
DELETE FROM incident WHERE closed < :before;

-- name: erase_wishes
-- Erase what was asked long ago.
DELETE FROM incident_wish WHERE at < :before;

-- name: history_extent
-- Tell the first and the last minute in which a camera has maps.
SELECT min(minute), max(minute) FROM (
    SELECT minute FROM map_chunk WHERE camera = (SELECT number FROM camera WHERE id = :camera)
    UNION ALL
    SELECT at / 60000 FROM map_tail WHERE camera = (SELECT number FROM camera WHERE id = :camera)
);

-- name: add_message
-- Add a message; one of this name is the same.
INSERT INTO message (name, cause, incident, at, body) VALUES (:name, :cause, :incident, :at, :body)
ON CONFLICT (name) DO NOTHING;

-- name: keep_delivery
-- Add a delivery; one that is there is further than that.
INSERT INTO delivery (message, channel, recipient, state, attempts, due, reason, changed, handle)
VALUES (:message, :channel, :recipient, :state, :attempts, :due, :reason, :changed, :handle)
ON CONFLICT (message, channel, recipient) DO NOTHING;

-- name: note_delivery
-- Say how a delivery stands now.
UPDATE delivery SET state = :state, attempts = :attempts, due = :due, reason = :reason,
    changed = :changed, handle = :handle
WHERE message = :message AND channel = :channel AND recipient = :recipient;

-- name: queued_messages
-- Read the messages that have deliveries to be tried.
SELECT name, body FROM message WHERE EXISTS (
    SELECT 1 FROM delivery WHERE delivery.message = message.name AND delivery.state = 'queued'
) ORDER BY at, name;

-- name: queued_deliveries
-- Read the deliveries that are to be tried.
SELECT message, channel, recipient, state, attempts, due, reason, changed, handle
FROM delivery WHERE state = 'queued' ORDER BY message, channel, recipient;

-- name: messages
-- Read the newest messages of an incident, or of none.
SELECT name, body FROM message WHERE incident IS :incident ORDER BY at DESC, name DESC LIMIT :latest;

-- name: newest_message
-- Tell when the newest message of a cause was made.
SELECT max(at) FROM message WHERE cause = :cause;

-- name: deliveries
-- Read what became of a message.
SELECT message, channel, recipient, state, attempts, due, reason, changed, handle
FROM delivery WHERE message = :message ORDER BY channel, recipient;

-- name: latest_deliveries
-- Read of each channel the delivery that changed last, of those that were tried.
SELECT message, channel, recipient, state, attempts, due, reason, max(changed), handle
FROM delivery WHERE attempts > 0 GROUP BY channel;

-- name: erase_messages
-- Erase old messages that are of no incident.
DELETE FROM message WHERE incident IS NULL AND at < :before;

-- name: push_subscriptions
-- Read where browsers asked to be told.
SELECT id, endpoint, made, body FROM push_subscription ORDER BY made, id;

-- name: keep_push_subscription
-- Keep where a browser asked to be told.
INSERT INTO push_subscription (id, endpoint, made, body) VALUES (:id, :endpoint, :made, :body)
ON CONFLICT (id) DO UPDATE SET endpoint = excluded.endpoint, body = excluded.body;

-- name: erase_push_endpoint
-- Erase what a browser asked before.
DELETE FROM push_subscription WHERE endpoint = :endpoint;

-- name: erase_push_subscription
-- Erase a browser's subscription.
DELETE FROM push_subscription WHERE id = :id;

-- name: add_announcement_entry
-- Note what was done with an operator's own words.
INSERT INTO announcement_entry (at, what, by, text) VALUES (:at, :what, :by, :text);

-- name: announcement_entries
-- Read the newest lines about operators' own words.
SELECT at, what, by, text FROM announcement_entry ORDER BY id DESC LIMIT :last;

-- name: take_report
-- Note that a report from outside was taken; nothing, where it was before.
INSERT INTO inbound_report (key, at) VALUES (:key, :at) ON CONFLICT (key) DO NOTHING;

-- name: erase_reports
-- Forget old reports.
DELETE FROM inbound_report WHERE at < :before;

-- name: erase_announcement_entries
-- Forget old lines about operators' own words.
DELETE FROM announcement_entry WHERE at < :before;

-- name: newest_messages
-- Read the newest messages of all.
SELECT name, body FROM message ORDER BY at DESC, name DESC LIMIT :last;

-- name: message_known
-- Tell whether there is a message of a name.
SELECT 1 FROM message WHERE name = :name;

-- name: accounts
-- Read all accounts, the oldest first.
SELECT id, name, name_key, password, roles, places, made FROM account ORDER BY made, id;

-- name: account_of_key
-- Tell whether another account has a name.
SELECT name_key FROM account WHERE name_key = :key AND id <> :id;

-- name: keep_account
-- Add or change an account.
INSERT INTO account (id, name, name_key, password, roles, places, made)
VALUES (:id, :name, :key, :password, :roles, :places, :made)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name,
    name_key = excluded.name_key,
    password = excluded.password,
    roles = excluded.roles,
    places = excluded.places;

-- name: erase_account
-- Erase an account with all that is its own.
DELETE FROM account WHERE id = :id;

-- name: sessions
-- Read all sessions, the oldest first.
SELECT key, account, made, seen, program FROM session ORDER BY made, key;

-- name: keep_session
-- Add a session or note when it was seen.
INSERT INTO session (key, account, made, seen, program) VALUES (:key, :account, :made, :seen, :program)
ON CONFLICT (key) DO UPDATE SET seen = excluded.seen;

-- name: erase_session
-- Erase a session.
DELETE FROM session WHERE key = :key;

-- name: passkeys
-- Read all passkeys, the oldest first.
SELECT id, account, label, public_key, count, made FROM passkey ORDER BY made, id;

-- name: keep_passkey
-- Add a passkey or note its count.
INSERT INTO passkey (id, account, label, public_key, count, made)
VALUES (:id, :account, :label, :public_key, :count, :made)
ON CONFLICT (id) DO UPDATE SET count = excluded.count;

-- name: erase_passkey
-- Erase a passkey.
DELETE FROM passkey WHERE id = :id;

-- name: invitations
-- Read all invitations that were not used, the oldest first.
SELECT key, account, roles, places, by, made, ends FROM invitation ORDER BY made, key;

-- name: keep_invitation
-- Add an invitation.
INSERT INTO invitation (key, account, roles, places, by, made, ends)
VALUES (:key, :account, :roles, :places, :by, :made, :ends);

-- name: erase_invitation
-- Erase an invitation.
DELETE FROM invitation WHERE key = :key;

-- name: invitation
-- Tell whether there is an invitation.
SELECT 1 FROM invitation WHERE key = :key;

-- name: erase_sessions_of
-- Erase an account's sessions.
DELETE FROM session WHERE account = :account;

-- name: erase_passkeys_of
-- Erase an account's passkeys.
DELETE FROM passkey WHERE account = :account;

-- name: add_access_entry
-- Write a line into the record of access.
INSERT INTO access_entry (at, by, what) VALUES (:at, :by, :what);

-- name: erase_access_entries
-- Forget old lines of the record of access.
DELETE FROM access_entry WHERE at < :before;

-- name: access_entries
-- Read the newest lines of the record of access.
SELECT at, by, what FROM access_entry ORDER BY id DESC LIMIT :last;

-- name: keep_device_key
-- Keep the secret by which known devices are told, where there is none yet.
INSERT INTO meta (key, value) VALUES ('device_key', :value) ON CONFLICT (key) DO NOTHING;

-- name: device_key
-- Read the secret by which known devices are told.
SELECT value FROM meta WHERE key = 'device_key';
