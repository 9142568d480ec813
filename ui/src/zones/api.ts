// SPDX-License-Identifier: Apache-2.0
// What the page of zones asks the service for, read into typed values. Nothing here throws: see `../api.ts`.
import { list, number, orNull, shape, word, type Read, type Reader } from "../alarms/shape";
import { ask, type Fetch, type Result } from "../api";
import { asked, type Draft, type Point } from "./draft";

const readZone = shape({
  name: word, kind: word, corners: list(corner), after_s: number, drawn: orNull(word), version: number,
});
const readZones = shape({
  camera: word, name: word, kinds: list(word), shortest_s: number, longest_s: number, zones: list(readZone),
});
const readCheck = shape({
  flaws: list(shape({ number, key: word, words: word })), text: word, replaced: list(word), warning: word,
});

export type ZoneInUse = Read<typeof readZone>;
export type Zones = Read<typeof readZones>;
export type Check = Read<typeof readCheck>;

export interface ZoneApi {
  zones(camera: string, signal: AbortSignal): Promise<Result<Zones>>;
  check(camera: string, drafts: readonly Draft[], signal: AbortSignal): Promise<Result<Check>>;
}

export function createZoneApi(fetch: Fetch): ZoneApi {
  const of = (camera: string) => `/api/zones/${encodeURIComponent(camera)}`;
  const read = <T>(reader: Reader<T>) => async (answer: Response) => reader(await answer.json());
  return {
    zones: (camera, signal) => ask(fetch, of(camera), { signal }, read(readZones)),
    check: (camera, drafts, signal) => {
      const options = {
        method: "POST", body: JSON.stringify({ zones: drafts.map(asked) }),
        headers: { "Content-Type": "application/json" }, signal,
      };
      return ask(fetch, `${of(camera)}/check`, options, read(readCheck));
    },
  };
}

function corner(value: unknown): Point {
  const [x, y, ...rest] = list(number)(value);
  if (x === undefined || y === undefined || rest.length > 0) throw new SyntaxError("not what was agreed");
  return { x, y };
}
