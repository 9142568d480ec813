// SPDX-License-Identifier: Apache-2.0
// What the fake server shows: 16 cameras, a drawn plate, and one tile for each state that there is.
import { deflateSync } from "node:zlib";

const NAMES = [
  "Square", "Mill stream", "Fire lane", "Barn", "Jetty", "Playground", "Car park", "Workshop",
  "Chapel", "Bridge", "School gate", "Depot", "Orchard", "Bus stop", "Pump house", "Upper meadow",
  "Quarry", "Ford",
];
const HAZARDS = ["flame", "smoke", "water", "blocked", "lost", "frozen", "covered", "defocused", "moved", "dark", "dirty", "degraded"];
const CONNECTIONS = ["connecting", "streaming", "stalled", "waiting", "ended"];
const [ROWS, COLUMNS] = [45, 80];

export function cameras(count) {
  return NAMES.slice(0, count).map((name, number) => ({
    number,
    id: name.toLowerCase().replaceAll(" ", "-"),
    name,
    connection: "streaming",
    fault: null,
    plates: number === 3 ? [] : [{ id: number + 1, light: "day" }],
  }));
}

/** The words of camera `number`'s tile at `atMs`; cameras 0 to 9 stay in one state each. */
export function tileWords(number, atMs) {
  const usual = { number, atMs, plate: number + 1, picture: 1, connection: "streaming", hazards: [], ageMs: 420, rects: [] };
  const person = rect("changed", 20 + 2 * (Math.floor(atMs / 4000) % 12), 24, 4, 10);
  const cases = {
    0: { rects: [person, rect("lively", 60, 0, 20, 16)] },
    1: { hazards: ["water"], rects: [rect("water", 20, 30, 44, 12), rect("lively", 20, 26, 44, 4)] },
    2: { hazards: ["blocked"], rects: [rect("blocked", 30, 22, 24, 18)] },
    3: { plate: 0, hazards: ["flame", "smoke"], rects: [rect("unknown", 0, 0, 80, 45), rect("flame", 50, 22, 8, 8), rect("smoke", 48, 6, 14, 16)] },
    4: { picture: 0, connection: "waiting", ageMs: 260_000, hazards: ["lost"] },
    5: { rects: [rect("unknown", 0, 0, 80, 45)] },
    6: { hazards: ["flame", "smoke"], rects: [rect("flame", 24, 24, 10, 10), rect("smoke", 22, 4, 18, 20), person] },
    7: { hazards: ["covered"], rects: [rect("unknown", 0, 0, 80, 45)] },
    8: { picture: 0, connection: "connecting", ageMs: null },
    9: { hazards: ["smoke"], rects: [rect("smoke", 10, 10, 30, 14)] },
    10: { rects: [rect("unknown", 0, 0, 24, 45), person] },
    11: { picture: 0, connection: "stalled", ageMs: 8_000 },
  };
  const words = { ...usual, ...(cases[number] ?? { rects: number % 2 ? [person] : [] }) };
  return words.picture ? words : { ...words, rects: [rect("unknown", 0, 0, 80, 45)] };
}

/** Camera 0's past: a fire for five minutes of each hour, no picture for one, something changed now and then. */
export function pastWords(number, atMs) {
  const second = Math.floor(atMs / 1000) % 900;
  const words = { ...tileWords(13, atMs), number, plate: number + 1 };
  if (second >= 120 && second < 320) Object.assign(words, { hazards: ["flame", "smoke"], rects: [rect("flame", 40, 24, 8, 8), rect("smoke", 38, 6, 14, 18)] });
  else if (second >= 500 && second < 560) Object.assign(words, { picture: 0, connection: "stalled", hazards: ["lost"], rects: [rect("unknown", 0, 0, 80, 45)] });
  else if (second % 100 > 40) words.rects = [];
  return words;
}

export function tileBytes({ number, atMs, plate, picture, connection, hazards, ageMs, rects }, sequence = 0) {
  const bytes = Buffer.alloc(1828);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(1, 1);
  bytes.writeUInt16BE(number, 2);
  bytes.writeUInt32BE(sequence >>> 0, 4);
  bytes.writeBigUInt64BE(BigInt(atMs), 8);
  bytes.writeUInt32BE(plate, 16);
  bytes.writeUInt8(picture, 20);
  bytes.writeUInt8(CONNECTIONS.indexOf(connection), 21);
  bytes.writeUInt16BE(hazards.reduce((bits, hazard) => bits | (1 << HAZARDS.indexOf(hazard)), 0), 22);
  bytes.writeUInt32BE(ageMs ?? 0xffffffff, 24);
  const cells = new Uint8Array(ROWS * COLUMNS).fill(1);
  for (const { state, left, top, width, height } of rects)
    for (let row = top; row < Math.min(ROWS, top + height); row += 1) cells.fill(state, row * COLUMNS + left, row * COLUMNS + Math.min(COLUMNS, left + width));
  for (let index = 0; index < 1800; index += 1) bytes[28 + index] = (cells[2 * index] << 4) | cells[2 * index + 1];
  return bytes;
}

function rect(word, left, top, width, height) {
  const state = ["unknown", "clear", "changed", "flame", "smoke", "water", "blocked", "lively"].indexOf(word);
  return { state, left, top, width, height };
}

/** A still place of 640 x 360: sky, hill, a house and a road; alpha 0 in the upper left corner. */
export function platePng(id) {
  const [width, height] = [640, 360];
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y, id), y * (1 + width * 4) + 1 + x * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function colourAt(x, y, id) {
  if (x < 64 && y < 48) return [0, 0, 0, 0];
  const hill = 150 + 30 * Math.sin(x / 90 + id) + 10 * Math.sin(x / 17 + id * 2);
  const [house, roof] = [80 + ((id * 97) % 320), 120 + ((id * 13) % 40)];
  const grain = (x * 7 + y * 13 + ((x * y) % 11)) % 9;
  const inHouse = x > house && x < house + 150;
  if (inHouse && y > roof + 60 && y < 270) {
    const isWindow = (x - house) % 50 > 18 && (x - house) % 50 < 36 && y > roof + 85 && y < roof + 110;
    return isWindow ? [52, 60, 70, 255] : [196 - grain, 184 - grain, 160 - grain, 255];
  }
  if (inHouse && y > roof && y <= roof + 60 && Math.abs(x - house - 75) < 15 + (y - roof)) return [122 - grain, 70, 58, 255];
  if (y < hill) return [150 + y / 5, 178 + y / 6, 204, 255];
  const onRoad = Math.abs(x - 320 - (y - 300) * 0.8) < (y - 200) * 0.6;
  return y > 250 && onRoad ? [126 - grain, 124 - grain, 120 - grain, 255] : [96 - grain, 116 - grain + y / 20, 72, 255];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
