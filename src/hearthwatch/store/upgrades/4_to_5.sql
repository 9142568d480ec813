-- SPDX-License-Identifier: Apache-2.0
-- Accounts, what they sign in with, invitations, and the record of access.

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
