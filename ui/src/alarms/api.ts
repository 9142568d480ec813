// SPDX-License-Identifier: Apache-2.0
// What the pages of alarms ask the service for. Nothing here throws: see `api.ts`.
import { ask, type Fetch, type Result } from "../api";
import { number, shape, type Reader } from "./shape";
import {
  readAnnounced, readAnnouncements, readFile, readIncident, readIncidents, readKept, readPreview, readSettings,
  readTrial, type Announced, type Announcements, type Incident, type IncidentFile, type Kept, type Plain,
  type Preview, type Settings, type Trial,
} from "./wire";

export type Act = "acknowledge" | "not-a-hazard" | "resolve";

/** A channel's settings as they are sent; a secret that is not among them stays, "" takes it away. */
export interface Wanted {
  readonly kind: string;
  readonly values: Readonly<Record<string, Plain>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What is to be said; no loudspeaker means all. */
export interface PreviewWords {
  readonly text: string;
  readonly language: string;
  readonly loudspeakers: readonly string[];
}

type Answer<T> = Promise<Result<T>>;

export interface AlarmApi {
  incidents(signal: AbortSignal): Answer<{ readonly incidents: readonly Incident[] }>;
  /** With its messages in a language, where they have it. */
  incident(incident: number, language: string, signal: AbortSignal): Answer<IncidentFile>;
  act(incident: number, act: Act, by: string): Answer<Incident>;
  drill(camera: string, by: string): Answer<{ readonly incident: number }>;
  test(channel: string, by: string): Answer<Trial>;
  settings(signal: AbortSignal): Answer<Settings>;
  addChannel(id: string, wanted: Wanted): Answer<Kept>;
  changeChannel(id: string, wanted: Wanted): Answer<Kept>;
  removeChannel(id: string): Answer<true>;
  announcements(signal: AbortSignal): Answer<Announcements>;
  preview(words: PreviewWords, by: string): Answer<Preview>;
  speak(token: string, by: string): Answer<Announced>;
  stop(by: string): Answer<{ readonly stopped: number }>;
}

/** A test of a channel may wait for a slow peer. */
const PATIENCE_MS = 60_000;

export function createAlarmApi(fetch: Fetch): AlarmApi {
  const get = <T>(address: string, signal: AbortSignal, read: Reader<T>) =>
    ask(fetch, address, { signal }, async (answer) => read(await answer.json()));
  const send = <T>(method: string, address: string, body: unknown, read: Reader<T>) => {
    const options = {
      method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    };
    return ask(fetch, address, options, async (answer) => read(answer.status === 204 ? true : await answer.json()));
  };
  const settings = (id: string) => `/api/channels/settings/${encodeURIComponent(id)}`;
  return {
    incidents: (signal) => get("/api/incidents?last=50", signal, readIncidents),
    incident: (incident, language, signal) => get(`/api/incidents/${incident}?language=${language}`, signal, readFile),
    act: (incident, act, by) => send("POST", `/api/incidents/${incident}/${act}`, { by }, readIncident),
    drill: (camera, by) => send("POST", "/api/drills", { camera, by }, shape({ incident: number })),
    test: (channel, by) => send("POST", `/api/channels/${encodeURIComponent(channel)}/test`, { by }, readTrial),
    settings: (signal) => get("/api/channels/settings", signal, readSettings),
    addChannel: (id, wanted) => send("POST", "/api/channels/settings", { id, ...wanted }, readKept),
    changeChannel: (id, wanted) => send("PUT", settings(id), wanted, readKept),
    removeChannel: (id) => send("DELETE", settings(id), {}, () => true as const),
    announcements: (signal) => get("/api/announcements", signal, readAnnouncements),
    preview: (words, by) => send("POST", "/api/announcements/preview", { ...words, by }, readPreview),
    speak: (token, by) => send("POST", "/api/announcements", { token, by }, readAnnounced),
    stop: (by) => send("POST", "/api/announcements/stop", { by }, shape({ stopped: number })),
  };
}
