// SPDX-License-Identifier: Apache-2.0
// For tests: tiles as bytes and as values, and a surface that records what is painted on it.
import { CONNECTIONS, STATES, type State } from "./alphabet";
import type { Surface } from "./paint";
import { COLUMNS, parseMessage, TILE_BYTES, type Tile } from "./wire";

export interface TileWords extends Partial<Omit<Tile, "packed">> {
  readonly cells?: ReadonlyMap<readonly [number, number], State> | State;
}

const DEFAULTS = {
  camera: 0,
  sequence: 1,
  atMs: 1_700_000_000_000,
  plateId: 12,
  hasPicture: true,
  connection: "streaming",
  hazards: 0,
  ageMs: 400,
} as const;

/** A kind 1 message, written straight from the table of docs/design/scene-map.md. */
export function tileBytes(words: TileWords = {}): Uint8Array<ArrayBuffer> {
  const all = { ...DEFAULTS, ...words };
  const bytes = new Uint8Array(TILE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, 1);
  view.setUint16(2, all.camera);
  view.setUint32(4, all.sequence);
  view.setBigUint64(8, BigInt(all.atMs));
  view.setUint32(16, all.plateId);
  view.setUint8(20, all.hasPicture ? 1 : 0);
  view.setUint8(21, CONNECTIONS.indexOf(all.connection));
  view.setUint16(22, all.hazards);
  view.setUint32(24, all.ageMs ?? 0xffffffff);
  bytes.set(packCells(all.hasPicture ? (words.cells ?? "clear") : "unknown"), 28);
  return bytes;
}

export function tile(words: TileWords = {}): Tile {
  const message = parseMessage(tileBytes(words));
  if (message.kind !== "tile") throw new Error("these words make no tile");
  return message.tile;
}

export function packCells(cells: TileWords["cells"]): Uint8Array {
  const whole = typeof cells === "string" ? STATES.indexOf(cells) : 1;
  const packed = new Uint8Array(1800).fill((whole << 4) | whole);
  if (cells === undefined || typeof cells === "string") return packed;
  for (const [[row, column], state] of cells) {
    const index = row * COLUMNS + column;
    const shift = index % 2 === 0 ? 4 : 0;
    const other = packed[index >> 1]! & (0xf0 >> shift);
    packed[index >> 1] = other | (STATES.indexOf(state) << shift);
  }
  return packed;
}

export interface Stroke {
  readonly what: "fill" | "image";
  readonly style: unknown;
  readonly box: readonly [number, number, number, number];
}

/** A surface that keeps a list of what was painted, in order. */
export class RecordingSurface implements Surface {
  fillStyle: string | CanvasPattern | CanvasGradient = "";
  imageSmoothingQuality: ImageSmoothingQuality = "low";
  readonly strokes: Stroke[] = [];

  fillRect(x: number, y: number, width: number, height: number): void {
    this.strokes.push({ what: "fill", style: this.fillStyle, box: [x, y, width, height] });
  }

  drawImage(image: CanvasImageSource, x: number, y: number, width: number, height: number): void {
    this.strokes.push({ what: "image", style: image, box: [x, y, width, height] });
  }
}
