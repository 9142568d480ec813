// SPDX-License-Identifier: Apache-2.0
// Draws the icons of the residents' page from the mark's two polygons: `node icons.mjs` writes them into public/.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

/** The polygons of public/mark.svg, on a square of 32; later ones lie over earlier ones. */
const HOUSE = { colour: [0x1f, 0x4e, 0x6b], points: [[3, 15], [16, 4], [29, 15], [29, 29], [3, 29]] };
const DOOR = { colour: [0xf0, 0xe4, 0x42], points: [[10, 29], [10, 18], [22, 18], [22, 29]] };
const GROUND = [0xee, 0xf1, 0xf3];
/** Samples to each side of a pixel. */
const FINE = 4;

/** Size in pixels, and the part of it that the mark takes: of a maskable icon the edge may be cut off. */
export const ICONS = {
  "icon-192.png": { size: 192, share: 0.9 },
  "icon-512.png": { size: 512, share: 0.9 },
  "icon-maskable-512.png": { size: 512, share: 0.6 },
};

/** Rows of an icon as PNG has them before compression: a filter byte of 0, then red, green and blue. */
export function drawn({ size, share }) {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) rows.set(pixel(x, y, size, share), y * (1 + 3 * size) + 1 + 3 * x);
  return rows;
}

function pixel(x, y, size, share) {
  const sum = [0, 0, 0];
  for (let fineY = 0; fineY < FINE; fineY += 1)
    for (let fineX = 0; fineX < FINE; fineX += 1) {
      const at = [x + (fineX + 0.5) / FINE, y + (fineY + 0.5) / FINE];
      const colour = colourAt(at.map((each) => ((each / size - 0.5) / share + 0.5) * 32));
      for (let k = 0; k < 3; k += 1) sum[k] += colour[k];
    }
  return sum.map((each) => Math.round(each / FINE ** 2));
}

function colourAt(point) {
  if (isWithin(point, DOOR.points)) return DOOR.colour;
  return isWithin(point, HOUSE.points) ? HOUSE.colour : GROUND;
}

/** Whether a ray from the point crosses an odd number of edges. */
function isWithin([x, y], points) {
  let within = false;
  points.forEach(([x1, y1], k) => {
    const [x2, y2] = points[(k + 1) % points.length];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) within = !within;
  });
  return within;
}

export function png(icon) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(icon.size, 0);
  header.writeUInt32BE(icon.size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(drawn(icon), { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
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

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, icon] of Object.entries(ICONS)) writeFileSync(new URL(`public/${name}`, import.meta.url), png(icon));
