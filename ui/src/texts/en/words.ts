// SPDX-License-Identifier: Apache-2.0
// What codes are called in English: hazards, states, connections, and how incidents and channels stand.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "flame",
  smoke: "smoke",
  water: "water",
  blocked: "blocked",
  lost: "camera lost",
  frozen: "camera frozen",
  covered: "camera covered",
  defocused: "out of focus",
  moved: "camera moved",
  dark: "too dark",
  dirty: "lens dirty",
  degraded: "picture degraded",
};

export const STATES: Record<State, string> = {
  unknown: "unknown",
  clear: "clear",
  changed: "changed",
  flame: "flame",
  smoke: "smoke",
  water: "water",
  blocked: "blocked",
  lively: "lively",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "we cannot tell",
  clear: "as on the plate",
  changed: "not as on the plate",
  flame: "fire seen here",
  smoke: "smoke seen here",
  water: "water where it should be dry",
  blocked: "a way to be kept clear is blocked",
  lively: "always moving, not watched for change",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "connecting",
  streaming: "connected",
  stalled: "connected, but no new picture",
  waiting: "waiting to try again",
  ended: "the recording has ended",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "suspected, nobody is told yet",
  confirmed: "confirmed, is being told",
  notified: "told, nobody answers yet",
  acknowledged: "somebody answers for it",
  resolved: "over",
  "false-alarm": "over: it was no hazard",
};

/** The same in a word or two, for a line of the record. */
export const RECORDED: Record<string, string> = {
  suspected: "suspected",
  confirmed: "confirmed",
  notified: "told",
  acknowledged: "acknowledged",
  resolved: "resolved",
  "false-alarm": "false alarm",
};

export const DELIVERIES: Record<string, string> = {
  queued: "waits to be sent",
  sent: "sent, not confirmed",
  accepted: "accepted",
  heard: "heard or seen",
  failed: "did not arrive",
};

export const CHANNELS: Record<string, string> = { working: "works", failing: "fails", untried: "never tried" };

export const CAUSES: Record<string, string> = {
  first: "first notice",
  again: "told again",
  escalated: "grew worse",
  ended: "the end",
  digest: "digest",
  words: "announcement",
  test: "test",
  heartbeat: "daily sign of life",
};

export const SEVERITIES: Record<string, string> = { notice: "notice", warning: "warning", danger: "danger" };
