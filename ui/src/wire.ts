// SPDX-License-Identifier: Apache-2.0
// The bytes of the wall's web socket and of history, as docs/design/scene-map.md lays them down.
// In: bytes. Out: tiles; whatever does not fit the format is said to be invalid and is dropped.
import { CONNECTIONS, HAZARDS, type Connection } from "./alphabet";

export const ROWS = 45;
export const COLUMNS = 80;
export const TILE_BYTES = 1828;
const VERSION = 1;
const KIND_TILE = 1;
const KIND_ROSTER = 2;
const HEAD_BYTES = 28;
const NEVER_MS = 0xffffffff;
/** The highest bit of either half of a byte: set only in the codes 8 to 15, which are invalid. */
const BEYOND_ALPHABET = 0x88;

/** One camera's tile at one moment. `packed` holds two cells a byte; read it with `cellAt`. */
export interface Tile {
  readonly camera: number;
  readonly sequence: number;
  readonly atMs: number;
  /** 0 is no plate. */
  readonly plateId: number;
  readonly hasPicture: boolean;
  readonly connection: Connection;
  /** A bit each, in the order of `HAZARDS`. */
  readonly hazards: number;
  /** Age of the newest frame at sending; null where there never was one. */
  readonly ageMs: number | null;
  readonly packed: Uint8Array;
}

export type Message =
  | { readonly kind: "tile"; readonly tile: Tile }
  | { readonly kind: "roster" }
  | { readonly kind: "invalid"; readonly why: string };

export function parseMessage(bytes: Uint8Array): Message {
  if (bytes.length < 2) return invalid("too short");
  if (bytes[0] !== VERSION) return invalid(`version ${bytes[0] ?? "none"}`);
  if (bytes[1] === KIND_ROSTER && bytes.length === 2) return { kind: "roster" };
  if (bytes[1] !== KIND_TILE) return invalid(`kind ${bytes[1] ?? "none"}`);
  return bytes.length === TILE_BYTES ? parseTile(bytes) : invalid(`${bytes.length} bytes`);
}

/** The tiles of a history answer, in order; messages that are invalid are counted, not shown. */
export function parseTiles(bytes: Uint8Array): { tiles: Tile[]; dropped: number } {
  const tiles: Tile[] = [];
  let dropped = 0;
  for (let start = 0; start < bytes.length; start += TILE_BYTES) {
    const message = parseMessage(bytes.subarray(start, start + TILE_BYTES));
    if (message.kind === "tile") tiles.push(message.tile);
    else dropped += 1;
  }
  return { tiles, dropped };
}

/** The code of one cell, 0 to 7; row 0 is the top. */
export function cellAt(packed: Uint8Array, row: number, column: number): number {
  const index = row * COLUMNS + column;
  const pair = packed[index >> 1] ?? 0;
  return index % 2 === 0 ? pair >> 4 : pair & 0x0f;
}

/** Whether any cell satisfies a condition on its code. */
export function someCell(packed: Uint8Array, holds: (code: number) => boolean): boolean {
  return packed.some((pair) => holds(pair >> 4) || holds(pair & 0x0f));
}

function parseTile(bytes: Uint8Array): Message {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packed = bytes.subarray(HEAD_BYTES);
  const picture = view.getUint8(20);
  const connection = CONNECTIONS[view.getUint8(21)];
  const hazards = view.getUint16(22);
  const age = view.getUint32(24);
  if (picture > 1) return invalid("picture");
  if (connection === undefined) return invalid("connection");
  if (hazards >> HAZARDS.length !== 0) return invalid("hazards");
  if (packed.some((pair) => (pair & BEYOND_ALPHABET) !== 0)) return invalid("cells");
  if (picture === 0 && packed.some((pair) => pair !== 0)) return invalid("cells without a picture");
  const tile: Tile = {
    camera: view.getUint16(2),
    sequence: view.getUint32(4),
    // 53 bits of milliseconds reach beyond the year 287,000.
    atMs: Number(view.getBigUint64(8)),
    plateId: view.getUint32(16),
    hasPicture: picture === 1,
    connection,
    hazards,
    ageMs: age === NEVER_MS ? null : age,
    packed,
  };
  return { kind: "tile", tile };
}

function invalid(why: string): Message {
  return { kind: "invalid", why };
}
