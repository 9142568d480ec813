// SPDX-License-Identifier: Apache-2.0
// A server for these tests alone: the built front end, and a service that can be told to fail.
// It obeys the agreed interface and sends the real service's page policy.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { cameras, pastWords, platePng, tileBytes, tileWords } from "./fake-village.mjs";

const FOLDER = new URL("../../src/hearthwatch/web/static/app/", import.meta.url);
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" };
const DAY_MS = 86_400_000;

export async function startFakeService({ count = 16 } = {}) {
  const state = { count, silent: new Set(), isHistoryBroken: false, isRosterBroken: false, sockets: new Set(), alarmSockets: new Set(), sequence: 0 };
  const server = createServer((request, response) => {
    answer(state, new URL(request.url, "http://fake")).then(
      ({ status = 200, type, body }) => {
        response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff" });
        response.end(body);
      },
      () => response.writeHead(500).end(),
    );
  });
  server.on("upgrade", (request, socket) => join(state, request, socket));
  const timer = setInterval(() => sendTiles(state), 500);
  const alarmTimer = setInterval(() => sendAlarms(state.alarmSockets), 5_000);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    /** Cameras that send no more tiles. */
    silence: (numbers) => { state.silent = new Set(numbers); },
    setCount: (wanted) => {
      state.count = wanted;
      for (const socket of state.sockets) socket.write(messageFrame(Buffer.from([1, 2])));
    },
    cutLinks: () => { for (const socket of [...state.sockets, ...state.alarmSockets]) socket.destroy(); },
    refuseLinks: (isRefused) => { state.isRefused = isRefused; },
    close: async () => {
      clearInterval(timer);
      clearInterval(alarmTimer);
      for (const socket of [...state.sockets, ...state.alarmSockets]) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(state, url) {
  if (url.pathname === "/api/cameras") {
    if (state.isRosterBroken) return problem(503, "The store is away.");
    return json({ cameras: cameras(state.count), version: "0.1.0" });
  }
  if (url.pathname === "/api/session") return json({ accounts: false, account: null });
  const plate = /^\/api\/plates\/(\d+)\.png$/.exec(url.pathname);
  if (plate) return { type: "image/png", body: platePng(Number(plate[1])) };
  const past = /^\/api\/cameras\/([a-z0-9-]+)\/history(\/extent)?$/.exec(url.pathname);
  if (past) return history(state, past[1], past[2] !== undefined, url.searchParams);
  if (url.pathname.startsWith("/api/")) return problem(404, "There is nothing here.");
  return page(url.pathname);
}

function history(state, id, isExtent, query) {
  const camera = cameras(18).find((each) => each.id === id);
  if (camera === undefined) return problem(404, "There is no such camera.");
  const now = Date.now();
  if (isExtent) {
    const isEmpty = camera.number === 8;
    return json(isEmpty ? { from: null, to: null } : { from: new Date(now - 3 * DAY_MS).toISOString(), to: new Date(now).toISOString() });
  }
  const [from, to] = [Date.parse(query.get("from")), Date.parse(query.get("to"))];
  if (state.isHistoryBroken) return problem(503, "The store is away.");
  if (!(to > from && to - from <= 900_000)) return problem(400, "Ask for 15 minutes at most.");
  const tiles = [];
  for (let at = Math.ceil(from / 500) * 500; at <= Math.min(to, now); at += 500) tiles.push(tileBytes(pastWords(camera.number, at)));
  return { type: "application/octet-stream", body: Buffer.concat(tiles) };
}

async function page(path) {
  const name = path.startsWith("/app/") ? path.slice(5) : "index.html";
  if (!/^[\w./-]+$/.test(name) || name.includes("..")) return problem(404, "There is nothing here.");
  const body = await readFile(fileURLToPath(new URL(name, FOLDER))).catch(() => null);
  return body === null ? problem(404, "There is nothing here.") : { type: TYPES[name.split(".").pop()] ?? "application/octet-stream", body };
}

function join(state, request, socket) {
  if (!["/api/live", "/api/alarms/live"].includes(request.url) || state.isRefused) {
    socket.destroy();
    return;
  }
  const key = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  socket.on("error", () => socket.destroy());
  socket.on("data", () => undefined);
  const group = request.url === "/api/live" ? state.sockets : state.alarmSockets;
  group.add(socket);
  socket.on("close", () => group.delete(socket));
  if (group === state.sockets) sendTiles(state, [socket]);
  else sendAlarms([socket]);
}

function sendTiles(state, sockets = state.sockets) {
  state.sequence += 1;
  const now = Date.now();
  for (let number = 0; number < state.count; number += 1) {
    if (state.silent.has(number)) continue;
    const frame = messageFrame(tileBytes(tileWords(number, now), state.sequence));
    for (const socket of sockets) socket.write(frame);
  }
}

/** Nothing is open and one channel works: `alarms.test.mjs` has the alarms, before the real server. */
function sendAlarms(sockets) {
  const channel = { id: "mail", kind: "mail", name: "Mail", state: "working", since: null, reason: "", last_delivery: null, last_heartbeat: null };
  const frame = messageFrame(Buffer.from(JSON.stringify({ incidents: [], more: 0, channels: [channel] })), 0x81);
  for (const socket of sockets) socket.write(frame);
}

/** RFC 6455: one unmasked message, binary or text. */
function messageFrame(bytes, kind = 0x82) {
  if (bytes.length < 126) return Buffer.concat([Buffer.from([kind, bytes.length]), bytes]);
  const head = Buffer.from([kind, 126, 0, 0]);
  head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
}

function json(value) {
  return { type: "application/json", body: JSON.stringify(value) };
}

function problem(status, detail) {
  return { status, type: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "Problem", status, detail }) };
}
