// SPDX-License-Identifier: Apache-2.0
// Starts the front end with the browser's own clock, network and sockets.
import { render } from "preact";
import { createApi } from "./api";
import { App } from "./app";
import type { FeedPorts } from "./live/feed";
import { openSocket } from "./live/socket";
import { TileBoard } from "./live/tiles";
import { PlateShelf } from "./plates";
import "./style.css";
import { language } from "./text";
import { stampNow } from "./times";

const api = createApi((address, options) => fetch(address, options));
const services = {
  api,
  board: new TileBoard(stampNow),
  plates: new PlateShelf(api, { decode: (blob) => createImageBitmap(blob), schedule: (act, ms) => { setTimeout(act, ms); } }),
};
const ports: FeedPorts = {
  open: (events) =>
    openSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`, events),
  schedule: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => { clearTimeout(timer); };
  },
  random: Math.random,
  wallMs: Date.now,
};

document.documentElement.lang = language;
const root = document.getElementById("app");
if (root !== null) render(<App services={services} ports={ports} />, root);
