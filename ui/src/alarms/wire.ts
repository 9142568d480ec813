// SPDX-License-Identifier: Apache-2.0
// What the service says of alarms, as docs/ref/http.md has it. Members are called as they are on the wire.
import { list, moment, number, orNull, shape, table, truth, word, type Read, type Reader } from "./shape";

export const readIncident = shape({
  id: number, kind: word, state: word, severity: word, drill: truth, opened: moment, closed: orNull(moment),
  why: word, by: word, hazards: list(word), where: list(word), is_seen: truth,
});
export type Incident = Read<typeof readIncident>;

export const readChannel = shape({
  id: word, kind: word, name: word, state: word, since: orNull(moment), reason: word,
  last_delivery: orNull(moment), last_heartbeat: orNull(moment),
});
export type Channel = Read<typeof readChannel>;

export const readAlarm = shape({ incidents: list(readIncident), more: number, channels: list(readChannel) });
export type Alarm = Read<typeof readAlarm>;

const readDelivery = shape({
  channel: word, channel_name: word, to: word, state: word, attempts: number, due: orNull(moment), reason: word,
  changed: moment,
});
export type Delivery = Read<typeof readDelivery>;

const readMessage = shape({
  name: word, cause: word, severity: word, at: moment, whom: word, drill: truth, incident: orNull(number),
  language: word, title: word, text: word, deliveries: list(readDelivery),
});
export type Message = Read<typeof readMessage>;

export const readIncidents = shape({ incidents: list(readIncident) });
export const readFile = shape({
  incident: readIncident,
  places: list(shape({ camera: word, name: word, hazard: word, zone: word, seen: moment, is_open: truth })),
  record: list(shape({ at: moment, what: word, by: word })),
  messages: list(readMessage),
});
export type IncidentFile = Read<typeof readFile>;

export const readTrial = shape({ state: word, words: word });
export type Trial = Read<typeof readTrial>;

export type Plain = string | number | boolean | null | readonly string[];
const plain: Reader<Plain> = (value) => {
  if (Array.isArray(value)) return list(word)(value);
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value as Plain;
  throw new SyntaxError("not what was agreed");
};

const readField = shape({ key: word, kind: word, words: word, is_required: truth, default: plain, choices: list(word) });
export type Field = Read<typeof readField>;
const readKind = shape({ kind: word, words: word, fields: list(readField) });
export type Kind = Read<typeof readKind>;
export const readKept = shape({
  id: word, kind: word, is_from_file: truth, values: table(plain),
  secrets: list(shape({ key: word, is_set: truth })),
});
export type Kept = Read<typeof readKept>;
export const readSettings = shape({ kinds: list(readKind), channels: list(readKept) });
export type Settings = Read<typeof readSettings>;

const readLoudspeaker = shape({ id: word, name: word });
export const readAnnounced = shape({
  at: moment, by: word, text: word, language: word, loudspeakers: list(word), words: word,
});
export type Announced = Read<typeof readAnnounced>;
export const readAnnouncements = shape({
  voices: list(shape({ language: word, name: word })),
  loudspeakers: list(readLoudspeaker),
  log: list(readAnnounced),
});
export type Announcements = Read<typeof readAnnouncements>;
export const readPreview = shape({
  text: word, language: word, loudspeakers: list(readLoudspeaker), length_s: number, warnings: list(word),
  token: word, expires: moment,
});
export type Preview = Read<typeof readPreview>;
