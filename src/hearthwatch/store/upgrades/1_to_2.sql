-- SPDX-License-Identifier: Apache-2.0
-- Candidates keep what may hold writing apart, and what stewards did is written down.

ALTER TABLE plate ADD COLUMN approvals INTEGER NOT NULL DEFAULT 1 CHECK (approvals BETWEEN 1 AND 2);

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
