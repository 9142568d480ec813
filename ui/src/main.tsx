// SPDX-License-Identifier: Apache-2.0
// Starts the front end with the browser's own clock, network and sockets.
import { render } from "preact";
import { createAlarmApi } from "./alarms/api";
import { openTextSocket, type AlarmPorts } from "./alarms/feed";
import { createApi } from "./api";
import { App } from "./app";
import { speakUsual } from "./language";
import type { FeedPorts } from "./live/feed";
import { openSocket } from "./live/socket";
import { TileBoard } from "./live/tiles";
import { PlateShelf } from "./plates";
import "./style.css";
import "./alarms/alarms.css";
import { stampNow } from "./times";

const api = createApi((address, options) => fetch(address, options));
const services = {
  api,
  alarms: createAlarmApi((address, options) => fetch(address, options)),
  board: new TileBoard(stampNow),
  plates: new PlateShelf(api, { decode: (blob) => createImageBitmap(blob), schedule: (act, ms) => { setTimeout(act, ms); } }),
};
const sockets = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
const ports: FeedPorts = {
  open: (events) => openSocket(`${sockets}/api/live`, events),
  schedule: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => { clearTimeout(timer); };
  },
  random: Math.random,
  wallMs: Date.now,
};

const alarmPorts: AlarmPorts = { ...ports, open: (events) => openTextSocket(`${sockets}/api/alarms/live`, events) };

const root = document.getElementById("app");
if (root !== null) void speakUsual().then(() => { render(<App services={services} ports={ports} alarmPorts={alarmPorts} />, root); });
