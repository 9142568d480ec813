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
-- Tell the oldest minute of which anything is packed.
SELECT min(minute) FROM map_chunk;

-- name: oldest_minutes
-- Tell the bytes of the oldest packed minutes, all cameras together.
SELECT minute, sum(length(body)) FROM map_chunk GROUP BY minute ORDER BY minute LIMIT 10;

-- name: maps_before_minute
-- Count the packed maps that are about to be erased.
SELECT coalesce(sum(maps), 0) FROM map_chunk WHERE minute < :minute;

-- name: erase_chunks
-- Erase packed minutes.
DELETE FROM map_chunk WHERE minute < :minute;

-- name: erase_tail
-- Erase maps that are not yet packed.
DELETE FROM map_tail WHERE at < :before;

-- name: erase_plates
-- Erase plates that no map in the history can name any more.
DELETE FROM plate WHERE state = 'retired' AND retired < :before;

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

-- name: open_incident
-- Add an incident.
INSERT INTO incident (camera, hazard, opened, state, why)
VALUES ((SELECT number FROM camera WHERE id = :camera), :hazard, :opened, 'open', :why);

-- name: close_incident
-- End an incident that is open.
UPDATE incident SET state = 'closed', closed = :closed WHERE id = :incident AND closed IS NULL;

-- name: incidents
-- Read incidents, of one camera or all, open ones alone or all, oldest first.
SELECT incident.id, camera.id, hazard, opened, closed, why
FROM incident JOIN camera ON camera.number = incident.camera
WHERE (:camera IS NULL OR camera.id = :camera) AND (NOT :open_alone OR closed IS NULL)
ORDER BY opened, incident.id;

-- name: history_extent
-- Tell the first and the last minute in which a camera has maps.
SELECT min(minute), max(minute) FROM (
    SELECT minute FROM map_chunk WHERE camera = (SELECT number FROM camera WHERE id = :camera)
    UNION ALL
    SELECT at / 60000 FROM map_tail WHERE camera = (SELECT number FROM camera WHERE id = :camera)
);
