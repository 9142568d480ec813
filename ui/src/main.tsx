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
import { createPlateApi } from "./plates/api";
import { PlateShelf } from "./plates";
import { fetchSession, mustSignIn, signInAddress, type Session } from "./session";
import "./style.css";
import "./alarms/alarms.css";
import "./plates/plates.css";
import "./zones/zones.css";
import "./tv/tv.css";
import { createZoneApi } from "./zones/api";
import { stampNow } from "./times";

/** Leads to signing in where the service asks for that: at the start, or when a session has ended. */
async function checked(): Promise<Session> {
  const session = await fetchSession();
  if (mustSignIn(session)) location.replace(signInAddress(location.pathname + location.search));
  return session;
}

const ask = async (address: string, options: RequestInit) => {
  const answer = await fetch(address, options);
  if (answer.status === 401) void checked();
  return answer;
};

const api = createApi(ask);
const services = {
  api,
  alarms: createAlarmApi(ask),
  stewards: createPlateApi(ask),
  zones: createZoneApi(ask),
  board: new TileBoard(stampNow),
  plates: new PlateShelf(api, { decode: (blob) => createImageBitmap(blob), schedule: (act, ms) => { setTimeout(act, ms); } }),
};
const sockets = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
const ports: FeedPorts = {
  open: (events) => openSocket(`${sockets}/api/live`, {
    ...events,
    onOpen: () => { events.onOpen(); },
    onBytes: (bytes) => { events.onBytes(bytes); },
    onClose: () => {
      events.onClose();
      void checked();
    },
  }),
  schedule: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => { clearTimeout(timer); };
  },
  random: Math.random,
  wallMs: Date.now,
};

const alarmPorts: AlarmPorts = { ...ports, open: (events) => openTextSocket(`${sockets}/api/alarms/live`, events) };

const root = document.getElementById("app");
if (root !== null) {
  void Promise.all([checked(), speakUsual()]).then(([session]) => {
    if (!mustSignIn(session)) render(<App services={services} ports={ports} alarmPorts={alarmPorts} session={session} />, root);
  });
}
